import { type FamilyTable } from '../exposition/family.ts';
import { NO_LABELS } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector } from './contract.ts';

const families = {
  tracking: {
    name: 'mikrotik_connection_tracking_active',
    type: 'gauge',
    help: '1 if IPv4 connections are tracked; absent where RouterOS 6 decides by itself (/ip/firewall/connection/tracking: enabled, active-ipv4).',
    labels: [],
  },
  entries: {
    name: 'mikrotik_connection_entries',
    type: 'gauge',
    help: 'Connections in the table (/ip/firewall/connection/tracking: total-entries).',
    labels: [],
  },
  ipv4Entries: {
    name: 'mikrotik_connection_ipv4_entries',
    type: 'gauge',
    help: 'IPv4 connections in the table, since RouterOS 7.20 (/ip/firewall/connection/tracking: total-ip4-entries).',
    labels: [],
  },
  ipv6Entries: {
    name: 'mikrotik_connection_ipv6_entries',
    type: 'gauge',
    help: 'IPv6 connections in the table, since RouterOS 7.20 (/ip/firewall/connection/tracking: total-ip6-entries).',
    labels: [],
  },
  maxEntries: {
    name: 'mikrotik_connection_max_entries',
    type: 'gauge',
    help: 'Connections that the table can hold; the device may raise it while it has free memory (/ip/firewall/connection/tracking: max-entries).',
    labels: [],
  },
} as const satisfies FamilyTable;

const TRACKING = [
  'enabled',
  'active-ipv4',
  'max-entries',
  'total-entries',
  'total-ip4-entries',
  'total-ip6-entries',
] as const;

/** How full the connection table is. The table itself, up to a million rows, is never printed nor counted. */
export const connectionCollector: Collector = {
  name: 'connection',
  summary: 'Tracked connections, and how many the table can hold.',
  modules: ['default'],
  families,
  menus: [{ command: '/ip/firewall/connection/tracking/print', cost: 'cheap', versions: '6 and 7' }],
  async collect(device, emit) {
    await device.print('/ip/firewall/connection/tracking', TRACKING, (row) => {
      emit(families.tracking, NO_LABELS, isTracking(row));
      emit(families.entries, NO_LABELS, row.number('total-entries'));
      emit(families.ipv4Entries, NO_LABELS, row.number('total-ip4-entries'));
      emit(families.ipv6Entries, NO_LABELS, row.number('total-ip6-entries'));
      emit(families.maxEntries, NO_LABELS, row.number('max-entries'));
    });
  },
};

/** `enabled=auto` tracks once a rule needs it; whether that is so, only RouterOS 7 says. */
function isTracking(row: Row<(typeof TRACKING)[number]>): boolean | undefined {
  if (row.text('active-ipv4') !== undefined) return row.flag('active-ipv4');
  return row.text('enabled') === 'auto' ? undefined : row.flag('enabled');
}
