import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Outcome } from './contract.ts';
import { settle } from './settle.ts';
import { tableSize } from './table-size.ts';
import { Tally } from './tally.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  info: {
    name: 'mikrotik_dhcpv6_server_info',
    type: 'info',
    help: 'What a DHCPv6 server serves: its interface and its pools (/ipv6/dhcp-server).',
    labels: ['server', 'interface', 'pool', 'prefix_pool', 'comment'],
  },
  enabled: {
    name: 'mikrotik_dhcpv6_server_enabled',
    type: 'gauge',
    help: '1 if the DHCPv6 server is not disabled by the administrator (/ipv6/dhcp-server: disabled).',
    labels: ['server'],
  },
  invalid: {
    name: 'mikrotik_dhcpv6_server_invalid',
    type: 'gauge',
    help: '1 if the DHCPv6 server cannot work (/ipv6/dhcp-server: invalid).',
    labels: ['server'],
  },
  bindings: {
    name: 'mikrotik_dhcpv6_server_bindings',
    type: 'gauge',
    help: 'Number of enabled bindings by status; static ones without a client are waiting (/ipv6/dhcp-server/binding: status).',
    labels: ['server', 'binding_status'],
  },
  size: {
    name: 'mikrotik_dhcpv6_binding_table_entries',
    type: 'gauge',
    help: 'Number of bindings of all servers, disabled ones among them, be there more than the row limit (/ipv6/dhcp-server/binding).',
    labels: [],
  },
  truncated: {
    name: 'mikrotik_dhcpv6_server_truncated',
    type: 'gauge',
    help: '1 if there are more bindings than the row limit, so that nobody knows how many each server has (/ipv6/dhcp-server/binding).',
    labels: [],
  },
} as const satisfies FamilyTable;

/** The DHCPv6 servers, their bindings in numbers. */
export const dhcpv6ServerCollector: Collector = {
  name: 'dhcpv6_server',
  summary: 'DHCPv6 servers and their bindings in numbers.',
  modules: ['dhcp'],
  partial: true,
  families,
  menus: [
    { command: '/ipv6/dhcp-server/print', cost: 'table', versions: '6 and 7; in 6 with the package ipv6' },
    {
      command: '/ipv6/dhcp-server/binding/print',
      cost: 'walk',
      versions: '6 and 7; in 6 with the package ipv6',
    },
    {
      command: '/ipv6/dhcp-server/binding/print',
      cost: 'walk',
      versions: '6 and 7; if there are more than the row limit',
    },
  ],
  async collect(device, emit) {
    const bindings = new Tally(families.bindings);
    const outcomes = await settle(collectServers(device, emit, bindings), countBindings(device, bindings));
    const [, counted] = outcomes;
    if (!outcomes.some(({ present }) => present)) return;
    const truncated = emitTruncated(emit, families.truncated, ...outcomes);
    if (!truncated) bindings.emit(emit);
    emit(families.size, NO_LABELS, await tableSize(device, '/ipv6/dhcp-server/binding', counted));
  },
};

type Bindings = Tally<typeof families.bindings>;

const SERVER = [
  'name',
  'interface',
  'address-pool',
  'prefix-pool',
  'comment',
  'disabled',
  'invalid',
] as const;

function collectServers(device: Device, emit: Emit, bindings: Bindings): Promise<Outcome> {
  return device.print('/ipv6/dhcp-server', SERVER, (row) => {
    const server = row.text('name');
    const info = labels({
      server,
      interface: row.text('interface'),
      pool: row.text('address-pool'),
      prefix_pool: row.text('prefix-pool'),
      comment: row.text('comment'),
    });
    emit(families.info, info, 1);
    emit(families.enabled, labels({ server }), !row.flag('disabled'));
    emit(families.invalid, labels({ server }), row.flag('invalid'));
    bindings.add(labels({ server, binding_status: 'bound' }), 0);
  });
}

const BINDING = ['server', 'active-server', 'status', 'disabled'] as const;

function countBindings(device: Device, bindings: Bindings): Promise<Outcome> {
  return device.print('/ipv6/dhcp-server/binding', BINDING, (row) => {
    if (row.flag('disabled')) return;
    const server = row.text('active-server') ?? row.text('server');
    bindings.add(labels({ server, binding_status: row.text('status') }));
  });
}
