import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { settle } from './settle.ts';
import { NOT_DISABLED } from './queries.ts';

const families = {
  neighborInfo: {
    name: 'mikrotik_mpls_ldp_neighbor_info',
    type: 'info',
    help: 'An LDP neighbour: its LDP identifier, and the address of this router in the session (/mpls/ldp/neighbor).',
    labels: ['neighbor', 'ldp_identifier', 'local_address', 'afi', 'comment'],
  },
  neighborOperational: {
    name: 'mikrotik_mpls_ldp_neighbor_operational',
    type: 'gauge',
    help: '1 if the LDP session is operational; absent if it is disabled (/mpls/ldp/neighbor: operational).',
    labels: ['neighbor'],
  },
  neighborThrottled: {
    name: 'mikrotik_mpls_ldp_neighbor_throttled',
    type: 'gauge',
    help: '1 if the router waits before it tries the session again; absent if it is disabled (/mpls/ldp/neighbor: throttled).',
    labels: ['neighbor'],
  },
  neighbors: {
    name: 'mikrotik_mpls_ldp_neighbors',
    type: 'gauge',
    help: 'Number of LDP neighbours that are not disabled (/mpls/ldp/neighbor).',
    labels: [],
  },
  operationalNeighbors: {
    name: 'mikrotik_mpls_ldp_operational_neighbors',
    type: 'gauge',
    help: 'Number of LDP neighbours whose session is operational (/mpls/ldp/neighbor: operational).',
    labels: [],
  },
  ldpInterfaces: {
    name: 'mikrotik_mpls_ldp_interfaces',
    type: 'gauge',
    help: 'Number of interfaces configured for LDP and not disabled (/mpls/ldp/interface: disabled).',
    labels: [],
  },
  forwardingEntries: {
    name: 'mikrotik_mpls_forwarding_entries',
    type: 'gauge',
    help: 'Number of labels in the forwarding table (/mpls/forwarding-table).',
    labels: [],
  },
  tunnels: {
    name: 'mikrotik_mpls_traffic_engineering_tunnels',
    type: 'gauge',
    help: 'Number of traffic engineering tunnels that are not disabled (/mpls/traffic-eng/tunnel: disabled).',
    labels: [],
  },
  vplsRunning: {
    name: 'mikrotik_mpls_vpls_running',
    type: 'gauge',
    help: '1 if the pseudowire is up; absent if it is disabled (/interface/vpls: running).',
    labels: ['interface'],
  },
  fastPathPackets: {
    name: 'mikrotik_mpls_fast_path_packets_total',
    type: 'counter',
    help: 'Labelled packets that took the fast path (/mpls/settings: mpls-fast-path-packets).',
    labels: [],
  },
  fastPathBytes: {
    name: 'mikrotik_mpls_fast_path_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes of the labelled packets that took the fast path (/mpls/settings: mpls-fast-path-bytes).',
    labels: [],
  },
} as const satisfies FamilyTable;

/** LDP, pseudowires and the label tables. Forwarding entries are only counted: there is one for each route. */
export const mplsCollector: Collector = {
  name: 'mpls',
  summary: 'LDP neighbours, VPLS pseudowires, labels and tunnels in numbers.',
  modules: ['mpls'],
  families,
  menus: [
    { command: '/mpls/ldp/neighbor/print', cost: 'table', versions: '6 and 7' },
    { command: '/mpls/ldp/interface/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/mpls/forwarding-table/print', cost: 'walk', versions: '6 and 7' },
    { command: '/mpls/traffic-eng/tunnel/print', cost: 'cheap', versions: '7' },
    { command: '/interface/vpls/print', cost: 'table', versions: '6 and 7' },
    { command: '/mpls/settings/print', cost: 'cheap', versions: '7' },
  ],
  async collect(device, emit) {
    const [, , , ldpInterfaces, forwardingEntries, tunnels] = await settle(
      printNeighbors(device, emit),
      printVpls(device, emit),
      printSettings(device, emit),
      device.count('/mpls/ldp/interface', NOT_DISABLED),
      device.count('/mpls/forwarding-table'),
      device.count('/mpls/traffic-eng/tunnel', NOT_DISABLED),
    );
    emit(families.ldpInterfaces, NO_LABELS, ldpInterfaces);
    emit(families.forwardingEntries, NO_LABELS, forwardingEntries);
    emit(families.tunnels, NO_LABELS, tunnels);
  },
};

const NEIGHBOR = [
  'transport',
  'local-transport',
  'peer',
  'used-afi',
  'operational',
  'throttled',
  'disabled',
  'comment',
] as const;

async function printNeighbors(device: Device, emit: Emit): Promise<void> {
  let enabled = 0;
  let operational = 0;
  const { present } = await device.print('/mpls/ldp/neighbor', NEIGHBOR, (row) => {
    const peer = row.text('peer');
    const neighbor = row.text('transport') ?? peer;
    if (neighbor === undefined) return;
    const info = labels({
      neighbor,
      ldp_identifier: peer,
      local_address: row.text('local-transport'),
      afi: row.text('used-afi'),
      comment: row.text('comment'),
    });
    emit(families.neighborInfo, info, 1);
    if (row.flag('disabled')) return;
    const own = labels({ neighbor });
    enabled += 1;
    if (row.flag('operational')) operational += 1;
    emit(families.neighborOperational, own, row.flag('operational'));
    emit(families.neighborThrottled, own, row.flag('throttled'));
  });
  if (!present) return;
  emit(families.neighbors, NO_LABELS, enabled);
  emit(families.operationalNeighbors, NO_LABELS, operational);
}

const VPLS = ['name', 'running', 'disabled'] as const;

function printVpls(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/interface/vpls', VPLS, (row) => {
    const name = row.text('name');
    if (name === undefined || row.flag('disabled')) return;
    emit(families.vplsRunning, labels({ interface: name }), row.flag('running'));
  });
}

const SETTINGS = ['mpls-fast-path-packets', 'mpls-fast-path-bytes'] as const;

function printSettings(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/mpls/settings', SETTINGS, (row) => {
    emit(families.fastPathPackets, NO_LABELS, row.number('mpls-fast-path-packets'));
    emit(families.fastPathBytes, NO_LABELS, row.number('mpls-fast-path-bytes'));
  });
}
