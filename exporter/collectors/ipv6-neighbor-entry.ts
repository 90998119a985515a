import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  info: {
    name: 'mikrotik_ipv6_neighbor_info',
    type: 'info',
    help: 'Which MAC address an IPv6 address has; entries without one are left out (/ipv6/neighbor).',
    labels: ['interface', 'ip_address', 'mac_address'],
  },
  router: {
    name: 'mikrotik_ipv6_neighbor_router',
    type: 'gauge',
    help: '1 if the neighbor announces itself as a router (/ipv6/neighbor: router).',
    labels: ['interface', 'ip_address'],
  },
  truncated: {
    name: 'mikrotik_ipv6_neighbor_truncated',
    type: 'gauge',
    help: '1 if there are more IPv6 neighbors than the row limit, so that some are missing (/ipv6/neighbor).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = ['interface', 'address', 'mac-address', 'status', 'router'] as const;

/** The series of each IPv6 neighbor, 1,000 at most. */
export const ipv6NeighborEntryCollector: Collector = {
  name: 'ipv6_neighbor_entry',
  summary: 'Each IPv6 neighbor with its MAC address.',
  modules: ['neighbors'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [{ command: '/ipv6/neighbor/print', cost: 'walk', versions: '6 and 7; in 6 with the package ipv6' }],
  async collect(device, emit) {
    const outcome = await device.print('/ipv6/neighbor', ATTRIBUTES, (row) => {
      const macAddress = row.text('mac-address') ?? '';
      // Multicast groups have a MAC address by their number, and `noarp`; nobody stands behind one.
      if (macAddress === '' || row.text('status') === 'noarp') return;
      const own = { interface: row.text('interface'), ip_address: row.text('address') };
      emit(families.info, labels({ ...own, mac_address: macAddress }), 1);
      emit(families.router, labels(own), row.flag('router'));
    });
    emitTruncated(emit, families.truncated, outcome);
  },
};
