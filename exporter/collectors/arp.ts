import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector } from './contract.ts';
import { tableSize } from './table-size.ts';
import { Tally } from './tally.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  entries: {
    name: 'mikrotik_arp_entries',
    type: 'gauge',
    help: 'Number of enabled ARP entries by interface and status; RouterOS 6 knows complete and incomplete ones only (/ip/arp: status, complete).',
    labels: ['interface', 'arp_status'],
  },
  size: {
    name: 'mikrotik_arp_table_entries',
    type: 'gauge',
    help: 'Number of ARP entries, disabled ones among them, be there more than the row limit (/ip/arp).',
    labels: [],
  },
  truncated: {
    name: 'mikrotik_arp_truncated',
    type: 'gauge',
    help: '1 if there are more ARP entries than the row limit, so that only their number is known (/ip/arp).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = ['interface', 'status', 'complete', 'disabled'] as const;

/** The ARP table in numbers. It can have as many rows as the networks have addresses. */
export const arpCollector: Collector = {
  name: 'arp',
  summary: 'ARP entries in numbers, by interface and status.',
  modules: ['ip'],
  partial: true,
  families,
  menus: [
    { command: '/ip/arp/print', cost: 'walk', versions: '6 and 7' },
    { command: '/ip/arp/print', cost: 'walk', versions: '6 and 7; if there are more than the row limit' },
  ],
  async collect(device, emit) {
    const entries = new Tally(families.entries);
    const outcome = await device.print('/ip/arp', ATTRIBUTES, (row) => {
      if (row.flag('disabled')) return;
      entries.add(labels({ interface: row.text('interface'), arp_status: statusOf(row) }));
    });
    emitTruncated(emit, families.truncated, outcome);
    if (!outcome.truncated) entries.emit(emit);
    emit(families.size, NO_LABELS, await tableSize(device, '/ip/arp', outcome));
  },
};

function statusOf(row: Row<(typeof ATTRIBUTES)[number]>): string {
  return row.text('status') ?? (row.flag('complete') ? 'complete' : 'incomplete');
}
