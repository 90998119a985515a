import { type Moment } from '../moment.ts';
import { mix } from '../values/random.ts';
import { flowed, HOUR, SECOND } from '../values/signal.ts';
import { durationText, idText } from '../values/text.ts';
import { linkLocalAddress } from './ip.ts';
import { defineMenu, type Menu } from './menu.ts';
import { interfaceState, type Neighbor, neighborsOf, type Speaker, speakers } from './ospf.ts';

/** OSPF for IPv6, which RouterOS 6 has in menus of its own; RouterOS 7 has it among the rest. */
const exists = (at: Moment): boolean => at.persona.major === 6;

function names(at: Moment): readonly string[] {
  return at.model.routing?.ospfV3 ?? [];
}

const instance = defineMenu<Moment>({
  path: '/routing/ospf-v3/instance',
  exists,
  entries: (at) => [at],
  columns: {
    '.id': () => idText(0),
    name: () => 'default',
    'router-id': () => '0.0.0.0',
    state: (at) => (names(at).length === 0 ? 'down' : 'running'),
    'effective-router-id': (at) => (names(at).length === 0 ? undefined : '10.255.255.1'),
    dijkstras: (at) =>
      names(at).length === 0 ? 0 : flowed(mix(at.key, 'dijkstras v3'), 1 / 3600, at.bootedAt, at.time),
    disabled: () => false,
  },
});

const area = defineMenu<Moment>({
  path: '/routing/ospf-v3/area',
  exists,
  entries: (at) => [at],
  columns: {
    '.id': () => idText(0),
    name: () => 'backbone',
    instance: () => 'default',
    'area-id': () => '0.0.0.0',
    type: () => 'default',
    disabled: () => false,
  },
});

const interfaces = defineMenu<Speaker>({
  path: '/routing/ospf-v3/interface',
  exists,
  entries: (at) => speakers(at, names(at)),
  columns: {
    '.id': (speaker) => idText(speaker.number),
    interface: (speaker) => speaker.interface,
    instance: () => 'default',
    area: () => 'backbone',
    'network-type': (speaker) => (speaker.pointToPoint ? 'ptp' : 'broadcast'),
    state: interfaceState,
    cost: () => 10,
  },
});

const neighbor = defineMenu<Neighbor>({
  path: '/routing/ospf-v3/neighbor',
  exists,
  entries: (at) => neighborsOf(at, names(at)),
  columns: {
    '.id': (entry) => idText(0x310000 + entry.number),
    instance: () => 'default',
    'router-id': (entry) => `10.255.${entry.on.number}.${(entry.number % 4) + 1}`,
    address: (entry) => linkLocalAddress(entry.key),
    interface: (entry) => entry.on.interface,
    priority: () => 1,
    state: (entry) => entry.state,
    'state-changes': (entry) => (entry.state === 'Full' ? 6 : 2) + 6 * entry.on.reach.losses,
    'ls-retransmits': () => 0,
    'ls-requests': () => 0,
    'db-summaries': () => 0,
    adjacency: (entry, at) => (entry.state === 'Full' ? durationText(at.time - entry.since) : undefined),
  },
});

const KINDS = ['router', 'link', 'intra-area-prefix'] as const;
const ROUTERS_PER_INTERFACE = 4;

/** Of each kind one for each router. */
function* lsas(at: Moment): Generator<number> {
  const count = names(at).length * ROUTERS_PER_INTERFACE * KINDS.length;
  for (let number = 0; number < count; number += 1) yield number;
}

const lsa = defineMenu<number>({
  path: '/routing/ospf-v3/lsa',
  exists,
  entries: lsas,
  columns: {
    '.id': idText,
    instance: () => 'default',
    area: () => 'backbone',
    type: (number) => KINDS[number % KINDS.length],
    id: (number) => `0.0.0.${number % 250}`,
    originator: (number) => `10.255.${Math.floor(number / KINDS.length)}.1`,
    age: (number, at) => Math.floor((at.time / SECOND + mix(at.key, number)) % (HOUR / 2 / SECOND)),
  },
});

export const ospfV3Menus: readonly Menu[] = [instance, area, interfaces, neighbor, lsa];
