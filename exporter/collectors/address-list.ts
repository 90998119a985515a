import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Menu, type Outcome } from './contract.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  entries: {
    name: 'mikrotik_address_list_entries',
    type: 'gauge',
    help: 'Number of entries of all address lists, however many (/ip/firewall/address-list, /ipv6/firewall/address-list).',
    labels: ['ip_version'],
  },
  dynamicEntries: {
    name: 'mikrotik_address_list_dynamic_entries',
    type: 'gauge',
    help: 'Number of entries that rules, scripts or DNS have added, of all address lists (/ip/firewall/address-list, /ipv6/firewall/address-list: dynamic).',
    labels: ['ip_version'],
  },
  members: {
    name: 'mikrotik_address_list_members',
    type: 'gauge',
    help: 'Number of entries of an address list; absent if there are more entries than the row limit (/ip/firewall/address-list, /ipv6/firewall/address-list: list).',
    labels: ['ip_version', 'list'],
  },
  truncated: {
    name: 'mikrotik_address_list_truncated',
    type: 'gauge',
    help: '1 if there are more entries than the row limit, so that the lists are not counted one by one (/ip/firewall/address-list, /ipv6/firewall/address-list).',
    labels: [],
  },
} as const satisfies FamilyTable;

const LIST = ['list'] as const;
const DYNAMIC = ['?dynamic=true'];

const MENUS = { '4': '/ip/firewall/address-list', '6': '/ipv6/firewall/address-list' } as const;
type IpVersion = keyof typeof MENUS;

/**
 * Address lists in numbers. Blocklists have 10^5 entries: the device counts all of them, and names their lists up to
 * the row limit only. (To let it count list by list would be a walk for each, and takes the names first.)
 */
export const addressListCollector: Collector = {
  name: 'address_list',
  summary: 'Entries of the firewall address lists, in all and by list.',
  modules: ['firewall'],
  partial: true,
  families,
  menus: Object.values(MENUS).flatMap((menu): Menu[] =>
    // All, the dynamic ones, and by list.
    Array<Menu>(3).fill({ command: `${menu}/print`, cost: 'walk', versions: '6 and 7' }),
  ),
  async collect(device, emit) {
    const outcomes = await settle(collectLists(device, emit, '4'), collectLists(device, emit, '6'));
    emitTruncated(emit, families.truncated, ...outcomes);
  },
};

async function collectLists(device: Device, emit: Emit, ipVersion: IpVersion): Promise<Outcome> {
  const members = new Tally(families.members);
  const [entries, dynamicEntries, outcome] = await settle(
    device.count(MENUS[ipVersion]),
    device.count(MENUS[ipVersion], DYNAMIC),
    device.print(MENUS[ipVersion], LIST, (row) =>
      members.add(labels({ ip_version: ipVersion, list: row.text('list') })),
    ),
  );
  const own = labels({ ip_version: ipVersion });
  emit(families.entries, own, entries);
  emit(families.dynamicEntries, own, dynamicEntries);
  if (!outcome.truncated) members.emit(emit);
  return outcome;
}
