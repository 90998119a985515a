import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { withoutDots } from './dhcp-status.ts';

const families = {
  info: {
    name: 'mikrotik_dhcp_client_info',
    type: 'info',
    help: 'What a DHCP client has got, and from whom (/ip/dhcp-client).',
    labels: ['interface', 'ip_address', 'gateway', 'dhcp_server', 'comment'],
  },
  enabled: {
    name: 'mikrotik_dhcp_client_enabled',
    type: 'gauge',
    help: '1 if the DHCP client is not disabled by the administrator (/ip/dhcp-client: disabled).',
    labels: ['interface'],
  },
  invalid: {
    name: 'mikrotik_dhcp_client_invalid',
    type: 'gauge',
    help: '1 if the DHCP client cannot work on its interface, such as one that is gone or in a bridge (/ip/dhcp-client: invalid).',
    labels: ['interface'],
  },
  state: {
    name: 'mikrotik_dhcp_client_state',
    type: 'gauge',
    help: 'State of a DHCP client: 1 for the present one, else 0 (/ip/dhcp-client: status).',
    labels: ['interface'],
    states: ['bound', 'searching', 'requesting', 'renewing', 'rebinding', 'stopped', 'error'],
  },
  remaining: {
    name: 'mikrotik_dhcp_client_lease_remaining_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time until the lease of a DHCP client ends unless it is renewed (/ip/dhcp-client: expires-after).',
    labels: ['interface'],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'interface',
  'status',
  'address',
  'gateway',
  'dhcp-server',
  'expires-after',
  'comment',
  'disabled',
  'invalid',
] as const;

/** The DHCP clients: addresses that the device has from others, as a rule that of its uplink. */
export const dhcpClientCollector: Collector = {
  name: 'dhcp_client',
  summary: 'State, address and lease of the DHCP clients.',
  modules: ['ip'],
  families,
  menus: [{ command: '/ip/dhcp-client/print', cost: 'cheap', versions: '6 and 7' }],
  async collect(device, emit) {
    await device.print('/ip/dhcp-client', ATTRIBUTES, (row) => {
      const own = labels({ interface: row.text('interface') });
      const info = labels({
        interface: row.text('interface'),
        ip_address: row.text('address'),
        gateway: row.text('gateway'),
        dhcp_server: row.text('dhcp-server'),
        comment: row.text('comment'),
      });
      emit(families.info, info, 1);
      emit(families.enabled, own, !row.flag('disabled'));
      emit(families.invalid, own, row.flag('invalid'));
      emit.state(families.state, own, withoutDots(row.text('status')));
      emit(families.remaining, own, row.duration('expires-after'));
    });
  },
};
