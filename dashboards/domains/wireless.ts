import { of } from '../device/selectors.ts';
import { tablePanel } from '../lib/table.ts';
import { timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT, flag } from '../lib/values.ts';
import { BITS, needs, ofAny, per, rateOfAny, SIGNAL, TIME } from './selectors.ts';

const CLIENTS = ofAny(
  'mikrotik_wireless_registered_clients',
  'mikrotik_wifi_registered_clients',
  'mikrotik_capsman_registered_clients',
);
const NETWORKS = ofAny('mikrotik_wireless_info', 'mikrotik_wifi_info');
const CHANNELS = ofAny(
  'mikrotik_wireless_channel_info',
  'mikrotik_wifi_channel_info',
  'mikrotik_capsman_channel_info',
);

/** A family of clients by the end of its name, of all three generations of wireless. */
const clientFamilies = (end: string): readonly string[] =>
  ['wireless', 'wifi', 'capsman'].map((generation) => `mikrotik_${generation}_client_${end}`);
const ofClients = (end: string): string => ofAny(...clientFamilies(end));
const clientBits = (end: string): string => `8 * ${rateOfAny(...clientFamilies(end))}`;

export const wireless = [
  timeSeriesPanel({
    title: 'Clients',
    description: `Clients that are associated, by interface. ${needs('wireless')}`,
    width: 12,
    height: 8,
    queries: [per('interface', CLIENTS, '{{interface}}')],
    style: { ...COUNT, min: 0 },
  }),
  tablePanel({
    title: 'Access points',
    description: `Each interface with the channel in use, those with most clients first; at most 200. ${needs('wireless')}`,
    width: 12,
    height: 8,
    rows: { by: ['interface'], pick: `topk(200, max by (interface) (${CLIENTS}))` },
    columns: [
      { title: 'Interface', label: 'interface' },
      { title: 'SSID', label: 'ssid', of: NETWORKS },
      { title: 'Channel', label: 'channel', of: CHANNELS },
      { title: 'Clients', width: 80, value: 'picked', style: COUNT },
    ],
    sortBy: { column: 'Clients', descending: true },
  }),
  timeSeriesPanel({
    title: 'Noise',
    description: `Noise that each radio hears; only the drivers of the package wireless tell it. ${needs('wireless')}`,
    width: 12,
    height: 7,
    queries: [per('interface', of('mikrotik_wireless_noise_floor_dbm'), '{{interface}}')],
    style: { unit: UNIT.decibelMilliwatts, decimals: 0 },
  }),
  tablePanel({
    title: 'CAPs',
    description: `Access points that this device manages as a CAPsMAN, those that do not serve first. ${needs('wireless')}`,
    width: 12,
    height: 7,
    rows: {
      by: ['base_mac'],
      pick: `bottomk(200, max by (base_mac) (${of('mikrotik_capsman_cap_running')}))`,
    },
    columns: [
      { title: 'CAP', label: 'cap_identity', of: of('mikrotik_capsman_cap_info') },
      { title: 'Board', label: 'board_name', of: of('mikrotik_capsman_cap_info') },
      { title: 'RouterOS', width: 90, label: 'version', of: of('mikrotik_capsman_cap_info') },
      { title: 'MAC address', label: 'base_mac' },
      { title: 'Serves', width: 80, value: 'picked', style: flag('yes', 'green', 'no', 'red') },
    ],
    sortBy: { column: 'Serves' },
  }),
  tablePanel({
    title: 'Signal of clients',
    description: `The weakest first; at most 200. Received and sent are the access point’s view. ${needs('wireless_clients')}`,
    width: 24,
    height: 9,
    rows: {
      by: ['interface', 'mac_address'],
      pick: `bottomk(200, max by (interface, mac_address) (${ofClients('signal_dbm')}))`,
    },
    columns: [
      { title: 'Interface', label: 'interface' },
      { title: 'Client', label: 'mac_address' },
      { title: 'Comment', label: 'comment', of: ofClients('info') },
      { title: 'Signal', width: 90, value: 'picked', style: SIGNAL },
      {
        title: 'Receive speed',
        width: 120,
        value: { expr: `8 * ${ofClients('receive_speed_bytes')}` },
        style: BITS,
      },
      {
        title: 'Send speed',
        width: 120,
        value: { expr: `8 * ${ofClients('transmit_speed_bytes')}` },
        style: BITS,
      },
      {
        title: 'Received',
        width: 110,
        value: { expr: clientBits('receive_bytes_total') },
        style: BITS,
      },
      {
        title: 'Sent',
        width: 110,
        value: { expr: clientBits('transmit_bytes_total') },
        style: BITS,
      },
      { title: 'Uptime', width: 110, value: { expr: ofClients('uptime_seconds') }, style: TIME },
    ],
    sortBy: { column: 'Signal' },
  }),
];
