import { type FamilyTable } from '../exposition/family.ts';

/** What the collector `wifi` exports of an interface of the new driver, and of a radio. */
export const wifiFamilies = {
  info: {
    name: 'mikrotik_wifi_info',
    type: 'info',
    help: 'How the interface is set up; some versions send only what is set on the interface itself (/interface/wifi, /interface/wifiwave2: configuration.ssid and others).',
    labels: [
      'interface',
      'ssid',
      'mode',
      'country',
      'manager',
      'configuration',
      'radio_mac',
      'master_interface',
    ],
  },
  bound: {
    name: 'mikrotik_wifi_bound',
    type: 'gauge',
    help: '1 if the interface has a radio; that of a CAP has none while the CAP is away (/interface/wifi, /interface/wifiwave2: bound).',
    labels: ['interface'],
  },
  channelInfo: {
    name: 'mikrotik_wifi_channel_info',
    type: 'info',
    help: 'The channel in use, and the access point to which a station is connected (/interface/wifi/monitor, /interface/wifiwave2/monitor: channel, ap-address).',
    labels: ['interface', 'channel', 'bssid'],
  },
  state: {
    name: 'mikrotik_wifi_state',
    type: 'gauge',
    help: 'State of the interface: 1 for the present one, else 0 (/interface/wifi/monitor, /interface/wifiwave2/monitor: state).',
    labels: ['interface'],
    states: ['running', 'disabled', 'no regulatory domain', 'no connection to CAPsMAN'],
  },
  frequency: {
    name: 'mikrotik_wifi_frequency_hertz',
    type: 'gauge',
    unit: 'hertz',
    help: 'Frequency of the control channel in use (/interface/wifi/monitor, /interface/wifiwave2/monitor: channel).',
    labels: ['interface'],
  },
  transmitPower: {
    name: 'mikrotik_wifi_transmit_power_dbm',
    type: 'gauge',
    unit: 'dbm',
    help: 'Power at which the radio sends (/interface/wifi/monitor, /interface/wifiwave2/monitor: tx-power).',
    labels: ['interface'],
  },
  registeredClients: {
    name: 'mikrotik_wifi_registered_clients',
    type: 'gauge',
    help: 'Number of peers that are associated; on a CAPsMAN those of all its CAPs (/interface/wifi/registration-table, /interface/wifiwave2/registration-table).',
    labels: ['interface'],
  },
  authorizedClients: {
    name: 'mikrotik_wifi_authorized_clients',
    type: 'gauge',
    help: 'Number of peers that may send data (/interface/wifi/registration-table, /interface/wifiwave2/registration-table: authorized).',
    labels: ['interface'],
  },
  radioInfo: {
    name: 'mikrotik_wifi_radio_info',
    type: 'info',
    help: 'What a radio is, and the CAP that has it (/interface/wifi/radio, /interface/wifiwave2/radio).',
    labels: ['radio_mac', 'interface', 'cap', 'bands', 'hardware', 'country'],
  },
  radioRegulatoryPower: {
    name: 'mikrotik_wifi_radio_regulatory_power_dbm',
    type: 'gauge',
    unit: 'dbm',
    help: 'Power that the country allows on the channel in use (/interface/wifi/radio, /interface/wifiwave2/radio: current-max-reg-power).',
    labels: ['radio_mac'],
  },
  radioMaxClients: {
    name: 'mikrotik_wifi_radio_max_clients',
    type: 'gauge',
    help: 'Peers that the radio can serve at most (/interface/wifi/radio, /interface/wifiwave2/radio: max-peers).',
    labels: ['radio_mac'],
  },
} as const satisfies FamilyTable;
