import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { ospfFamilies as families } from './ospf-families.ts';
import { splitRoutingAddress } from './routing-address.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';

/** RouterOS 6 has OSPF for IPv6 in menus of its own; RouterOS 7 has both versions in `/routing/ospf`. */
const PROTOCOLS = ['ospf', 'ospf-v3'] as const;
type Protocol = (typeof PROTOCOLS)[number];

/** OSPF: instances, areas, interfaces and neighbours. Only counts of them outlive a neighbour that RouterOS forgets. */
export const ospfCollector: Collector = {
  name: 'ospf',
  summary: 'OSPF instances, areas, interfaces, and the state of the neighbours.',
  modules: ['routing'],
  families,
  menus: [
    { command: '/routing/ospf/instance/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/routing/ospf/area/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/routing/ospf/interface/print', cost: 'table', versions: '6 and 7' },
    { command: '/routing/ospf/neighbor/print', cost: 'table', versions: '6 and 7' },
    { command: '/routing/ospf-v3/instance/print', cost: 'cheap', versions: '6' },
    { command: '/routing/ospf-v3/area/print', cost: 'cheap', versions: '6' },
    { command: '/routing/ospf-v3/interface/print', cost: 'table', versions: '6' },
    { command: '/routing/ospf-v3/neighbor/print', cost: 'table', versions: '6' },
  ],
  async collect(device, emit) {
    await settle(...PROTOCOLS.map((protocol) => collectProtocol(device, emit, protocol)));
  },
};

type Neighbors = Tally<typeof families.neighbors>;
type FullNeighbors = Tally<typeof families.fullNeighbors>;

async function collectProtocol(device: Device, emit: Emit, protocol: Protocol): Promise<void> {
  const all: Neighbors = new Tally(families.neighbors);
  const full: FullNeighbors = new Tally(families.fullNeighbors);
  await settle(
    printInstances(device, emit, protocol, all, full),
    printAreas(device, emit, protocol),
    printInterfaces(device, emit, protocol),
    printNeighbors(device, emit, protocol, all, full),
  );
  all.emit(emit);
  full.emit(emit);
}

const INSTANCE = [
  'name',
  'version',
  'router-id',
  'effective-router-id',
  'vrf',
  'disabled',
  'inactive',
  'state',
  'dijkstras',
] as const;

function printInstances(
  device: Device,
  emit: Emit,
  protocol: Protocol,
  all: Neighbors,
  full: FullNeighbors,
): Promise<unknown> {
  return device.print(`/routing/${protocol}/instance`, INSTANCE, (row) => {
    const name = row.text('name');
    if (name === undefined) return;
    const own = labels({ protocol, ospf_instance: name });
    all.add(own, 0);
    full.add(own, 0);
    const info = labels({
      protocol,
      ospf_instance: name,
      ospf_version: row.text('version') ?? (protocol === 'ospf' ? '2' : '3'),
      router_id: row.text('effective-router-id') ?? row.text('router-id'),
      vrf: row.text('vrf'),
    });
    emit(families.instanceInfo, info, 1);
    emit(families.instanceActive, own, isActive(row));
    emit(families.shortestPathRuns, own, row.number('dijkstras'));
  });
}

/** RouterOS 6 has an instance that is neither disabled nor in use from the start: its `state` is `down`. */
function isActive(row: Row<(typeof INSTANCE)[number]>): boolean {
  return !row.flag('disabled') && !row.flag('inactive') && row.text('state') !== 'down';
}

const AREA = ['name', 'instance', 'area-id', 'type'] as const;

function printAreas(device: Device, emit: Emit, protocol: Protocol): Promise<unknown> {
  return device.print(`/routing/${protocol}/area`, AREA, (row) => {
    const info = labels({
      protocol,
      ospf_instance: row.text('instance'),
      area: row.text('name'),
      area_id: row.text('area-id'),
      kind: row.text('type'),
    });
    emit(families.areaInfo, info, 1);
  });
}

