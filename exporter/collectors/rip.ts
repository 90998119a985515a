import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { splitRoutingAddress } from './routing-address.ts';

const NEIGHBOR = ['rip_instance', 'neighbor', 'interface'] as const;

const families = {
  neighbors: {
    name: 'mikrotik_rip_neighbors',
    type: 'gauge',
    help: 'Number of RIP neighbours (/routing/rip/neighbor).',
    labels: [],
  },
  routes: {
    name: 'mikrotik_rip_neighbor_routes',
    type: 'gauge',
    help: 'Routes learned from the neighbour (/routing/rip/neighbor: routes).',
    labels: NEIGHBOR,
  },
  receivePackets: {
    name: 'mikrotik_rip_neighbor_receive_packets_total',
    type: 'counter',
    help: 'Packets received from the neighbour (/routing/rip/neighbor: packets-total).',
    labels: NEIGHBOR,
  },
  receiveBadPackets: {
    name: 'mikrotik_rip_neighbor_receive_bad_packets_total',
    type: 'counter',
    help: 'Packets received from the neighbour that were wrong (/routing/rip/neighbor: packets-bad).',
    labels: NEIGHBOR,
  },
  receiveBadEntries: {
    name: 'mikrotik_rip_neighbor_receive_bad_entries_total',
    type: 'counter',
    help: 'Routes received from the neighbour that were wrong (/routing/rip/neighbor: entries-bad).',
    labels: NEIGHBOR,
  },
  updateAge: {
    name: 'mikrotik_rip_neighbor_update_age_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the last update of the neighbour (/routing/rip/neighbor: last-update).',
    labels: NEIGHBOR,
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'instance',
  'address',
  'interface',
  'routes',
  'packets-total',
  'packets-bad',
  'entries-bad',
  'last-update',
] as const;

/** RIP neighbours. RouterOS 6 has one instance, without a name. */
export const ripCollector: Collector = {
  name: 'rip',
  summary: 'RIP neighbours with their routes and packets.',
  modules: ['rip'],
  families,
  menus: [{ command: '/routing/rip/neighbor/print', cost: 'table', versions: '6 and 7' }],
  async collect(device, emit) {
    const { rows, present } = await device.print('/routing/rip/neighbor', ATTRIBUTES, (row) => {
      const remote = splitRoutingAddress(row.text('address'));
      const own = labels({
        rip_instance: row.text('instance'),
        neighbor: remote.address,
        interface: row.text('interface') ?? remote.interface,
      });
      emit(families.routes, own, row.number('routes'));
      emit(families.receivePackets, own, row.number('packets-total'));
      emit(families.receiveBadPackets, own, row.number('packets-bad'));
      emit(families.receiveBadEntries, own, row.number('entries-bad'));
      emit(families.updateAge, own, row.duration('last-update'));
    });
    emit(families.neighbors, NO_LABELS, present ? rows : undefined);
  },
};
