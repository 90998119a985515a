import { type Face, facesOf, isUp, linkHistory } from './face.ts';
import { type Columns, defineMenu, defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance, hexDigits, pick, wholeBetween } from '../values/random.ts';
import { durationText, idText, ipNumber, ipText, macText } from '../values/text.ts';

/** Sessions of subscribers: each is a dynamic interface. */
function* sessionsOf(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) if (face.dynamic && face.is.type === 'pppoe-in') yield face;
}

/** `user00001` of the interface `<pppoe-user00001>` */
function userOf(face: Face): string {
  return face.is.name.slice('<pppoe-'.length, -1);
}

const FIRST_SUBSCRIBER = ipNumber('100.64.0.0');

const active = defineMenu<Face>({
  path: '/ppp/active',
  entries: sessionsOf,
  columns: {
    '.id': (face, at) => idText(at.persona.major === 6 ? face.number : 0x80000000 + face.number),
    name: userOf,
    service: () => 'pppoe',
    'caller-id': (face) => macText(`B4FBE4${hexDigits(face.key, 'caller', 6)}`),
    address: (face) => ipText(FIRST_SUBSCRIBER + (face.number & 0xfffff)),
    uptime: (face, at) => durationText(at.time - face.since),
    encoding: () => '',
    'session-id': (face) => `0x81${(face.number & 0xffffff).toString(16).toUpperCase().padStart(6, '0')}`,
    'limit-bytes-in': () => 0,
    'limit-bytes-out': () => 0,
    // The others have a secret of their own on the router.
    radius: (face) => chance(face.key, 'radius', 0.95),
  },
});

interface Server {
  readonly number: number;
  readonly interface: string;
}

/** A PPPoE server on each VLAN of a router that has subscribers. */
function* pppoeServers(at: Moment): Generator<Server> {
  if (at.subscribers === 0) return;
  let number = 1;
  for (const face of facesOf(at)) {
    if (face.is.vlan === undefined) continue;
    yield { number, interface: face.is.name };
    number += 1;
  }
}

const pppoeServer = defineMenu<Server>({
  path: '/interface/pppoe-server/server',
  entries: pppoeServers,
  columns: {
    '.id': (server) => idText(server.number),
    'service-name': () => 'internet',
    interface: (server) => server.interface,
    'max-mtu': () => 1492,
    'max-mru': () => 1492,
    mrru: () => 'disabled',
    authentication: () => 'pap,chap',
    'keepalive-timeout': () => 10,
    'one-session-per-host': () => true,
    'max-sessions': (server) => (server.number === 1 ? 'unlimited' : 2000),
    'pado-delay': () => 0,
    'default-profile': () => 'pppoe',
    invalid: () => false,
    disabled: () => false,
  },
});

type SingleKind = 'l2tp' | 'sstp' | 'ovpn' | 'pptp';

const PORTS: Partial<Record<SingleKind, number>> = { sstp: 443, ovpn: 1194 };

/** A protocol with one server for the whole router; about a third of the routers have it enabled. */
function singleServer(kind: SingleKind, exists?: (at: Moment) => boolean): Menu {
  const columns = {
    enabled: (at: Moment) => kind !== 'pptp' && chance(at.key, `${kind} server`, 0.3),
    port: () => PORTS[kind],
    'max-mtu': () => (kind === 'ovpn' ? 1500 : 1450),
    authentication: () => (kind === 'ovpn' ? undefined : 'mschap1,mschap2'),
    'keepalive-timeout': () => 30,
    'max-sessions': () => (kind === 'l2tp' ? 'unlimited' : undefined),
    'default-profile': () => 'default-encryption',
    certificate: () => (PORTS[kind] === undefined ? undefined : 'vpn'),
  };
  return defineSettings(`/interface/${kind}-server/server`, columns, exists);
}

/** OpenVPN has any number of servers since 7.17. */
function hasServerTable(at: Moment): boolean {
  return at.persona.name === '7.20';
}

const ovpnServers = defineMenu<Server>({
  path: '/interface/ovpn-server/server',
  exists: hasServerTable,
  entries: (at) => (chance(at.key, 'ovpn server', 0.3) ? [{ number: 1, interface: '' }] : []),
  columns: {
    '.id': (server) => idText(server.number),
    name: (server) => `ovpn-server${server.number}`,
    port: () => 1194,
    protocol: () => 'udp',
    mode: () => 'ip',
    'max-mtu': () => 1500,
    'default-profile': () => 'default-encryption',
    certificate: () => 'vpn',
    disabled: () => false,
  },
});

const CONCENTRATORS = ['bras1.isp.example', 'bras2.isp.example'] as const;

/** While a client is down it dials, again and again. */
const clientMonitor: Columns<Face> = {
  status: (face, at) =>
    face.is.disabled === true ? 'disabled' : isUp(at, face) ? 'connected' : 'dialing...',
  uptime: whenUp((face, at) => durationText(at.time - (linkHistory(at, face).up ?? at.time))),
  'active-links': whenUp(() => 1),
  encoding: whenUp((face) => (face.is.type === 'pppoe-out' ? '' : 'cbc(aes) + hmac(sha1)')),
  'service-name': whenUp((face) => (face.is.type === 'pppoe-out' ? 'internet' : undefined)),
  'ac-name': whenUp((face) =>
    face.is.type === 'pppoe-out' ? pick(face.key, 'concentrator', CONCENTRATORS) : undefined,
  ),
  mtu: whenUp((face) => face.is.mtu),
  mru: whenUp((face) => face.is.mtu),
  'local-address': whenUp((face) => `100.64.${wholeBetween(face.key, 'address', 0, 255)}.17`),
  'remote-address': whenUp(() => '100.64.0.1'),
};

function whenUp<T>(value: (face: Face, at: Moment) => T): (face: Face, at: Moment) => T | undefined {
  return (face, at) => (isUp(at, face) ? value(face, at) : undefined);
}

function clients(kind: 'pppoe' | SingleKind): Menu {
  return defineMenu<Face>({
    path: `/interface/${kind}-client`,
    *entries(at) {
      for (const face of facesOf(at)) if (face.is.type === `${kind}-out`) yield face;
    },
    columns: {
      '.id': (face) => idText(face.number),
      name: (face) => face.is.name,
      'max-mtu': (face) => (kind === 'pppoe' ? 'auto' : face.is.mtu),
      interface: () => (kind === 'pppoe' ? 'ether1' : undefined),
      'connect-to': () => (kind === 'pppoe' ? undefined : 'vpn.example'),
      user: (face) => `${wholeBetween(face.key, 'user', 1000, 9999)}@isp.example`,
      profile: () => 'default',
      'service-name': () => (kind === 'pppoe' ? '' : undefined),
      'ac-name': () => (kind === 'pppoe' ? '' : undefined),
      'add-default-route': () => kind === 'pppoe',
      running: (face, at) => isUp(at, face),
      disabled: (face) => face.is.disabled ?? false,
      comment: (face) => face.is.comment,
    },
    monitor: clientMonitor,
  });
}

export const pppMenus: readonly Menu[] = [
  active,
  pppoeServer,
  singleServer('l2tp'),
  singleServer('sstp'),
  singleServer('ovpn', (at) => !hasServerTable(at)),
  ovpnServers,
  singleServer('pptp'),
  clients('pppoe'),
  clients('l2tp'),
  clients('sstp'),
  clients('ovpn'),
  clients('pptp'),
];
