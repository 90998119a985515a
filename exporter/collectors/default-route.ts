import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';

const TABLE = ['ip_version', 'routing_table'] as const;
/** Two routes by one gateway may differ in where they are from only: by hand, and by DHCP. */
const ROUTE = [...TABLE, 'gateway', 'distance', 'protocol'] as const;

const families = {
  info: {
    name: 'mikrotik_default_route_info',
    type: 'info',
    help: 'A default route, where it is from, and its comment (/ip/route, /ipv6/route).',
    labels: [...ROUTE, 'comment'],
  },
  active: {
    name: 'mikrotik_default_route_active',
    type: 'gauge',
    help: '1 if this default route is in use; absent if it is disabled (/ip/route, /ipv6/route: active).',
    labels: ROUTE,
  },
  enabledRoutes: {
    name: 'mikrotik_default_route_enabled_entries',
    type: 'gauge',
    help: 'Number of default routes of a routing table that are not disabled (/ip/route, /ipv6/route: disabled).',
    labels: TABLE,
  },
  activeRoutes: {
    name: 'mikrotik_default_route_active_entries',
    type: 'gauge',
    help: 'Number of default routes of a routing table that are in use; 0 for a table that leads nowhere (/ip/route, /ipv6/route: active).',
    labels: TABLE,
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'gateway',
  'distance',
  'routing-table',
  'routing-mark',
  'comment',
  'active',
  'disabled',
  'static',
  'dhcp',
  'bgp',
  'ospf',
  'is-is',
  'rip',
  'vpn',
  'modem',
  'slaac',
] as const;

/** The flags that say where a route is from; on RouterOS 6 `static` is the only one of them for DHCP and PPP, too. */
const PROTOCOLS = ['dhcp', 'bgp', 'ospf', 'is-is', 'rip', 'vpn', 'modem', 'slaac', 'static'] as const;

/** What both versions call the routing table of routes without a mark. */
const MAIN = 'main';

/** The default routes of each routing table: whether there is one, and which of several is in use. */
export const defaultRouteCollector: Collector = {
  name: 'default_route',
  summary: 'Default routes of each routing table, and which of them are in use.',
  modules: ['routing'],
  families,
  menus: [
    { command: '/ip/route/print', cost: 'walk', versions: '6 and 7' },
    { command: '/ipv6/route/print', cost: 'walk', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    await settle(
      printRoutes(device, emit, '/ip/route', '4', '0.0.0.0/0'),
      printRoutes(device, emit, '/ipv6/route', '6', '::/0'),
    );
  },
};

async function printRoutes(
  device: Device,
  emit: Emit,
  menu: string,
  ip_version: string,
  destination: string,
): Promise<void> {
  const enabled = new Tally(families.enabledRoutes);
  const active = new Tally(families.activeRoutes);
  // A device without any default route is to be seen, too.
  const main = labels({ ip_version, routing_table: MAIN });
  enabled.add(main, 0);
  active.add(main, 0);
  const { present } = await device.print(
    menu,
    ATTRIBUTES,
    (row) => {
      const table = row.text('routing-table') ?? row.text('routing-mark') ?? MAIN;
      const own = labels({ ip_version, routing_table: table });
      enabled.add(own, row.flag('disabled') ? 0 : 1);
      active.add(own, row.flag('active') ? 1 : 0);
      collectRoute(emit, ip_version, table, row);
    },
    { query: [`?dst-address=${destination}`] },
  );
  if (!present) return;
  enabled.emit(emit);
  active.emit(emit);
}

function collectRoute(
  emit: Emit,
  ip_version: string,
  table: string,
  row: Row<(typeof ATTRIBUTES)[number]>,
): void {
  const identity = {
    ip_version,
    routing_table: table,
    gateway: row.text('gateway'),
    distance: row.text('distance'),
    protocol: PROTOCOLS.find((protocol) => row.flag(protocol)),
  };
  const info = labels({ ...identity, comment: row.text('comment') });
  emit(families.info, info, 1);
  emit(families.active, labels(identity), row.flag('disabled') ? undefined : row.flag('active'));
}
