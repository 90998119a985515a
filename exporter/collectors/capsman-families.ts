import { type FamilyTable } from '../exposition/family.ts';

const REMOTE_CAPS =
  '/caps-man/remote-cap, /interface/wifi/capsman/remote-cap, /interface/wifiwave2/capsman/remote-cap';

/** What the collector `capsman` exports of CAPs, and of the interfaces and radios that the old CAPsMAN has of them. */
export const capsmanFamilies = {
  caps: {
    name: 'mikrotik_capsman_caps',
    type: 'gauge',
    help: `Number of CAPs that are connected (${REMOTE_CAPS}).`,
    labels: [],
  },
  capInfo: {
    name: 'mikrotik_capsman_cap_info',
    type: 'info',
    help: `What a CAP is (${REMOTE_CAPS}).`,
    labels: ['base_mac', 'cap', 'cap_identity', 'board_name', 'serial_number', 'version'],
  },
  capRunning: {
    name: 'mikrotik_capsman_cap_running',
    type: 'gauge',
    help: `1 if the CAP serves, its state being Run or Ok (${REMOTE_CAPS}: state).`,
    labels: ['base_mac'],
  },
  capRadios: {
    name: 'mikrotik_capsman_cap_radios',
    type: 'gauge',
    help: 'Radios of the CAP (/caps-man/remote-cap: radios).',
    labels: ['base_mac'],
  },
  capUptime: {
    name: 'mikrotik_capsman_cap_uptime_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the CAP has been up (/interface/wifi/capsman/remote-cap, /interface/wifiwave2/capsman/remote-cap: uptime).',
    labels: ['base_mac'],
  },
  capConnected: {
    name: 'mikrotik_capsman_cap_connection_uptime_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the CAP has been connected (/interface/wifi/capsman/remote-cap, /interface/wifiwave2/capsman/remote-cap: connected-time).',
    labels: ['base_mac'],
  },
  managerFound: {
    name: 'mikrotik_capsman_manager_connected',
    type: 'gauge',
    help: '1 if this device, which is a CAP, has a CAPsMAN (/interface/wifi/cap, /interface/wifiwave2/cap: current-caps-man-address).',
    labels: [],
  },
  interfaceInfo: {
    name: 'mikrotik_capsman_interface_info',
    type: 'info',
    help: 'How the interface of a CAP is set up (/caps-man/interface).',
    labels: ['interface', 'radio_mac', 'radio_name', 'configuration', 'master_interface'],
  },
  channelInfo: {
    name: 'mikrotik_capsman_channel_info',
    type: 'info',
    help: 'The channel in use (/caps-man/interface: current-channel).',
    labels: ['interface', 'channel'],
  },
  interfaceBound: {
    name: 'mikrotik_capsman_interface_bound',
    type: 'gauge',
    help: '1 if the interface has a radio, 0 while its CAP is away (/caps-man/interface: bound).',
    labels: ['interface'],
  },
  interfaceState: {
    name: 'mikrotik_capsman_interface_state',
    type: 'gauge',
    help: 'State of the interface: 1 for the present one, else 0 (/caps-man/interface: current-state).',
    labels: ['interface'],
    states: ['running-ap', 'disabled', 'initializing', 'searching-for-frequency', 'radar-detecting'],
  },
  interfaceFrequency: {
    name: 'mikrotik_capsman_frequency_hertz',
    type: 'gauge',
    unit: 'hertz',
    help: 'Frequency of the control channel in use (/caps-man/interface: current-channel).',
    labels: ['interface'],
  },
  registeredClients: {
    name: 'mikrotik_capsman_registered_clients',
    type: 'gauge',
    help: 'Number of clients that are associated (/caps-man/interface: current-registered-clients).',
    labels: ['interface'],
  },
  authorizedClients: {
    name: 'mikrotik_capsman_authorized_clients',
    type: 'gauge',
    help: 'Number of clients that may send data (/caps-man/interface: current-authorized-clients).',
    labels: ['interface'],
  },
  radioInfo: {
    name: 'mikrotik_capsman_radio_info',
    type: 'info',
    help: 'A radio and the CAP that has it (/caps-man/radio).',
    labels: ['radio_mac', 'interface', 'cap', 'cap_identity'],
  },
  radioProvisioned: {
    name: 'mikrotik_capsman_radio_provisioned',
    type: 'gauge',
    help: '1 if a provisioning rule has given the radio an interface (/caps-man/radio: provisioned).',
    labels: ['radio_mac'],
  },
} as const satisfies FamilyTable;
