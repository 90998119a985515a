import { type Moment } from '../moment.ts';
import { flowed } from '../values/signal.ts';
import { durationText, idText, ipText } from '../values/text.ts';
import { type Columns, defineMenu, type Menu } from './menu.ts';
import { type Neighbor, neighborsOf } from './ospf.ts';

/** A session for each OSPF neighbour behind a tunnel. */
function* sessions(at: Moment): Generator<Neighbor> {
  for (const neighbor of neighborsOf(at)) if (neighbor.on.pointToPoint) yield neighbor;
}

/** Five packets a second, less what is lost. */
function packets(share: number): (neighbor: Neighbor, at: Moment) => number {
  return ({ key, since }, at) => flowed(key, 5 * share, since, at.time);
}

const shared: Columns<Neighbor> = {
  '.id': (neighbor) => idText(neighbor.number),
  up: () => true,
  state: () => 'up',
  'state-changes': ({ on }) => 1 + 2 * on.reach.losses,
  'desired-tx-interval': () => '200ms',
  'actual-tx-interval': () => '200ms',
  'required-min-rx': () => '200ms',
  'remote-min-rx': () => '200ms',
  multiplier: () => 5,
  'hold-time': () => '1s',
  'packets-rx': packets(0.999),
  'packets-tx': packets(1),
};

const session = defineMenu<Neighbor>({
  path: '/routing/bfd/session',
  exists: (at) => at.persona.major === 7,
  entries: sessions,
  columns: {
    ...shared,
    multihop: () => false,
    vrf: () => 'main',
    'remote-address': ({ address, on }) => `${address}%${on.interface}`,
    'local-address': ({ on }) => ipText(on.network + 1),
    uptime: ({ since }, at) => durationText(at.time - since),
  },
});

const neighbor = defineMenu<Neighbor>({
  path: '/routing/bfd/neighbor',
  exists: (at) => at.persona.major === 6,
  entries: sessions,
  columns: {
    ...shared,
    address: ({ address }) => address,
    interface: ({ on }) => on.interface,
    protocols: () => 'ospf',
  },
});

export const bfdMenus: readonly Menu[] = [session, neighbor];
