import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { settle } from './settle.ts';

const families = {
  state: {
    name: 'mikrotik_l3hw_state',
    type: 'gauge',
    help: 'State of routing in hardware: 1 for the present one, else 0 (/interface/ethernet/switch/l3hw-settings/monitor: state).',
    labels: [],
    states: [
      'ok',
      'stopping',
      'starting',
      'fib-failure',
      'net-failure',
      'switch-failure',
      'fasttrack-failure',
      'out-of-memory',
    ],
  },
  routes: {
    name: 'mikrotik_l3hw_routes',
    type: 'gauge',
    help: 'Routes that the switch chip should know (/interface/ethernet/switch/l3hw-settings/monitor: ipv4-routes-total, ipv6-routes-total).',
    labels: ['ip_version'],
  },
  hardwareRoutes: {
    name: 'mikrotik_l3hw_hardware_routes',
    type: 'gauge',
    help: 'Routes by which the switch chip forwards itself (/interface/ethernet/switch/l3hw-settings/monitor: ipv4-routes-hw, ipv6-routes-hw).',
    labels: ['ip_version'],
  },
  cpuRoutes: {
    name: 'mikrotik_l3hw_cpu_routes',
    type: 'gauge',
    help: 'Routes whose packets the switch chip leaves to the CPU, say because its table is full (/interface/ethernet/switch/l3hw-settings/monitor: ipv4-routes-cpu, ipv6-routes-cpu).',
    labels: ['ip_version'],
  },
  shortestPrefix: {
    name: 'mikrotik_l3hw_shortest_hardware_prefix_length',
    type: 'gauge',
    help: 'Length of the shortest prefix in hardware, all shorter ones being left to the CPU (/interface/ethernet/switch/l3hw-settings/monitor: ipv4-shortest-hw-prefix, ipv6-shortest-hw-prefix).',
    labels: ['ip_version'],
  },
  hosts: {
    name: 'mikrotik_l3hw_hosts',
    type: 'gauge',
    help: 'Neighbours that the switch chip knows (/interface/ethernet/switch/l3hw-settings/monitor: ipv4-hosts, ipv6-hosts).',
    labels: ['ip_version'],
  },
  nexthops: {
    name: 'mikrotik_l3hw_nexthops',
    type: 'gauge',
    help: 'Next hops in the table of the switch chip (/interface/ethernet/switch/l3hw-settings/monitor: nexthop-usage).',
    labels: [],
  },
  nexthopLimit: {
    name: 'mikrotik_l3hw_nexthops_limit',
    type: 'gauge',
    help: 'Next hops for which the switch chip has room (/interface/ethernet/switch/l3hw-settings/monitor: nexthop-cap).',
    labels: [],
  },
  queuedRoutes: {
    name: 'mikrotik_l3hw_queued_routes',
    type: 'gauge',
    help: 'Routes that wait to be written into the switch chip (/interface/ethernet/switch/l3hw-settings/monitor: route-queue-size).',
    labels: [],
  },
  fasttrackConnections: {
    name: 'mikrotik_l3hw_fasttrack_connections',
    type: 'gauge',
    help: 'FastTrack connections that the switch chip forwards (/interface/ethernet/switch/l3hw-settings/monitor: fasttrack-ipv4-conns).',
    labels: [],
  },
  prefixSlots: {
    name: 'mikrotik_l3hw_prefix_slots_used',
    type: 'gauge',
    help: 'Slots in use of the prefix memory of the switch chip (/interface/ethernet/switch/l3hw-settings/advanced/monitor: lpm-usage).',
    labels: [],
  },
  prefixSlotLimit: {
    name: 'mikrotik_l3hw_prefix_slots_limit',
    type: 'gauge',
    help: 'Slots of the prefix memory of the switch chip; when they are used up, routes go to the CPU (/interface/ethernet/switch/l3hw-settings/advanced/monitor: lpm-cap).',
    labels: [],
  },
} as const satisfies FamilyTable;

const MONITOR = [
  'state',
  'ipv4-routes-total',
  'ipv4-routes-hw',
  'ipv4-routes-cpu',
  'ipv4-shortest-hw-prefix',
  'ipv4-hosts',
  'ipv6-routes-total',
  'ipv6-routes-hw',
  'ipv6-routes-cpu',
  'ipv6-shortest-hw-prefix',
  'ipv6-hosts',
  'nexthop-usage',
  'nexthop-cap',
  'route-queue-size',
  'fasttrack-ipv4-conns',
] as const;

const ADVANCED = ['lpm-usage', 'lpm-cap'] as const;

const VERSIONS = '7.10 and newer; on switches that route in hardware';

/** Routing in the switch chip, and how full its tables are. */
export const l3hwCollector: Collector = {
  name: 'l3hw',
  summary:
    'Routing in hardware: its state, what the chip routes and what it leaves to the CPU, how full its tables are.',
  modules: ['switching'],
  families,
  menus: [
    { command: '/interface/ethernet/switch/l3hw-settings/monitor', cost: 'monitor', versions: VERSIONS },
    {
      command: '/interface/ethernet/switch/l3hw-settings/advanced/monitor',
      cost: 'monitor',
      versions: VERSIONS,
    },
  ],
  async collect(device, emit) {
    await settle(monitor(device, emit), monitorAdvanced(device, emit));
  },
};

function monitor(device: Device, emit: Emit): Promise<unknown> {
  return device.once('/interface/ethernet/switch/l3hw-settings/monitor', [], MONITOR, (row) => {
    emit.state(families.state, NO_LABELS, row.text('state'));
    collectVersion(emit, row, '4');
    collectVersion(emit, row, '6');
    emit(families.nexthops, NO_LABELS, row.number('nexthop-usage'));
    emit(families.nexthopLimit, NO_LABELS, row.number('nexthop-cap'));
    emit(families.queuedRoutes, NO_LABELS, row.number('route-queue-size'));
    emit(families.fasttrackConnections, NO_LABELS, row.number('fasttrack-ipv4-conns'));
  });
}

function collectVersion(emit: Emit, row: Row<(typeof MONITOR)[number]>, version: '4' | '6'): void {
  const own = labels({ ip_version: version });
  emit(families.routes, own, row.number(`ipv${version}-routes-total`));
  emit(families.hardwareRoutes, own, row.number(`ipv${version}-routes-hw`));
  emit(families.cpuRoutes, own, row.number(`ipv${version}-routes-cpu`));
  emit(families.shortestPrefix, own, row.number(`ipv${version}-shortest-hw-prefix`));
  emit(families.hosts, own, row.number(`ipv${version}-hosts`));
}

function monitorAdvanced(device: Device, emit: Emit): Promise<unknown> {
  return device.once('/interface/ethernet/switch/l3hw-settings/advanced/monitor', [], ADVANCED, (row) => {
    emit(families.prefixSlots, NO_LABELS, row.number('lpm-usage'));
    emit(families.prefixSlotLimit, NO_LABELS, row.number('lpm-cap'));
  });
}
