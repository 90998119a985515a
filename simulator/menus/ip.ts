import { facesOf, isUp } from './face.ts';
import { defineMenu, type Menu, whenTrue } from './menu.ts';
import { type Moment } from '../moment.ts';
import { mix, wholeBetween } from '../values/random.ts';
import { idText, ipNumber, ipText } from '../values/text.ts';

interface Address {
  readonly number: number;
  readonly interface: string;
  /** The network, a /24. */
  readonly network: number;
  readonly dynamic: boolean;
}

/** One address on everything that routes: the uplink, the bridge, VLANs, tunnels. */
function* addresses(at: Moment): Generator<Address> {
  const site = wholeBetween(at.key, 'network', 0, 255);
  for (const face of facesOf(at)) {
    const { name, type, slave } = face.is;
    if (face.dynamic || slave === true || type === 'loopback' || (type === 'ether' && name !== 'ether1'))
      continue;
    yield {
      number: face.number,
      interface: name,
      network: ipNumber('10.0.0.0') + (site << 16) + (face.number << 8),
      dynamic: type === 'pppoe-out',
    };
  }
}

const address = defineMenu<Address>({
  path: '/ip/address',
  entries: addresses,
  columns: {
    '.id': (entry) => idText(entry.number),
    address: (entry) => `${ipText(entry.network + 1)}/24`,
    network: (entry) => ipText(entry.network),
    interface: (entry) => entry.interface,
    'actual-interface': (entry) => entry.interface,
    invalid: () => false,
    dynamic: (entry) => entry.dynamic,
    disabled: () => false,
  },
});

interface Route {
  readonly number: number;
  readonly destination: string;
  readonly gateway: string;
  readonly kind: 'static' | 'connect' | 'bgp';
  readonly distance: number;
  readonly active: boolean;
}

const FIRST_BGP = ipNumber('11.0.0.0');

/** A default route, the connected networks, and BGP prefixes until the table has its size. */
function* routes(at: Moment): Generator<Route> {
  yield {
    number: 1,
    destination: '0.0.0.0/0',
    gateway: '192.0.2.1',
    kind: 'static',
    distance: 1,
    active: true,
  };
  const up = new Set<string>();
  for (const face of facesOf(at)) if (!face.dynamic && isUp(at, face)) up.add(face.is.name);
  let number = 2;
  for (const { network, interface: gateway } of addresses(at)) {
    if (number > at.routes) return;
    yield {
      number,
      destination: `${ipText(network)}/24`,
      gateway,
      kind: 'connect',
      distance: 0,
      active: up.has(gateway),
    };
    number += 1;
  }
  for (; number <= at.routes; number += 1) {
    const peer = mix(at.key, number) % 4;
    const destination = `${ipText(FIRST_BGP + number * 256)}/24`;
    yield {
      number,
      destination,
      gateway: `198.51.100.${peer + 1}`,
      kind: 'bgp',
      distance: 20,
      active: peer !== 3,
    };
  }
}

/** RouterOS 7 sends these flags only when they are true; 6 sends `active`, `dynamic` and `static` so, too. */
const route = defineMenu<Route>({
  path: '/ip/route',
  takesStats: true,
  entries: routes,
  columns: {
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
    static: (entry) => whenTrue(entry.kind === 'static'),
    connect: (entry) => whenTrue(entry.kind === 'connect'),
    bgp: (entry) => whenTrue(entry.kind === 'bgp'),
    disabled: (_, at) => (at.persona.major === 6 ? false : undefined),
  },
});

export const ipMenus: readonly Menu[] = [address, route];
