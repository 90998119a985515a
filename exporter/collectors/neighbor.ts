import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { tableSize } from './table-size.ts';
import { Tally } from './tally.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  neighbors: {
    name: 'mikrotik_neighbor_devices',
    type: 'gauge',
    help: 'Number of devices that MNDP, LLDP or CDP have found, by the interface (/ip/neighbor).',
    labels: ['interface'],
  },
  discovered: {
    name: 'mikrotik_neighbor_discovered_devices',
    type: 'gauge',
    help: 'Number of devices that a discovery protocol has found; many speak several (/ip/neighbor: discovered-by).',
    labels: ['protocol'],
  },
  size: {
    name: 'mikrotik_neighbor_table_entries',
    type: 'gauge',
    help: 'Number of entries of the table of neighbors, be there more than the row limit (/ip/neighbor).',
    labels: [],
  },
  truncated: {
    name: 'mikrotik_neighbor_devices_truncated',
    type: 'gauge',
    help: '1 if there are more devices than the row limit, so that only their number is known (/ip/neighbor).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = ['interface', 'discovered-by'] as const;

/** The devices that announce themselves, in numbers. */
export const neighborCollector: Collector = {
  name: 'neighbor',
  summary: 'Devices that MNDP, LLDP or CDP have found, in numbers.',
  modules: ['ip'],
  partial: true,
  families,
  menus: [
    { command: '/ip/neighbor/print', cost: 'table', versions: '6 and 7' },
    {
      command: '/ip/neighbor/print',
      cost: 'table',
      versions: '6 and 7; if there are more than the row limit',
    },
  ],
  async collect(device, emit) {
    const neighbors = new Tally(families.neighbors);
    const discovered = new Tally(families.discovered);
    const outcome = await device.print('/ip/neighbor', ATTRIBUTES, (row) => {
      // A port and the bridge that it is in, `ether3,bridge`: what was heard on the one was heard on the other.
      neighbors.add(labels({ interface: row.list('interface')[0] }));
      for (const protocol of row.list('discovered-by')) discovered.add(labels({ protocol }));
    });
    emitTruncated(emit, families.truncated, outcome);
    if (!outcome.truncated) for (const tally of [neighbors, discovered]) tally.emit(emit);
    emit(families.size, NO_LABELS, await tableSize(device, '/ip/neighbor', outcome));
  },
};
