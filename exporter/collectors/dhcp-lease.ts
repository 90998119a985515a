import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector } from './contract.ts';
import { emitTruncated } from './truncated.ts';

/** A client with several client ids, such as a machine that boots over the network, has a lease for each. */
const IDENTITY = ['server', 'mac_address', 'client_id'] as const;

const families = {
  info: {
    name: 'mikrotik_dhcp_lease_info',
    type: 'info',
    help: 'What is known of the client of a lease; the address is the active one, if there is; an address that is kept back for a conflict has no client, and is left out (/ip/dhcp-server/lease).',
    labels: [...IDENTITY, 'ip_address', 'host_name', 'class_id', 'comment'],
  },
  bound: {
    name: 'mikrotik_dhcp_lease_bound',
    type: 'gauge',
    help: '1 if the client has its address (/ip/dhcp-server/lease: status).',
    labels: IDENTITY,
  },
  blocked: {
    name: 'mikrotik_dhcp_lease_blocked',
    type: 'gauge',
    help: '1 if the client gets no address (/ip/dhcp-server/lease: blocked).',
    labels: IDENTITY,
  },
  remaining: {
    name: 'mikrotik_dhcp_lease_remaining_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time until the lease ends unless it is renewed (/ip/dhcp-server/lease: expires-after).',
    labels: IDENTITY,
  },
  idle: {
    name: 'mikrotik_dhcp_lease_idle_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long ago the client asked last; absent if it never has (/ip/dhcp-server/lease: last-seen).',
    labels: IDENTITY,
  },
  truncated: {
    name: 'mikrotik_dhcp_lease_truncated',
    type: 'gauge',
    help: '1 if there are more leases than the row limit, so that some are missing (/ip/dhcp-server/lease).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'server',
  'mac-address',
  'client-id',
  'address',
  'active-address',
  'host-name',
  'class-id',
  'comment',
  'status',
  'blocked',
  'expires-after',
  'last-seen',
  'disabled',
] as const;

/** The series of each lease, 1,000 leases at most: guests make them. */
export const dhcpLeaseCollector: Collector = {
  name: 'dhcp_lease',
  summary: 'Each DHCP lease: its client, and when it ends.',
  modules: ['dhcp_leases'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [{ command: '/ip/dhcp-server/lease/print', cost: 'walk', versions: '6 and 7' }],
  async collect(device, emit) {
    const outcome = await device.print('/ip/dhcp-server/lease', ATTRIBUTES, (row) => {
      if (row.flag('disabled') || isNobodys(row)) return;
      const identity = {
        server: row.text('server'),
        mac_address: row.text('mac-address'),
        client_id: row.text('client-id'),
      };
      const info = labels({
        ...identity,
        // The configured one of a static lease may be the name of a pool.
        ip_address: row.text('active-address') ?? row.text('address'),
        host_name: row.text('host-name'),
        class_id: row.text('class-id'),
        comment: row.text('comment'),
      });
      emit(families.info, info, 1);
      const own = labels(identity);
      const status = row.text('status');
      emit(families.bound, own, status === undefined ? undefined : status === 'bound');
      emit(families.blocked, own, row.flag('blocked'));
      emit(families.remaining, own, row.duration('expires-after'));
      emit(families.idle, own, row.duration('last-seen'));
    });
    emitTruncated(emit, families.truncated, outcome);
  },
};

/** An address that the server keeps back since somebody has it without a lease: all of those have one MAC address. */
function isNobodys(row: Row<(typeof ATTRIBUTES)[number]>): boolean {
  return row.text('mac-address') === '00:00:00:00:00:00' && (row.text('client-id') ?? '') === '';
}
