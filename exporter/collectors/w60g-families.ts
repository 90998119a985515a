import { type FamilyTable } from '../exposition/family.ts';

const MONITOR = '/interface/w60g/monitor, /interface/w60g/station/monitor';

/** What the collector `w60g` exports of a 60 GHz radio and of each of its links. */
export const w60gFamilies = {
  info: {
    name: 'mikrotik_w60g_info',
    type: 'info',
    help: 'How the radio is set up (/interface/w60g: mode, ssid, region).',
    labels: ['interface', 'mode', 'ssid', 'regulatory_region'],
  },
  stationInfo: {
    name: 'mikrotik_w60g_station_info',
    type: 'info',
    help: 'The radio to which the interface of a station belongs (/interface/w60g/station: parent).',
    labels: ['interface', 'parent'],
  },
  connected: {
    name: 'mikrotik_w60g_connected',
    type: 'gauge',
    help: `1 if there is a link (${MONITOR}: connected).`,
    labels: ['interface'],
  },
  frequency: {
    name: 'mikrotik_w60g_frequency_hertz',
    type: 'gauge',
    unit: 'hertz',
    help: 'Frequency in use (/interface/w60g/monitor: frequency).',
    labels: ['interface'],
  },
  basebandTemperature: {
    name: 'mikrotik_w60g_baseband_temperature_celsius',
    type: 'gauge',
    unit: 'celsius',
    help: 'Temperature of the baseband chip (/interface/w60g/monitor: baseband-temperature).',
    labels: ['interface'],
  },
  rfTemperature: {
    name: 'mikrotik_w60g_rf_temperature_celsius',
    type: 'gauge',
    unit: 'celsius',
    help: 'Temperature of the radio module, of several the first (/interface/w60g/monitor: rf-temperature).',
    labels: ['interface'],
  },
  packetErrors: {
    name: 'mikrotik_w60g_transmit_packet_error_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'Share of the packets sent that got lost (/interface/w60g/monitor: tx-packet-error-rate).',
    labels: ['interface'],
  },
  signal: {
    name: 'mikrotik_w60g_signal_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: `Quality of the signal, 1 being the best (${MONITOR}: signal).`,
    labels: ['interface', 'mac_address'],
  },
  rssi: {
    name: 'mikrotik_w60g_rssi_dbm',
    type: 'gauge',
    unit: 'dbm',
    help: `Strength of the signal received (${MONITOR}: rssi).`,
    labels: ['interface', 'mac_address'],
  },
  transmitMcs: {
    name: 'mikrotik_w60g_transmit_mcs',
    type: 'gauge',
    help: `Index of the modulation and coding in which the radio sends (${MONITOR}: tx-mcs).`,
    labels: ['interface', 'mac_address'],
  },
  transmitSpeed: {
    name: 'mikrotik_w60g_transmit_speed_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: `Speed at which the radio sends, in bytes per second (${MONITOR}: tx-phy-rate).`,
    labels: ['interface', 'mac_address'],
  },
  transmitSector: {
    name: 'mikrotik_w60g_transmit_sector',
    type: 'gauge',
    help: `Index of the direction in which the antenna sends (${MONITOR}: tx-sector).`,
    labels: ['interface', 'mac_address'],
  },
  distance: {
    name: 'mikrotik_w60g_distance_meters',
    type: 'gauge',
    unit: 'meters',
    help: `Measured length of the link (${MONITOR}: distance).`,
    labels: ['interface', 'mac_address'],
  },
  beamformings: {
    name: 'mikrotik_w60g_beamforming_events_total',
    type: 'counter',
    help: 'Times the radio looked for a better direction (/interface/w60g, /interface/w60g/station: beamforming-event).',
    labels: ['interface'],
  },
  transmitMpdus: {
    name: 'mikrotik_w60g_transmit_mpdus_total',
    type: 'counter',
    help: 'Frames sent, those that were sent again among them (/interface/w60g: tx-mpdu-total).',
    labels: ['interface'],
  },
  transmitRetries: {
    name: 'mikrotik_w60g_transmit_mpdu_retries_total',
    type: 'counter',
    help: 'Frames that were sent again (/interface/w60g: tx-mpdu-retry).',
    labels: ['interface'],
  },
  receiveMpdus: {
    name: 'mikrotik_w60g_receive_mpdus_total',
    type: 'counter',
    help: 'Frames received with a right checksum (/interface/w60g: rx-mpdu-crc-ok).',
    labels: ['interface'],
  },
  receiveErrors: {
    name: 'mikrotik_w60g_receive_mpdu_errors_total',
    type: 'counter',
    help: 'Frames received with a wrong checksum (/interface/w60g: rx-mpdu-crc-err).',
    labels: ['interface'],
  },
  transmitPpdus: {
    name: 'mikrotik_w60g_transmit_ppdus_total',
    type: 'counter',
    help: 'Bursts of frames sent (/interface/w60g: tx-ppdu).',
    labels: ['interface'],
  },
  receivePpdus: {
    name: 'mikrotik_w60g_receive_ppdus_total',
    type: 'counter',
    help: 'Bursts of frames received (/interface/w60g: rx-ppdu).',
    labels: ['interface'],
  },
} as const satisfies FamilyTable;
