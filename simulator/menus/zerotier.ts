import { defineMenu, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, chance, hexDigits, mix, wholeBetween } from '../values/random.ts';
import { drifting } from '../values/signal.ts';
import { idText } from '../values/text.ts';

/** The package is for ARM only; of the simulated routers those with 32 bits have it. */
function hasZerotier({ model, persona }: Moment): boolean {
  return persona.major === 7 && model.board.architecture === 'arm';
}

function network(at: Moment): string {
  return hexDigits(at.key, 'zerotier network', 16).toLowerCase();
}

const instances = defineMenu<Moment>({
  path: '/zerotier',
  exists: hasZerotier,
  entries: (at) => [at],
  columns: {
    '.id': () => idText(1),
    name: () => 'zt1',
    interfaces: () => 'all',
    port: () => 9993,
    state: () => 'running',
    online: () => true,
    'tcp-fallback': () => false,
    disabled: () => false,
  },
});

const interfaces = defineMenu<Moment>({
  path: '/zerotier/interface',
  exists: hasZerotier,
  entries: (at) => [at],
  columns: {
    '.id': () => idText(1),
    name: () => 'zerotier1',
    instance: () => 'zt1',
    network,
    'network-name': () => 'sites',
    type: () => 'PRIVATE',
    status: () => 'OK',
    running: () => true,
    disabled: () => false,
  },
});

interface Peer {
  readonly number: number;
  readonly key: number;
  readonly role: 'PLANET' | 'LEAF';
}

const ROOTS = 4;

/** The roots of ZeroTier, then the other members of the network. */
function* peers(at: Moment): Generator<Peer> {
  const count = ROOTS + wholeBetween(at.key, 'zerotier peers', 2, 9);
  for (let number = 1; number <= count; number += 1) {
    yield {
      number,
      key: mix(mix(at.key, 'zerotier peer'), number),
      role: number <= ROOTS ? 'PLANET' : 'LEAF',
    };
  }
}

function isKnown(peer: Peer): boolean {
  return peer.role === 'PLANET' || chance(peer.key, 'reached', 0.8);
}

const peerTable = defineMenu<Peer>({
  path: '/zerotier/peer',
  exists: hasZerotier,
  entries: peers,
  columns: {
    '.id': (peer) => idText(peer.number),
    instance: () => 'zt1',
    'zt-address': (peer) => hexDigits(peer.key, 'zerotier address', 10).toLowerCase(),
    latency: (peer, at) =>
      isKnown(peer)
        ? `${Math.round(drifting(peer.key, between(peer.key, 'latency', 20, 180), 10, at.time))}ms`
        : undefined,
    role: (peer) => peer.role,
    path: (peer) =>
      isKnown(peer) ? `active,preferred,203.0.113.${peer.number}/9993,recvd:4s526ms` : undefined,
  },
});

export const zerotierMenus: readonly Menu[] = [instances, interfaces, peerTable];
