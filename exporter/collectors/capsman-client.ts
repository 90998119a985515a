import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Emit } from './contract.ts';
import { CLIENT_TRAFFIC, clientTrafficFamilies, collectClientTraffic } from './wireless-client-traffic.ts';
import { emitTruncated } from './truncated.ts';

const PATH = '/caps-man/registration-table';

const families = {
  info: {
    name: 'mikrotik_capsman_client_info',
    type: 'info',
    help: `What the client is connected to (${PATH}: ssid, radio-name, vlan-id, comment).`,
    labels: ['interface', 'mac_address', 'ssid', 'radio_name', 'vlan', 'comment'],
  },
  ...clientTrafficFamilies('capsman', PATH),
  transmitSignal: {
    name: 'mikrotik_capsman_client_transmit_signal_dbm',
    type: 'gauge',
    unit: 'dbm',
    help: `Strength at which the client hears the radio (${PATH}: tx-signal).`,
    labels: ['interface', 'mac_address'],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'interface',
  'mac-address',
  'ssid',
  'radio-name',
  'vlan-id',
  'comment',
  ...CLIENT_TRAFFIC,
  'rx-signal',
  'tx-signal',
] as const;

/**
 * Clients of the CAPs of the old driver's CAPsMAN, one by one. 1,000 at most, on request. The new driver's CAPsMAN has
 * them in its own registration table, which is that of the collector `wifi_client`.
 */
export const capsmanClientCollector: Collector = {
  name: 'capsman_client',
  summary: 'Each client of the CAPs of the old CAPsMAN: signal, speed, traffic.',
  modules: ['wireless_clients'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [
    { command: `${PATH}/print`, cost: 'table', versions: '6 and 7; since 7.13 with the package wireless' },
  ],
  async collect(device, emit) {
    const outcome = await device.print(PATH, ATTRIBUTES, (row) => collectClient(emit, row));
    emitTruncated(emit, families.truncated, outcome);
  },
};

function collectClient(emit: Emit, row: Row<(typeof ATTRIBUTES)[number]>): void {
  const name = row.text('interface');
  const macAddress = row.text('mac-address');
  if (name === undefined || macAddress === undefined) return;
  const info = labels({
    interface: name,
    mac_address: macAddress,
    ssid: row.text('ssid'),
    radio_name: row.text('radio-name'),
    vlan: row.text('vlan-id'),
    comment: row.text('comment'),
  });
  emit(families.info, info, 1);
  const own = labels({ interface: name, mac_address: macAddress });
  emit(families.signal, own, row.leadingNumber('rx-signal'));
  collectClientTraffic(emit, families, own, row);
  emit(families.transmitSignal, own, row.leadingNumber('tx-signal'));
}
