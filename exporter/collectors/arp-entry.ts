import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  info: {
    name: 'mikrotik_arp_entry_info',
    type: 'info',
    help: 'Which MAC address an address has; entries without one are left out (/ip/arp).',
    labels: ['interface', 'ip_address', 'mac_address', 'comment'],
  },
  truncated: {
    name: 'mikrotik_arp_entry_truncated',
    type: 'gauge',
    help: '1 if the device has more ARP entries than the row limit, so that some are missing (/ip/arp).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = ['interface', 'address', 'mac-address', 'comment', 'disabled'] as const;

/** One series for each ARP entry, 1,000 at most. */
export const arpEntryCollector: Collector = {
  name: 'arp_entry',
  summary: 'Each ARP entry with its MAC address.',
  modules: ['neighbors'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [{ command: '/ip/arp/print', cost: 'walk', versions: '6 and 7' }],
  async collect(device, emit) {
    const outcome = await device.print('/ip/arp', ATTRIBUTES, (row) => {
      const macAddress = row.text('mac-address') ?? '';
      if (macAddress === '' || row.flag('disabled')) return;
      const info = labels({
        interface: row.text('interface'),
        ip_address: row.text('address'),
        mac_address: macAddress,
        comment: row.text('comment'),
      });
      emit(families.info, info, 1);
    });
    emitTruncated(emit, families.truncated, outcome);
  },
};
