import { bytesOf, type Direction, type Face, facesOf, isUp, packetsOf } from './face.ts';
import { defineMenu, defineSettings, flagAt, type Menu, whenTrue } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance, hexDigits, mix, wholeBetween } from '../values/random.ts';
import { flowed, HOUR, SECOND } from '../values/signal.ts';
import { durationText, idText, ipText } from '../values/text.ts';

/** Phase 1 with a site at the other end of a tunnel, or with somebody who travels. */
interface Peer {
  readonly number: number;
  readonly key: number;
  readonly name: string;
  readonly remoteAddress: string;
  readonly port: number;
  readonly established: boolean;
  readonly since: number;
  /** The tunnel; travellers have none. */
  readonly face?: Face;
}

function* sites(at: Moment): Generator<Peer> {
  for (const face of facesOf(at)) {
    if (face.is.type !== 'gre-tunnel') continue;
    yield {
      number: face.number,
      key: face.key,
      name: face.is.name,
      remoteAddress: `198.51.100.${face.number}`,
      port: 500,
      established: isUp(at, face),
      since: Math.min(at.time, at.bootedAt + wholeBetween(face.key, 'phase 1', 5, 60) * SECOND),
      face,
    };
  }
}

const SHIFT = 8 * HOUR;

/** Up to three on a virtual machine, behind one NAT. */
function* travellers(at: Moment): Generator<Peer> {
  if (at.model.routerboard !== undefined) return;
  for (let index = 0; index < 3; index += 1) {
    const key = mix(mix(at.key, 'traveller'), index);
    const shift = Math.floor(at.time / SHIFT);
    const since = shift * SHIFT;
    if (chance(key, shift, 0.3) || since < at.bootedAt) continue;
    const name = `user${index + 1}@example.com`;
    const port = wholeBetween(key, shift, 20_000, 60_000);
    yield {
      number: 0x100 + index,
      key,
      name,
      remoteAddress: '203.0.113.77',
      port,
      established: true,
      since,
    };
  }
}

function* peers(at: Moment): Generator<Peer> {
  yield* sites(at);
  yield* travellers(at);
}

function localAddress(at: Moment): string {
  return ipText(0xcb007100 + (at.key & 63) + 1);
}

function traffic(direction: Direction, count: (at: Moment, face: Face, direction: Direction) => number) {
  return (peer: Peer, at: Moment): number | undefined => {
    if (at.persona.major === 6) return undefined;
    if (peer.face !== undefined) return count(at, peer.face, direction);
    return flowed(mix(peer.key, direction), count === bytesOf ? 20_000 : 30, peer.since, at.time);
  };
}

const activePeers = defineMenu<Peer>({
  path: '/ip/ipsec/active-peers',
  takesStats: true,
  entries: peers,
  columns: {
    '.id': (peer) => idText(peer.number),
    id: (peer, at) => (at.persona.major === 7 && peer.established ? peer.name : undefined),
    'local-address': (_, at) => localAddress(at),
    port: (peer) => peer.port,
    'remote-address': (peer) => peer.remoteAddress,
    'dynamic-address': (peer) => (peer.face === undefined ? `10.9.0.${(peer.number & 0xff) + 2}` : undefined),
    state: (peer) => (peer.established ? 'established' : 'message-1-sent'),
    side: (peer) => (peer.face === undefined ? 'responder' : 'initiator'),
    uptime: (peer, at) => (peer.established ? durationText(at.time - peer.since) : undefined),
    'last-seen': (peer, at) =>
      peer.established ? durationText((Math.floor(at.time / SECOND) % 30) * SECOND) : undefined,
    'ph2-total': (peer) => (peer.established ? 1 : 0),
    responder: (peer, at) => flagAt(at, peer.face === undefined),
    'natt-peer': (peer, at) => flagAt(at, peer.face === undefined),
    'rx-bytes': traffic('rx', bytesOf),
    'tx-bytes': traffic('tx', bytesOf),
    'rx-packets': traffic('rx', packetsOf),
    'tx-packets': traffic('tx', packetsOf),
  },
});

interface ConfiguredPeer {
  readonly number: number;
  readonly site?: Peer;
}

/** The sites, and one peer for all who travel. */
const configuredPeers = defineMenu<ConfiguredPeer>({
  path: '/ip/ipsec/peer',
  *entries(at) {
    for (const site of sites(at)) yield { number: site.number, site };
    if (at.model.routerboard === undefined) yield { number: 0x100 };
  },
  columns: {
    '.id': ({ number }) => idText(number),
    name: ({ site }) => (site === undefined ? 'travellers' : `peer-${site.name}`),
    address: ({ site }) => (site === undefined ? '0.0.0.0/0' : `${site.remoteAddress}/32`),
    profile: () => 'default',
    'exchange-mode': () => 'ike2',
    passive: ({ site }) => whenTrue(site === undefined),
    responder: ({ site }, at) => flagAt(at, site === undefined),
    dynamic: (_, at) => flagAt(at, false),
    disabled: (_, at) => flagAt(at, false),
  },
});

