import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Menu } from './contract.ts';
import { settle } from './settle.ts';

const families = {
  all: {
    name: 'mikrotik_route_entries',
    type: 'gauge',
    help: 'Number of routes, those that are not in use among them (/ip/route, /ipv6/route).',
    labels: ['ip_version'],
  },
  active: {
    name: 'mikrotik_route_active_entries',
    type: 'gauge',
    help: 'Number of routes that are in use (/ip/route, /ipv6/route: active).',
    labels: ['ip_version'],
  },
  ofProtocol: {
    name: 'mikrotik_route_protocol_entries',
    type: 'gauge',
    help: 'Number of routes by where they are from (/ip/route, /ipv6/route: connect, static, dhcp, ospf, bgp, rip).',
    labels: ['ip_version', 'protocol'],
  },
} as const satisfies FamilyTable;

/** The flags of a route that say where it is from, and that both tables and both versions have or ignore. */
const PROTOCOLS = ['connect', 'static', 'dhcp', 'ospf', 'bgp', 'rip'] as const;

const TABLES = [
  { menu: '/ip/route', ip_version: '4' },
  { menu: '/ipv6/route', ip_version: '6' },
] as const;

/** Each count is a walk of its own, but the device answers one number, not a row for each of a million routes. */
const COUNTS: readonly Menu[] = TABLES.flatMap(({ menu }) =>
  Array.from({ length: 2 + PROTOCOLS.length }, (): Menu => ({
    command: `${menu}/print`,
    cost: 'walk',
    versions: '6 and 7',
  })),
);

/** The routing tables in numbers. */
export const routeCollector: Collector = {
  name: 'route',
  summary: 'Routes in numbers: all, active, and by protocol.',
  modules: ['routing_table'],
  families,
  menus: COUNTS,
  async collect(device, emit) {
    await settle(...TABLES.map((table) => countRoutes(device, emit, table)));
  },
};

async function countRoutes(
  device: Device,
  emit: Emit,
  { menu, ip_version }: (typeof TABLES)[number],
): Promise<void> {
  const [all, active, ...ofProtocols] = await settle(
    device.count(menu),
    device.count(menu, ['?active=true']),
    ...PROTOCOLS.map((protocol) => device.count(menu, [`?${protocol}=true`])),
  );
  const own = labels({ ip_version });
  emit(families.all, own, all);
  emit(families.active, own, active);
  for (const [index, protocol] of PROTOCOLS.entries()) {
    emit(families.ofProtocol, labels({ ip_version, protocol }), ofProtocols[index]);
  }
}
