import { type FamilyTable } from '../exposition/family.ts';

/**
 * `protocol` is the menu, `ospf` or RouterOS 6's `ospf-v3`: the instances of both may have one name.
 * RouterOS 7 has both versions in one menu, and names its instances once.
 */
const INSTANCE = ['protocol', 'ospf_instance'] as const;
const NEIGHBOR = [...INSTANCE, 'area', 'neighbor', 'interface'] as const;
const INTERFACE = [...INSTANCE, 'area', 'interface', 'local_address'] as const;

/** What the collector `ospf` exports of instances, areas, interfaces and neighbours. */
export const ospfFamilies = {
  instanceInfo: {
    name: 'mikrotik_ospf_instance_info',
    type: 'info',
    help: 'An OSPF instance (/routing/ospf/instance, /routing/ospf-v3/instance).',
    labels: [...INSTANCE, 'ospf_version', 'router_id', 'vrf'],
  },
  instanceActive: {
    name: 'mikrotik_ospf_instance_active',
    type: 'gauge',
    help: '1 if the instance is neither disabled nor inactive, and runs (/routing/ospf/instance, /routing/ospf-v3/instance: disabled, inactive, state).',
    labels: INSTANCE,
  },
  shortestPathRuns: {
    name: 'mikrotik_ospf_instance_shortest_path_runs_total',
    type: 'counter',
    help: 'Calculations of the shortest paths; RouterOS 7 does not count them (/routing/ospf/instance, /routing/ospf-v3/instance: dijkstras).',
    labels: INSTANCE,
  },
  neighbors: {
    name: 'mikrotik_ospf_neighbors',
    type: 'gauge',
    help: 'Number of neighbours of an instance, in whatever state (/routing/ospf/neighbor, /routing/ospf-v3/neighbor).',
    labels: INSTANCE,
  },
  fullNeighbors: {
    name: 'mikrotik_ospf_full_neighbors',
    type: 'gauge',
    help: 'Number of neighbours of an instance that are fully adjacent (/routing/ospf/neighbor, /routing/ospf-v3/neighbor: state).',
    labels: INSTANCE,
  },
  areaInfo: {
    name: 'mikrotik_ospf_area_info',
    type: 'info',
    help: 'An OSPF area (/routing/ospf/area, /routing/ospf-v3/area).',
    labels: [...INSTANCE, 'area', 'area_id', 'kind'],
  },
  interfaceInfo: {
    name: 'mikrotik_ospf_interface_info',
    type: 'info',
    help: 'An interface that speaks OSPF (/routing/ospf/interface, /routing/ospf-v3/interface).',
    labels: [...INTERFACE, 'network_kind', 'designated_router', 'backup_designated_router'],
  },
  interfaceState: {
    name: 'mikrotik_ospf_interface_state',
    type: 'gauge',
    help: 'State of an interface in its network: 1 for the present one, else 0 (/routing/ospf/interface, /routing/ospf-v3/interface: state).',
    labels: INTERFACE,
    states: ['down', 'loopback', 'ptp', 'passive', 'waiting', 'standby', 'dr-other', 'bdr', 'dr'],
  },
  interfaceCost: {
    name: 'mikrotik_ospf_interface_cost',
    type: 'gauge',
    help: 'Cost of sending through the interface (/routing/ospf/interface, /routing/ospf-v3/interface: cost).',
    labels: INTERFACE,
  },
  neighborInfo: {
    name: 'mikrotik_ospf_neighbor_info',
    type: 'info',
    help: 'A neighbour, and the routers that are designated in its network (/routing/ospf/neighbor, /routing/ospf-v3/neighbor).',
    labels: [...NEIGHBOR, 'router_id', 'priority', 'designated_router', 'backup_designated_router'],
  },
  neighborState: {
    name: 'mikrotik_ospf_neighbor_state',
    type: 'gauge',
    help: 'State of a neighbour: 1 for the present one, else 0; 2-way is right where neither router is designated (/routing/ospf/neighbor, /routing/ospf-v3/neighbor: state).',
    labels: NEIGHBOR,
    states: ['down', 'attempt', 'init', '2-way', 'exstart', 'exchange', 'loading', 'full'],
  },
  neighborAdjacency: {
    name: 'mikrotik_ospf_neighbor_adjacency_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the neighbour became adjacent (/routing/ospf/neighbor, /routing/ospf-v3/neighbor: adjacency).',
    labels: NEIGHBOR,
  },
  neighborTimeout: {
    name: 'mikrotik_ospf_neighbor_timeout_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time after which the neighbour counts as lost if no hello comes; RouterOS 6 does not tell it (/routing/ospf/neighbor: timeout).',
    labels: NEIGHBOR,
  },
  neighborStateChanges: {
    name: 'mikrotik_ospf_neighbor_state_changes_total',
    type: 'counter',
    help: 'Changes of the state since the neighbour was found (/routing/ospf/neighbor, /routing/ospf-v3/neighbor: state-changes).',
    labels: NEIGHBOR,
  },
  neighborRetransmissions: {
    name: 'mikrotik_ospf_neighbor_unacknowledged_lsas',
    type: 'gauge',
    help: 'LSAs sent that the neighbour has not acknowledged; RouterOS 7 leaves a 0 out (/routing/ospf/neighbor, /routing/ospf-v3/neighbor: ls-retransmits).',
    labels: NEIGHBOR,
  },
  neighborRequests: {
    name: 'mikrotik_ospf_neighbor_requested_lsas',
    type: 'gauge',
    help: 'LSAs asked of the neighbour that have not come; RouterOS 7 leaves a 0 out (/routing/ospf/neighbor, /routing/ospf-v3/neighbor: ls-requests).',
    labels: NEIGHBOR,
  },
  neighborSummaries: {
    name: 'mikrotik_ospf_neighbor_database_summaries',
    type: 'gauge',
    help: 'Summaries of LSAs that wait to be sent to the neighbour; RouterOS 7 leaves a 0 out (/routing/ospf/neighbor, /routing/ospf-v3/neighbor: db-summaries).',
    labels: NEIGHBOR,
  },
} as const satisfies FamilyTable;