interface Policy {
  readonly number: number;
  readonly peer?: Peer;
}

/** The template that is always there, and one for each peer: those of travellers are made from the template. */
const policy = defineMenu<Policy>({
  path: '/ip/ipsec/policy',
  *entries(at) {
    yield { number: 0xffffff };
    for (const peer of peers(at)) yield { number: peer.number, peer };
  },
  columns: {
    '.id': ({ number }) => idText(number),
    peer: ({ peer }) => peer?.face && `peer-${peer.name}`,
    tunnel: ({ peer }) => (peer === undefined ? undefined : true),
    'src-address': ({ peer }) => (peer === undefined ? '::/0' : '10.0.0.0/8'),
    'dst-address': ({ peer }) => (peer === undefined ? '::/0' : `172.16.${peer.number & 0xff}.0/24`),
    protocol: () => 'all',
    action: ({ peer }) => (peer === undefined ? undefined : 'encrypt'),
    level: ({ peer }) => (peer === undefined ? undefined : 'unique'),
    'sa-src-address': ({ peer }, at) => (peer === undefined ? undefined : localAddress(at)),
    'sa-dst-address': ({ peer }) => peer?.remoteAddress,
    proposal: () => 'default',
    'ph2-count': ({ peer }) => peer && (peer.established ? 1 : 0),
    'ph2-state': ({ peer }) => peer && (peer.established ? 'established' : 'no-phase2'),
    active: ({ peer }, at) => (peer === undefined ? undefined : flagAt(at, peer.established)),
    template: ({ peer }) => whenTrue(peer === undefined),
    default: ({ peer }) => whenTrue(peer === undefined),
    dynamic: ({ peer }, at) => flagAt(at, peer !== undefined && peer.face === undefined),
    invalid: (_, at) => flagAt(at, false),
    disabled: (_, at) => flagAt(at, false),
  },
});

interface Association {
  readonly peer: Peer;
  readonly way: 0 | 1;
}

const LIFETIME = HOUR;

/** One each way. They carry the keys, as a real menu does, so that asking for them would show. */
const installedSa = defineMenu<Association>({
  path: '/ip/ipsec/installed-sa',
  *entries(at) {
    for (const peer of peers(at))
      if (peer.established)
        yield* [
          { peer, way: 0 as const },
          { peer, way: 1 as const },
        ];
  },
  columns: {
    '.id': ({ peer, way }) => idText(peer.number * 2 + way),
    spi: ({ peer, way }, at) => `0x${hexDigits(mix(peer.key, way), Math.floor(at.time / LIFETIME), 7)}`,
    'src-address': ({ peer, way }, at) => (way === 0 ? localAddress(at) : peer.remoteAddress),
    'dst-address': ({ peer, way }, at) => (way === 0 ? peer.remoteAddress : localAddress(at)),
    state: () => 'mature',
    'auth-algorithm': () => 'sha256',
    'enc-algorithm': () => 'aes-cbc',
    'enc-key-size': () => 256,
    'auth-key': ({ peer, way }) => hexDigits(mix(peer.key, way), 'auth', 16),
    'enc-key': ({ peer, way }) => hexDigits(mix(peer.key, way), 'enc', 16),
    'expires-in': (_, at) => durationText(LIFETIME - (at.time % LIFETIME)),
    replay: () => 128,
  },
});

const CAUSES = [
  'in-errors',
  'in-buffer-errors',
  'in-header-errors',
  'in-no-states',
  'in-state-protocol-errors',
  'in-state-mode-errors',
  'in-state-sequence-errors',
  'in-state-expired',
  'in-state-mismatches',
  'in-state-invalid',
  'in-template-mismatches',
  'in-no-policies',
  'in-policy-blocked',
  'in-policy-errors',
  'out-errors',
  'out-bundle-errors',
  'out-bundle-check-errors',
  'out-no-states',
  'out-state-protocol-errors',
  'out-state-mode-errors',
  'out-state-sequence-errors',
  'out-state-expired',
  'out-policy-blocked',
  'out-policy-dead',
  'out-policy-errors',
];

/** On most devices nothing goes wrong in most ways. */
function errors(at: Moment, cause: string): number {
  const key = mix(at.key, cause);
  return chance(key, 'has', 0.2) ? flowed(key, 0.002, at.bootedAt, at.time) : 0;
}

const statistics = defineSettings(
  '/ip/ipsec/statistics',
  Object.fromEntries(CAUSES.map((cause) => [cause, (at: Moment) => errors(at, cause)])),
);

export const ipsecMenus: readonly Menu[] = [activePeers, configuredPeers, policy, installedSa, statistics];
