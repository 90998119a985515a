import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Menu, type Outcome } from './contract.ts';
import { type Item, printAndMonitor } from './monitored.ts';
import { settle } from './settle.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  active: {
    name: 'mikrotik_route_table_active_entries',
    type: 'gauge',
    help: 'Number of routes of a routing table that are in use (/ip/route, /ipv6/route: active, routing-table, routing-mark).',
    labels: ['ip_version', 'routing_table'],
  },
  truncated: {
    name: 'mikrotik_route_table_truncated',
    type: 'gauge',
    help: '1 if the device has more than eight routing tables, of which the others are not counted (/routing/table, /ip/route/vrf).',
    labels: [],
  },
} as const satisfies FamilyTable;

const MAX_TABLES = 8;

/** A routing table, by its name, and the attribute by which routes say that they are in it. */
interface Table extends Item {
  readonly attribute: 'routing-table' | 'routing-mark';
}

const ROUTES = [
  { menu: '/ip/route', ip_version: '4' },
  { menu: '/ipv6/route', ip_version: '6' },
] as const;

/** Two for each table: the device walks its routes, and answers a number. */
const COUNTS: readonly Menu[] = ROUTES.flatMap(({ menu }) =>
  Array.from({ length: MAX_TABLES }, (): Menu => ({
    command: `${menu}/print`,
    cost: 'walk',
    versions: '6 and 7',
  })),
);

/**
 * The routes in use of each routing table: those that RouterOS 7 declares, `main` among them, and those of the VRFs of
 * RouterOS 6. The first eight tables, known from the last probe of the session.
 */
export const routeTableCollector: Collector = {
  name: 'route_table',
  summary: 'Routes in use in each routing table.',
  modules: ['routing_table'],
  maxRows: MAX_TABLES,
  partial: true,
  families,
  menus: [
    { command: '/routing/table/print', cost: 'cheap', versions: '7' },
    { command: '/ip/route/vrf/print', cost: 'cheap', versions: '6' },
    ...COUNTS,
  ],
  async collect(device, emit) {
    await printAndMonitor<Table>(
      device,
      'routing tables',
      (found) => printTables(device, emit, found),
      (tables) => countRoutes(device, emit, tables),
    );
  },
};

const TABLE = ['name', 'routing-mark'] as const;

async function printTables(device: Device, emit: Emit, found: (table: Table) => void): Promise<void> {
  const print = (menu: string, attribute: Table['attribute']): Promise<Outcome> =>
    device.print(menu, TABLE, (row) => {
      const name = row.text(attribute === 'routing-mark' ? 'routing-mark' : 'name');
      if (name !== undefined) found({ id: name, attribute });
    });
  const outcomes = await settle(
    print('/routing/table', 'routing-table'),
    print('/ip/route/vrf', 'routing-mark'),
  );
  emitTruncated(emit, families.truncated, ...outcomes);
}

async function countRoutes(device: Device, emit: Emit, tables: readonly Table[]): Promise<void> {
  const counts = tables.flatMap(({ id, attribute }) =>
    ROUTES.map(async ({ menu, ip_version }) => {
      const count = await device.count(menu, [`?${attribute}=${id}`, '?active=true']);
      emit(families.active, labels({ ip_version, routing_table: id }), count);
    }),
  );
  await settle(...counts);
}
