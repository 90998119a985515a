import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { emitTruncated } from './truncated.ts';

/** A client may ask for an address and for a prefix, with one id and the number of an association for each. */
const IDENTITY = ['server', 'duid', 'iaid', 'ia_type'] as const;

const families = {
  info: {
    name: 'mikrotik_dhcpv6_binding_info',
    type: 'info',
    help: 'What a DHCPv6 client has got: an address or a prefix (/ipv6/dhcp-server/binding).',
    labels: [...IDENTITY, 'prefix', 'client_address', 'comment'],
  },
  bound: {
    name: 'mikrotik_dhcpv6_binding_bound',
    type: 'gauge',
    help: '1 if the client has its address or prefix (/ipv6/dhcp-server/binding: status).',
    labels: IDENTITY,
  },
  remaining: {
    name: 'mikrotik_dhcpv6_binding_remaining_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time until the binding ends unless it is renewed (/ipv6/dhcp-server/binding: expires-after).',
    labels: IDENTITY,
  },
  idle: {
    name: 'mikrotik_dhcpv6_binding_idle_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long ago the client asked last; absent if it never has (/ipv6/dhcp-server/binding: last-seen).',
    labels: IDENTITY,
  },
  truncated: {
    name: 'mikrotik_dhcpv6_binding_truncated',
    type: 'gauge',
    help: '1 if there are more bindings than the row limit, so that some are missing (/ipv6/dhcp-server/binding).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'server',
  'duid',
  'iaid',
  'ia-type',
  'address',
  'client-address',
  'comment',
  'status',
  'expires-after',
  'last-seen',
  'disabled',
] as const;

/** The series of each DHCPv6 binding, 1,000 bindings at most. */
export const dhcpv6BindingCollector: Collector = {
  name: 'dhcpv6_binding',
  summary: 'Each DHCPv6 binding: its client, and when it ends.',
  modules: ['dhcp_leases'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [
    {
      command: '/ipv6/dhcp-server/binding/print',
      cost: 'walk',
      versions: '6 and 7; in 6 with the package ipv6',
    },
  ],
  async collect(device, emit) {
    const outcome = await device.print('/ipv6/dhcp-server/binding', ATTRIBUTES, (row) => {
      if (row.flag('disabled')) return;
      const identity = {
        server: row.text('server'),
        duid: row.text('duid'),
        iaid: row.text('iaid'),
        ia_type: row.text('ia-type'),
      };
      const info = labels({
        ...identity,
        prefix: row.text('address'),
        client_address: row.text('client-address'),
        comment: row.text('comment'),
      });
      emit(families.info, info, 1);
      const own = labels(identity);
      const status = row.text('status');
      emit(families.bound, own, status === undefined ? undefined : status === 'bound');
      emit(families.remaining, own, row.duration('expires-after'));
      emit(families.idle, own, row.duration('last-seen'));
    });
    emitTruncated(emit, families.truncated, outcome);
  },
};
