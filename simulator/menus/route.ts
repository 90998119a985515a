import { type Moment } from '../moment.ts';
import { mix } from '../values/random.ts';
import { idText, ipNumber, ipText } from '../values/text.ts';
import { facesOf, isUp } from './face.ts';
import { addresses } from './ip.ts';
import { type Columns, defineMenu, type Menu, whenTrue } from './menu.ts';

interface Route {
  readonly number: number;
  readonly destination: string;
  readonly gateway: string;
  readonly kind: 'static' | 'dhcp' | 'connect' | 'ospf' | 'bgp';
  readonly distance: number;
  readonly active: boolean;
}

/** How many routes there are of each kind; together they are `at.routes`. */
interface RouteCounts {
  readonly static: number;
  readonly connect: number;
  readonly ospf: number;
  readonly bgp: number;
}

const OSPF_ROUTES_PER_INTERFACE = 3;

export function routeCounts(at: Moment): RouteCounts {
  const room = Math.max(0, at.routes - 1);
  const connect = Math.min(room, [...addresses(at)].length);
  const speaking = at.model.routing?.ospf.length ?? 0;
  const ospf = Math.min(room - connect, speaking * OSPF_ROUTES_PER_INTERFACE);
  return { static: 1, connect, ospf, bgp: room - connect - ospf };
}

function namesThatAreUp(at: Moment): ReadonlySet<string> {
  const up = new Set<string>();
  for (const face of facesOf(at)) if (!face.dynamic && isUp(at, face)) up.add(face.is.name);
  return up;
}

/** Virtual machines get their default route from the network that they run in. */
function defaultKind(at: Moment): 'static' | 'dhcp' {
  return at.model.routerboard === undefined ? 'dhcp' : 'static';
}

const FIRST_BGP = ipNumber('11.0.0.0');
const FIRST_OSPF = ipNumber('172.20.0.0');

/** A default route, the connected networks, those of OSPF, and BGP prefixes until the table has its size. */
function* routes(at: Moment): Generator<Route> {
  yield {
    number: 1,
    destination: '0.0.0.0/0',
    gateway: '192.0.2.1',
    kind: defaultKind(at),
    distance: 1,
    active: true,
  };
  const up = namesThatAreUp(at);
  const counts = routeCounts(at);
  let number = 2;
  for (const { network, interface: gateway } of addresses(at)) {
    if (number >= 2 + counts.connect) break;
    const destination = `${ipText(network)}/24`;
    yield { number, destination, gateway, kind: 'connect', distance: 0, active: up.has(gateway) };
    number += 1;
  }
  for (let index = 0; index < counts.ospf; index += 1, number += 1) {
    const through = at.model.routing?.ospf[Math.floor(index / OSPF_ROUTES_PER_INTERFACE)] ?? '';
    const destination = `${ipText(FIRST_OSPF + index * 256)}/24`;
    const gateway = `${ipText(FIRST_OSPF + index)}%${through}`;
    yield { number, destination, gateway, kind: 'ospf', distance: 110, active: up.has(through) };
  }
  for (; number <= at.routes; number += 1) {
    const peer = mix(at.key, number) % 4;
    const destination = `${ipText(FIRST_BGP + number * 256)}/24`;
    const gateway = `198.51.100.${peer + 1}`;
    yield { number, destination, gateway, kind: 'bgp', distance: 20, active: peer !== 3 };
  }
}

/** The default route by the neighbour on the first interface, and a connected network each. */
function* ipv6Routes(at: Moment): Generator<Route> {
  const up = namesThatAreUp(at);
  const connected = [...addresses(at)];
  const gateway = `fe80::1%${connected[0]?.interface ?? 'ether1'}`;
  yield { number: 1, destination: '::/0', gateway, kind: 'static', distance: 1, active: true };
  for (const [index, { interface: name, network }] of connected.entries()) {
    const destination = `2001:db8:${((network >>> 8) & 0xffff).toString(16)}::/64`;
    const active = up.has(name);
    yield { number: index + 2, destination, gateway: name, kind: 'connect', distance: 0, active };
  }
}

/** RouterOS 7 sends these flags only when they are true; 6 sends `active`, `dynamic` and `static` so, too. */
const columns: Columns<Route> = {
  '.id': (entry, at) => (at.persona.major === 6 ? idText(entry.number) : idText(0x80000000 + entry.number)),
  'dst-address': (entry) => entry.destination,
  'routing-table': (_, at) => (at.persona.major === 7 ? 'main' : undefined),
  gateway: (entry) => entry.gateway,
  'gateway-status': (entry, at) => (at.persona.major === 6 ? `${entry.gateway} reachable` : undefined),
  'immediate-gw': (entry, at) => (at.persona.major === 7 && entry.active ? entry.gateway : undefined),
  distance: (entry) => entry.distance,
  scope: (entry) => (entry.kind === 'connect' ? 10 : 30),
  'target-scope': (entry) => (entry.kind === 'connect' ? 5 : 10),
  active: (entry) => whenTrue(entry.active),
  inactive: (entry, at) => whenTrue(at.persona.major === 7 && !entry.active),
  dynamic: (entry) => whenTrue(entry.kind !== 'static'),
  // RouterOS 6 has no flag for routes by DHCP: they are dynamic and static.
  static: (entry, at) =>
    whenTrue(entry.kind === 'static' || (entry.kind === 'dhcp' && at.persona.major === 6)),
  dhcp: (entry, at) => whenTrue(entry.kind === 'dhcp' && at.persona.major === 7),
  connect: (entry) => whenTrue(entry.kind === 'connect'),
  ospf: (entry) => whenTrue(entry.kind === 'ospf'),
  bgp: (entry) => whenTrue(entry.kind === 'bgp'),
  disabled: (_, at) => (at.persona.major === 6 ? false : undefined),
};

const route = defineMenu<Route>({ path: '/ip/route', takesStats: true, entries: routes, columns });

/** RouterOS 6 has IPv6 in a package that is disabled at delivery. */
const ipv6Route = defineMenu<Route>({
  path: '/ipv6/route',
  takesStats: true,
  exists: (at) => at.persona.major === 7,
  entries: ipv6Routes,
  columns,
});

export const routeMenus: readonly Menu[] = [route, ipv6Route];
