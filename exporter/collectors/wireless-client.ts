import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Emit } from './contract.ts';
import { divided, multiplied } from './scale.ts';
import { CLIENT_TRAFFIC, clientTrafficFamilies, collectClientTraffic } from './wireless-client-traffic.ts';
import { emitTruncated } from './truncated.ts';

const PATH = '/interface/wireless/registration-table';
const CLIENT = ['interface', 'mac_address'] as const;

const families = {
  info: {
    name: 'mikrotik_wireless_client_info',
    type: 'info',
    help: `Who the client is; that of a station is its access point (${PATH}: radio-name, routeros-version, authentication-type, encryption, comment).`,
    labels: ['interface', 'mac_address', 'radio_name', 'version', 'authentication', 'encryption', 'comment'],
  },
  ...clientTrafficFamilies('wireless', PATH),
  transmitSignal: {
    name: 'mikrotik_wireless_client_transmit_signal_dbm',
    type: 'gauge',
    unit: 'dbm',
    help: `Strength at which the client hears the radio (${PATH}: tx-signal-strength).`,
    labels: CLIENT,
  },
  chainSignal: {
    name: 'mikrotik_wireless_client_chain_signal_dbm',
    type: 'gauge',
    unit: 'dbm',
    help: `Strength at which one antenna chain of the radio hears the client (${PATH}: signal-strength-ch0 to ch3).`,
    labels: ['interface', 'mac_address', 'chain'],
  },
  signalToNoise: {
    name: 'mikrotik_wireless_client_signal_to_noise_decibels',
    type: 'gauge',
    unit: 'decibels',
    help: `Signal of the client above the noise (${PATH}: signal-to-noise).`,
    labels: CLIENT,
  },
  receiveCcq: {
    name: 'mikrotik_wireless_client_receive_ccq_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: `Connection quality of what the radio receives; can pass 1 (${PATH}: rx-ccq).`,
    labels: CLIENT,
  },
  transmitCcq: {
    name: 'mikrotik_wireless_client_transmit_ccq_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: `Connection quality of what the radio sends; can pass 1 (${PATH}: tx-ccq).`,
    labels: CLIENT,
  },
  attainableSpeed: {
    name: 'mikrotik_wireless_client_attainable_speed_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: `Throughput to the client that the radio expects, in bytes per second (${PATH}: p-throughput).`,
    labels: CLIENT,
  },
  transmitTimeouts: {
    name: 'mikrotik_wireless_client_transmit_timeouts_total',
    type: 'counter',
    help: `Frames that the radio gave up sending (${PATH}: tx-frames-timed-out).`,
    labels: CLIENT,
  },
  idle: {
    name: 'mikrotik_wireless_client_idle_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: `How long ago the client last sent or received (${PATH}: last-activity).`,
    labels: CLIENT,
  },
  authorized: {
    name: 'mikrotik_wireless_client_authorized',
    type: 'gauge',
    help: `1 if the client may send data (${PATH}: 802.1x-port-enabled).`,
    labels: CLIENT,
  },
} as const satisfies FamilyTable;

const CHAINS = [
  'signal-strength-ch0',
  'signal-strength-ch1',
  'signal-strength-ch2',
  'signal-strength-ch3',
] as const;

const ATTRIBUTES = [
  'interface',
  'mac-address',
  'radio-name',
  'routeros-version',
  'authentication-type',
  'encryption',
  'comment',
  ...CLIENT_TRAFFIC,
  'signal-strength',
  'tx-signal-strength',
  ...CHAINS,
  'signal-to-noise',
  'rx-ccq',
  'tx-ccq',
  'p-throughput',
  'tx-frames-timed-out',
  'last-activity',
  '802.1x-port-enabled',
] as const;

/** Clients of the radios of the old driver, one by one; for a station, its access point. 1,000 at most, on request. */
export const wirelessClientCollector: Collector = {
  name: 'wireless_client',
  summary: 'Each client of the radios of the old driver: signal, quality, speed, traffic.',
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
    radio_name: row.text('radio-name'),
    version: row.text('routeros-version'),
    authentication: row.text('authentication-type'),
    encryption: row.text('encryption'),
    comment: row.text('comment'),
  });
  emit(families.info, info, 1);
  const own = labels({ interface: name, mac_address: macAddress });
  emit(families.signal, own, row.leadingNumber('signal-strength'));
  collectClientTraffic(emit, families, own, row);
  emit(families.transmitSignal, own, row.leadingNumber('tx-signal-strength'));
  for (const [chain, attribute] of CHAINS.entries()) {
    const ofChain = labels({ interface: name, mac_address: macAddress, chain: String(chain) });
    emit(families.chainSignal, ofChain, row.leadingNumber(attribute));
  }
  emit(families.signalToNoise, own, row.number('signal-to-noise'));
  emit(families.receiveCcq, own, divided(row.number('rx-ccq'), 100));
  emit(families.transmitCcq, own, divided(row.number('tx-ccq'), 100));
  emit(families.attainableSpeed, own, multiplied(row.number('p-throughput'), 1000 / 8));
  emit(families.transmitTimeouts, own, row.number('tx-frames-timed-out'));
  emit(families.idle, own, row.duration('last-activity'));
  emit(families.authorized, own, row.flag('802.1x-port-enabled'));
}