const INTERFACE = [
  'instance',
  'area',
  'interface',
  'address',
  'ip-address',
  'state',
  'cost',
  'network-type',
  'used-network-type',
  'type',
  'dr',
  'bdr',
  'designated-router',
  'backup-designated-router',
] as const;

/** The states of RouterOS 6 by the names that RouterOS 7 gave them. */
const STATES_V6: ReadonlyMap<string, string> = new Map([
  ['designated-router', 'dr'],
  ['backup', 'bdr'],
  ['point-to-point', 'ptp'],
  ['other', 'dr-other'],
]);

function printInterfaces(device: Device, emit: Emit, protocol: Protocol): Promise<unknown> {
  return device.print(`/routing/${protocol}/interface`, INTERFACE, (row) => {
    const local = splitRoutingAddress(row.text('address') ?? row.text('ip-address'));
    const identity = {
      protocol,
      ospf_instance: row.text('instance'),
      area: row.text('area'),
      interface: row.text('interface') ?? local.interface,
      local_address: local.address,
    };
    const own = labels(identity);
    const info = labels({
      ...identity,
      network_kind: row.text('used-network-type') ?? row.text('network-type') ?? row.text('type'),
      designated_router: row.text('dr') ?? row.text('designated-router'),
      backup_designated_router: row.text('bdr') ?? row.text('backup-designated-router'),
    });
    emit(families.interfaceInfo, info, 1);
    const state = row.text('state');
    emit.state(families.interfaceState, own, state && (STATES_V6.get(state) ?? state));
    emit(families.interfaceCost, own, row.number('cost'));
  });
}

const NEIGHBOR = [
  'instance',
  'area',
  'address',
  'interface',
  'router-id',
  'priority',
  'dr',
  'bdr',
  'dr-address',
  'backup-dr-address',
  'state',
  'state-changes',
  'ls-retransmits',
  'ls-requests',
  'db-summaries',
  'adjacency',
  'timeout',
] as const;

type NeighborRow = Row<(typeof NEIGHBOR)[number]>;

function printNeighbors(
  device: Device,
  emit: Emit,
  protocol: Protocol,
  all: Neighbors,
  full: FullNeighbors,
): Promise<unknown> {
  return device.print(`/routing/${protocol}/neighbor`, NEIGHBOR, (row) => {
    // The manual and captures do not agree on the capitals: `Full`, `full`.
    const state = row.text('state')?.toLowerCase();
    const ofInstance = labels({ protocol, ospf_instance: row.text('instance') });
    all.add(ofInstance);
    full.add(ofInstance, state === 'full' ? 1 : 0);
    collectNeighbor(emit, protocol, state, row);
  });
}

function collectNeighbor(emit: Emit, protocol: Protocol, state: string | undefined, row: NeighborRow): void {
  const remote = splitRoutingAddress(row.text('address'));
  const identity = {
    protocol,
    ospf_instance: row.text('instance'),
    area: row.text('area'),
    neighbor: remote.address,
    interface: row.text('interface') ?? remote.interface,
  };
  const own = labels(identity);
  const info = labels({
    ...identity,
    router_id: row.text('router-id'),
    priority: row.text('priority'),
    designated_router: row.text('dr') ?? row.text('dr-address'),
    backup_designated_router: row.text('bdr') ?? row.text('backup-dr-address'),
  });
  emit(families.neighborInfo, info, 1);
  emit.state(families.neighborState, own, state);
  emit(families.neighborAdjacency, own, row.duration('adjacency'));
  emit(families.neighborTimeout, own, row.duration('timeout'));
  emit(families.neighborStateChanges, own, row.number('state-changes'));
  emit(families.neighborRetransmissions, own, row.number('ls-retransmits'));
  emit(families.neighborRequests, own, row.number('ls-requests'));
  emit(families.neighborSummaries, own, row.number('db-summaries'));
}
