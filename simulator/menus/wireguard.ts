import { type Face, facesOf, isPlugged, isUp } from './face.ts';
import { defineMenu, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, chance, fraction, hexDigits, mix, wholeBetween } from '../values/random.ts';
import { flowed, HOUR, SECOND } from '../values/signal.ts';
import { durationText, idText } from '../values/text.ts';

function* wireguards(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) if (face.is.type === 'wg') yield face;
}

/** 32 bytes in Base64. */
function publicKey(key: number): string {
  return Buffer.from(hexDigits(key, 'public key', 64), 'hex').toString('base64');
}

const interfaces = defineMenu<Face>({
  path: '/interface/wireguard',
  exists: ({ persona }) => persona.major === 7,
  entries: wireguards,
  columns: {
    '.id': (face) => idText(face.number),
    name: (face) => face.is.name,
    mtu: (face) => face.is.mtu,
    'listen-port': (face) => 13230 + face.number,
    'private-key': (face) => publicKey(mix(face.key, 'private')),
    'public-key': (face) => publicKey(face.key),
    running: (face, at) => isUp(at, face),
    disabled: (face) => face.is.disabled ?? false,
    comment: (face) => face.is.comment,
  },
});

interface Peer {
  readonly number: number;
  readonly key: number;
  readonly face: Face;
  /** Of all peers at the interface. */
  readonly count: number;
}

/** One peer at the other end of a tunnel between sites, several where people dial in. */
function* peers(at: Moment): Generator<Peer> {
  let number = 1;
  for (const face of wireguards(at)) {
    const count = /staff|road/.test(face.is.name) ? wholeBetween(face.key, 'peers', 6, 14) : 1;
    for (let index = 0; index < count; index += 1) {
      yield { number, key: mix(face.key, index), face, count };
      number += 1;
    }
  }
}

function isSite(peer: Peer): boolean {
  return peer.count === 1;
}

/** An outage of the interface takes nothing from what a peer has counted. */
function hasConnected(peer: Peer): boolean {
  return isPlugged(peer.face) && (isSite(peer) || chance(peer.key, 'connected', 0.8));
}

/** A site is kept alive, with a handshake every two minutes; people come and go. */
function handshakeAge(peer: Peer, at: Moment): number {
  const period = isSite(peer) ? 120 * SECOND : between(peer.key, 'period', 2, 40) * HOUR;
  const age = (at.time + fraction(peer.key, 'offset') * period) % period;
  return Math.min(age, at.time - at.bootedAt);
}

function bytes(direction: 'rx' | 'tx'): (peer: Peer, at: Moment) => number {
  return (peer, at) => {
    if (!hasConnected(peer)) return 0;
    const key = mix(peer.key, direction);
    return flowed(
      key,
      (peer.face.is.traffic / peer.count) * between(key, 'mean', 0.3, 1.2),
      at.bootedAt,
      at.time,
    );
  };
}

const peerTable = defineMenu<Peer>({
  path: '/interface/wireguard/peers',
  exists: ({ persona }) => persona.major === 7,
  entries: peers,
  columns: {
    '.id': (peer) => idText(peer.number),
    interface: (peer) => peer.face.is.name,
    // Peers have names since 7.15.
    name: (peer, at) => (at.persona.name === '7.20' ? `peer${peer.number}` : undefined),
    'public-key': (peer) => publicKey(peer.key),
    'preshared-key': () => '',
    'endpoint-address': (peer) => (isSite(peer) ? 'centre.example' : ''),
    'endpoint-port': (peer) => (isSite(peer) ? 13231 : 0),
    'current-endpoint-address': (peer) =>
      hasConnected(peer) ? `203.0.113.${wholeBetween(peer.key, 'endpoint', 1, 254)}` : '',
    'current-endpoint-port': (peer) =>
      hasConnected(peer) ? wholeBetween(peer.key, 'endpoint port', 1024, 65535) : 0,
    'allowed-address': (peer) =>
      isSite(peer) ? '10.0.0.0/8' : `10.255.${peer.face.number}.${peer.number}/32`,
    'persistent-keepalive': (peer) => (isSite(peer) ? '25s' : undefined),
    'last-handshake': (peer, at) => (hasConnected(peer) ? durationText(handshakeAge(peer, at)) : undefined),
    rx: bytes('rx'),
    tx: bytes('tx'),
    comment: (peer) => (isSite(peer) ? undefined : `staff ${peer.number}`),
    dynamic: () => false,
    disabled: (peer) => !isSite(peer) && chance(peer.key, 'disabled', 0.05),
    responder: (peer, at) => (at.persona.name === '7.20' ? !isSite(peer) : undefined),
  },
});

export const wireguardMenus: readonly Menu[] = [interfaces, peerTable];
