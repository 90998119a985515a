import { type Moment } from '../moment.ts';
import { type BgpPeer } from '../profiles/model.ts';
import { mix, wholeBetween } from '../values/random.ts';
import { flowed, SECOND } from '../values/signal.ts';
import { dateTimeText, durationText, idText } from '../values/text.ts';
import { defineMenu, type Menu, whenTrue } from './menu.ts';
import { type Reach, reachThrough } from './reach.ts';
import { routeCounts } from './route.ts';

interface Peer {
  readonly number: number;
  readonly key: number;
  readonly is: BgpPeer;
  readonly as: number;
  readonly reach: Reach;
  /** What it has announced. */
  readonly prefixes: number;
}

export function* peersOf(at: Moment): Generator<Peer> {
  const { peers = [], as = 0 } = at.model.routing ?? {};
  const answering = peers.filter((peer) => peer.interface !== undefined).length;
  const prefixes = Math.floor(routeCounts(at).bgp / Math.max(1, answering));
  for (const [index, is] of peers.entries()) {
    const key = mix(mix(at.key, 'bgp'), is.name);
    const delay = wholeBetween(key, 'delay', 5, 60) * SECOND;
    const reach = is.interface === undefined ? { losses: 0 } : reachThrough(at, is.interface, delay);
    yield { number: index + 1, key, is, as, reach, prefixes };
  }
}

export function peerAddress({ number }: Peer): string {
  return `198.51.100.${number}`;
}

export function isEstablished({ reach }: Peer): boolean {
  return reach.since !== undefined;
}

/** RouterOS 7 knows a session once the peer has answered for the first time. */
function* sessionsOf(at: Moment): Generator<Peer> {
  for (const peer of peersOf(at)) if (isEstablished(peer) || peer.reach.lost !== undefined) yield peer;
}

/** Since the session began; a lost one keeps none, as RouterOS leaves zeros out. */
function messages(peer: Peer, at: Moment, direction: 'local' | 'remote'): number | undefined {
  const { since } = peer.reach;
  if (since === undefined) return undefined;
  const updates = direction === 'remote' ? peer.prefixes / 86_400 : 0;
  return 2 + flowed(mix(peer.key, direction), 1 / 60 + updates, since, at.time);
}

function times(count: number | undefined, bytes: number): number | undefined {
  return count === undefined ? undefined : count * bytes;
}

const isSeven = (at: Moment): boolean => at.persona.major === 7;
const isSix = (at: Moment): boolean => at.persona.major === 6;

const session = defineMenu<Peer>({
  path: '/routing/bgp/session',
  exists: isSeven,
  entries: sessionsOf,
  columns: {
    '.id': (peer) => idText(0x2800000 + peer.number),
    name: (peer) => `${peer.is.name}-1`,
    instance: (_, at) => (at.persona.name === '7.20' ? 'main' : undefined),
    'remote.address': peerAddress,
    'remote.as': (peer) => peer.is.as,
    'remote.id': peerAddress,
    'remote.capabilities': () => 'mp,rr,gr,as4',
    'remote.afi': () => 'ip',
    'remote.messages': (peer, at) => messages(peer, at, 'remote'),
    'remote.bytes': (peer, at) => times(messages(peer, at, 'remote'), 47),
    'local.address': () => '198.51.100.254',
    'local.as': (peer) => peer.as,
    'local.id': () => '198.51.100.254',
    'local.messages': (peer, at) => messages(peer, at, 'local'),
    'local.bytes': (peer, at) => times(messages(peer, at, 'local'), 19),
    'output.procid': (peer) => 19 + peer.number,
    'input.procid': (peer) => 19 + peer.number,
    // A flag that is sent without a value.
    ebgp: () => '',
    'hold-time': () => '3m',
    'keepalive-time': () => '1m',
    uptime: ({ reach }, at) => (reach.since === undefined ? undefined : durationText(at.time - reach.since)),
    'last-started': ({ reach }, at) =>
      reach.since === undefined ? undefined : dateTimeText(reach.since, at.persona.isoDates),
    'last-stopped': ({ reach }, at) =>
      reach.lost === undefined ? undefined : dateTimeText(reach.lost, at.persona.isoDates),
    'prefix-count': (peer) => (isEstablished(peer) ? peer.prefixes : undefined),
    established: (peer) => whenTrue(isEstablished(peer)),
  },
});

const connection = defineMenu<Peer>({
  path: '/routing/bgp/connection',
  exists: isSeven,
  entries: peersOf,
  columns: {
    '.id': (peer) => idText(peer.number),
    name: (peer) => peer.is.name,
    instance: (_, at) => (at.persona.name === '7.20' ? 'main' : undefined),
    'remote.address': (peer) => `${peerAddress(peer)}/32`,
    'remote.as': (peer) => peer.is.as,
    'local.role': () => 'ebgp',
    connect: () => true,
    listen: () => true,
    disabled: (_, at) => (at.persona.name === '7.20' ? undefined : false),
  },
});

const peer = defineMenu<Peer>({
  path: '/routing/bgp/peer',
  exists: isSix,
  entries: peersOf,
  columns: {
    '.id': (entry) => idText(entry.number),
    name: (entry) => entry.is.name,
    instance: () => 'default',
    'address-families': () => 'ip',
    'remote-address': peerAddress,
    'remote-as': (entry) => entry.is.as,
    'remote-id': (entry) => (isEstablished(entry) ? peerAddress(entry) : undefined),
    established: isEstablished,
    state: (entry) => (isEstablished(entry) ? 'established' : 'connect'),
    uptime: ({ reach }, at) => (reach.since === undefined ? undefined : durationText(at.time - reach.since)),
    'prefix-count': (entry) => (isEstablished(entry) ? entry.prefixes : undefined),
    'updates-received': (entry, at) => messages(entry, at, 'remote'),
    'updates-sent': (entry, at) => messages(entry, at, 'local'),
    'withdrawn-received': (entry, at) => withdrawn(entry, at),
    'withdrawn-sent': (entry) => (isEstablished(entry) ? 0 : undefined),
    'hold-time': () => '3m',
    'used-hold-time': (entry) => (isEstablished(entry) ? '3m' : undefined),
    'used-keepalive-time': (entry) => (isEstablished(entry) ? '1m' : undefined),
    disabled: () => false,
  },
});

function withdrawn(entry: Peer, at: Moment): number | undefined {
  const count = messages(entry, at, 'remote');
  return count === undefined ? undefined : Math.floor(count / 8);
}

export const bgpMenus: readonly Menu[] = [session, connection, peer];
