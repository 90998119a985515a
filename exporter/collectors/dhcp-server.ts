import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Outcome } from './contract.ts';
import { settle } from './settle.ts';
import { tableSize } from './table-size.ts';
import { Tally } from './tally.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  info: {
    name: 'mikrotik_dhcp_server_info',
    type: 'info',
    help: 'What a DHCP server serves: its interface and its pool (/ip/dhcp-server).',
    labels: ['server', 'interface', 'pool', 'comment'],
  },
  enabled: {
    name: 'mikrotik_dhcp_server_enabled',
    type: 'gauge',
    help: '1 if the DHCP server is not disabled by the administrator (/ip/dhcp-server: disabled).',
    labels: ['server'],
  },
  invalid: {
    name: 'mikrotik_dhcp_server_invalid',
    type: 'gauge',
    help: '1 if the DHCP server cannot work, for its interface is gone or has no address (/ip/dhcp-server: invalid).',
    labels: ['server'],
  },
  leaseDuration: {
    name: 'mikrotik_dhcp_server_lease_duration_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long a lease is valid unless it is renewed (/ip/dhcp-server: lease-time).',
    labels: ['server'],
  },
  leases: {
    name: 'mikrotik_dhcp_server_leases',
    type: 'gauge',
    help: 'Number of enabled leases by status; static ones without a client are waiting (/ip/dhcp-server/lease: status).',
    labels: ['server', 'lease_status'],
  },
  dynamicLeases: {
    name: 'mikrotik_dhcp_server_dynamic_leases',
    type: 'gauge',
    help: 'Number of leases that nobody has configured (/ip/dhcp-server/lease: dynamic).',
    labels: ['server'],
  },
  blockedLeases: {
    name: 'mikrotik_dhcp_server_blocked_leases',
    type: 'gauge',
    help: 'Number of enabled leases whose client gets no address (/ip/dhcp-server/lease: blocked).',
    labels: ['server'],
  },
  unknownServers: {
    name: 'mikrotik_dhcp_server_alert_unknown_servers',
    type: 'gauge',
    help: 'Number of DHCP servers of others that answer on an interface that is watched for them (/ip/dhcp-server/alert: unknown-server).',
    labels: ['interface'],
  },
  size: {
    name: 'mikrotik_dhcp_lease_table_entries',
    type: 'gauge',
    help: 'Number of leases of all servers, disabled ones among them, be there more than the row limit (/ip/dhcp-server/lease).',
    labels: [],
  },
  truncated: {
    name: 'mikrotik_dhcp_server_truncated',
    type: 'gauge',
    help: '1 if there are more leases than the row limit, so that nobody knows how many each server has (/ip/dhcp-server/lease).',
    labels: [],
  },
} as const satisfies FamilyTable;

/** The DHCP servers. Their leases, which can be many, are folded into counts while they stream in. */
export const dhcpServerCollector: Collector = {
  name: 'dhcp_server',
  summary: 'DHCP servers, their leases in numbers, and servers that should not be there.',
  modules: ['dhcp'],
  partial: true,
  families,
  menus: [
    { command: '/ip/dhcp-server/print', cost: 'table', versions: '6 and 7' },
    { command: '/ip/dhcp-server/lease/print', cost: 'walk', versions: '6 and 7' },
    {
      command: '/ip/dhcp-server/lease/print',
      cost: 'walk',
      versions: '6 and 7; if there are more than the row limit',
    },
    { command: '/ip/dhcp-server/alert/print', cost: 'cheap', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    const tallies = {
      leases: new Tally(families.leases),
      dynamic: new Tally(families.dynamicLeases),
      blocked: new Tally(families.blockedLeases),
    };
    const outcomes = await settle(
      collectServers(device, emit, tallies),
      countLeases(device, tallies),
      collectAlerts(device, emit),
    );
    const [, leases] = outcomes;
    if (!outcomes.some(({ present }) => present)) return;
    const truncated = emitTruncated(emit, families.truncated, ...outcomes);
    if (!truncated) for (const tally of Object.values(tallies)) tally.emit(emit);
    emit(families.size, NO_LABELS, await tableSize(device, '/ip/dhcp-server/lease', leases));
  },
};

interface Tallies {
  readonly leases: Tally<typeof families.leases>;
  readonly dynamic: Tally<typeof families.dynamicLeases>;
  readonly blocked: Tally<typeof families.blockedLeases>;
}

const SERVER = ['name', 'interface', 'address-pool', 'lease-time', 'comment', 'disabled', 'invalid'] as const;

function collectServers(device: Device, emit: Emit, tallies: Tallies): Promise<Outcome> {
  return device.print('/ip/dhcp-server', SERVER, (row) => {
    const server = row.text('name');
    const own = labels({ server });
    const info = labels({
      server,
      interface: row.text('interface'),
      pool: row.text('address-pool'),
      comment: row.text('comment'),
    });
    emit(families.info, info, 1);
    emit(families.enabled, own, !row.flag('disabled'));
    emit(families.invalid, own, row.flag('invalid'));
    emit(families.leaseDuration, own, row.duration('lease-time'));
    // A server that has lost all its clients says 0, not nothing.
    tallies.leases.add(labels({ server, lease_status: 'bound' }), 0);
    tallies.dynamic.add(own, 0);
    tallies.blocked.add(own, 0);
  });
}

const LEASE = ['server', 'active-server', 'status', 'dynamic', 'blocked', 'disabled'] as const;

function countLeases(device: Device, tallies: Tallies): Promise<Outcome> {
  return device.print('/ip/dhcp-server/lease', LEASE, (row) => {
    if (row.flag('disabled')) return;
    // A static lease of all servers belongs to the one that has given it out, if one has.
    const server = row.text('active-server') ?? row.text('server');
    const own = labels({ server });
    tallies.leases.add(labels({ server, lease_status: row.text('status') }));
    tallies.dynamic.add(own, row.flag('dynamic') ? 1 : 0);
    tallies.blocked.add(own, row.flag('blocked') ? 1 : 0);
  });
}

const ALERT = ['interface', 'unknown-server', 'disabled'] as const;

function collectAlerts(device: Device, emit: Emit): Promise<Outcome> {
  return device.print('/ip/dhcp-server/alert', ALERT, (row) => {
    if (row.flag('disabled')) return;
    const own = labels({ interface: row.text('interface') });
    emit(families.unknownServers, own, row.list('unknown-server').length);
  });
}
