import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { tableSize } from './table-size.ts';
import { Tally } from './tally.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  neighbors: {
    name: 'mikrotik_ipv6_neighbors',
    type: 'gauge',
    help: 'Number of entries of the IPv6 neighbor table, by interface and status (/ipv6/neighbor: status).',
    labels: ['interface', 'neighbor_status'],
  },
  routers: {
    name: 'mikrotik_ipv6_neighbor_routers',
    type: 'gauge',
    help: 'Number of IPv6 neighbors that announce themselves as routers (/ipv6/neighbor: router).',
    labels: ['interface'],
  },
  size: {
    name: 'mikrotik_ipv6_neighbor_table_entries',
    type: 'gauge',
    help: 'Number of entries of the IPv6 neighbor table, be there more than the row limit (/ipv6/neighbor).',
    labels: [],
  },
  truncated: {
    name: 'mikrotik_ipv6_neighbors_truncated',
    type: 'gauge',
    help: '1 if there are more IPv6 neighbors than the row limit, so that only their number is known (/ipv6/neighbor).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = ['interface', 'status', 'router'] as const;

/** The neighbor table of IPv6 in numbers: what ARP is for IPv4. */
export const ipv6NeighborCollector: Collector = {
  name: 'ipv6_neighbor',
  summary: 'IPv6 neighbors in numbers, by interface and status, and routers among them.',
  modules: ['ip'],
  partial: true,
  families,
  menus: [
    { command: '/ipv6/neighbor/print', cost: 'walk', versions: '6 and 7; in 6 with the package ipv6' },
    {
      command: '/ipv6/neighbor/print',
      cost: 'walk',
      versions: '6 and 7; if there are more than the row limit',
    },
  ],
  async collect(device, emit) {
    const neighbors = new Tally(families.neighbors);
    const routers = new Tally(families.routers);
    const outcome = await device.print('/ipv6/neighbor', ATTRIBUTES, (row) => {
      const own = { interface: row.text('interface') };
      neighbors.add(labels({ ...own, neighbor_status: row.text('status') }));
      routers.add(labels(own), row.flag('router') ? 1 : 0);
    });
    emitTruncated(emit, families.truncated, outcome);
    if (!outcome.truncated) for (const tally of [neighbors, routers]) tally.emit(emit);
    emit(families.size, NO_LABELS, await tableSize(device, '/ipv6/neighbor', outcome));
  },
};
