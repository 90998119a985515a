import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit, type Outcome } from './contract.ts';
import { settle } from './settle.ts';
import { CLIENT_TRAFFIC, clientTrafficFamilies, collectClientTraffic } from './wireless-client-traffic.ts';
import { emitTruncated } from './truncated.ts';

const WIFI = '/interface/wifi/registration-table';
const WIFIWAVE2 = '/interface/wifiwave2/registration-table';
const PATHS = `${WIFI}, ${WIFIWAVE2}`;

const families = {
  info: {
    name: 'mikrotik_wifi_client_info',
    type: 'info',
    help: `What the client is connected to, and how; the client of a station is its access point (${PATHS}: ssid, band, auth-type, vlan-id, comment).`,
    labels: ['interface', 'mac_address', 'ssid', 'band', 'authentication', 'vlan', 'comment'],
  },
  ...clientTrafficFamilies('wifi', PATHS),
  idle: {
    name: 'mikrotik_wifi_client_idle_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: `How long ago the client last sent or received (${PATHS}: last-activity).`,
    labels: ['interface', 'mac_address'],
  },
  authorized: {
    name: 'mikrotik_wifi_client_authorized',
    type: 'gauge',
    help: `1 if the client may send data (${PATHS}: authorized).`,
    labels: ['interface', 'mac_address'],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'interface',
  'mac-address',
  'ssid',
  'band',
  'auth-type',
  'vlan-id',
  'comment',
  ...CLIENT_TRAFFIC,
  'signal',
  'last-activity',
  'authorized',
] as const;

/** Clients of the new driver, one by one; on a CAPsMAN those of all its CAPs. 1,000 at most, on request. */
export const wifiClientCollector: Collector = {
  name: 'wifi_client',
  summary: 'Each client of the radios of the new driver: signal, speed, traffic.',
  modules: ['wireless_clients'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [
    { command: `${WIFI}/print`, cost: 'table', versions: '7.13 and newer' },
    { command: `${WIFIWAVE2}/print`, cost: 'table', versions: '7.1 to 7.12; with the package wifiwave2' },
  ],
  async collect(device, emit) {
    const outcomes = await settle(printClients(device, emit, WIFI), printClients(device, emit, WIFIWAVE2));
    emitTruncated(emit, families.truncated, ...outcomes);
  },
};

function printClients(device: Device, emit: Emit, path: string): Promise<Outcome> {
  return device.print(path, ATTRIBUTES, (row) => collectClient(emit, row));
}

function collectClient(emit: Emit, row: Row<(typeof ATTRIBUTES)[number]>): void {
  const name = row.text('interface');
  const macAddress = row.text('mac-address');
  if (name === undefined || macAddress === undefined) return;
  const info = labels({
    interface: name,
    mac_address: macAddress,
    ssid: row.text('ssid'),
    band: row.text('band'),
    authentication: row.text('auth-type'),
    vlan: row.text('vlan-id'),
    comment: row.text('comment'),
  });
  emit(families.info, info, 1);
  const own = labels({ interface: name, mac_address: macAddress });
  emit(families.signal, own, row.leadingNumber('signal'));
  collectClientTraffic(emit, families, own, row);
  emit(families.idle, own, row.duration('last-activity'));
  emit(families.authorized, own, row.flag('authorized'));
}
