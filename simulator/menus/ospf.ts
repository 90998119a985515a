import { type Moment } from '../moment.ts';
import { mix, wholeBetween } from '../values/random.ts';
import { flowed, HOUR, SECOND } from '../values/signal.ts';
import { durationText, idText, ipText } from '../values/text.ts';
import { addresses } from './ip.ts';
import { defineMenu, type Menu } from './menu.ts';
import { type Reach, reachThrough } from './reach.ts';

/** One interface that speaks OSPF. */
export interface Speaker {
  readonly number: number;
  readonly key: number;
  readonly interface: string;
  /** A /24 in which the router is .1. */
  readonly network: number;
  readonly pointToPoint: boolean;
  readonly reach: Reach;
}

function ospfInterfaces(at: Moment): readonly string[] {
  return at.model.routing?.ospf ?? [];
}

/** @param names of the interfaces, in the order of their numbers */
export function* speakers(at: Moment, names: readonly string[]): Generator<Speaker> {
  for (const { interface: name, network } of addresses(at)) {
    const number = names.indexOf(name) + 1;
    if (number === 0) continue;
    const key = mix(mix(at.key, 'ospf'), name);
    const delay = wholeBetween(key, 'delay', 10, 50) * SECOND;
    const pointToPoint = name.startsWith('gre');
    yield { number, key, interface: name, network, pointToPoint, reach: reachThrough(at, name, delay) };
  }
}

export interface Neighbor {
  readonly number: number;
  readonly key: number;
  readonly on: Speaker;
  readonly address: string;
  readonly state: 'Full' | '2-Way';
  readonly since: number;
}

/** One behind each tunnel; in a network three, of which the third is not designated, as this router is not. */
export function* neighborsOf(at: Moment, names = ospfInterfaces(at)): Generator<Neighbor> {
  for (const on of speakers(at, names)) {
    const { since } = on.reach;
    if (since === undefined) continue;
    for (let index = 0; index < (on.pointToPoint ? 1 : 3); index += 1) {
      yield {
        number: on.number * 4 + index,
        key: mix(on.key, index),
        on,
        address: ipText(on.network + 2 + index),
        state: index === 2 ? '2-Way' : 'Full',
        since,
      };
    }
  }
}

const isSeven = (at: Moment): boolean => at.persona.major === 7;
const AREA = (at: Moment): string => (isSeven(at) ? 'backbone-v2' : 'backbone');
const INSTANCE = (at: Moment): string => (isSeven(at) ? 'ospf-v2' : 'default');

const instance = defineMenu<Moment>({
  path: '/routing/ospf/instance',
  entries: (at) => (isSeven(at) && at.model.routing === undefined ? [] : [at]),
  columns: {
    '.id': () => idText(1),
    name: INSTANCE,
    version: (at) => (isSeven(at) ? 2 : undefined),
    vrf: (at) => (isSeven(at) ? 'main' : undefined),
    'router-id': (at) => (isSeven(at) ? 'main' : '0.0.0.0'),
    state: (at) => (isSeven(at) ? undefined : at.model.routing === undefined ? 'down' : 'running'),
    'effective-router-id': (at) => (isSeven(at) ? undefined : '10.255.255.1'),
    dijkstras: (at) => (isSeven(at) ? undefined : calculations(at)),
    disabled: (at) => (isSeven(at) ? undefined : false),
  },
});

function calculations(at: Moment): number {
  return at.model.routing === undefined
    ? 0
    : flowed(mix(at.key, 'dijkstras'), 1 / 1800, at.bootedAt, at.time);
}

const area = defineMenu<Moment>({
  path: '/routing/ospf/area',
  entries: (at) => (isSeven(at) && at.model.routing === undefined ? [] : [at]),
  columns: {
    '.id': () => idText(1),
    name: AREA,
    instance: INSTANCE,
    'area-id': () => '0.0.0.0',
    type: () => 'default',
    disabled: (at) => (isSeven(at) ? undefined : false),
  },
});

export function interfaceState(speaker: Speaker, at: Moment): string {
  if (speaker.reach.since === undefined) return 'down';
  if (speaker.pointToPoint) return isSeven(at) ? 'ptp' : 'point-to-point';
  return isSeven(at) ? 'dr-other' : 'other';
}

/** The address of a network's designated router, which is the neighbour with the lowest one. */
function designated(speaker: Speaker, offset: number): string | undefined {
  return speaker.pointToPoint || speaker.reach.since === undefined
    ? undefined
    : ipText(speaker.network + offset);
}

const interfaces = defineMenu<Speaker>({
  path: '/routing/ospf/interface',
  entries: (at) => speakers(at, ospfInterfaces(at)),
  columns: {
    '.id': (speaker) => idText(speaker.number),
    address: (speaker, at) =>
      isSeven(at) ? `${ipText(speaker.network + 1)}%${speaker.interface}` : undefined,
    'ip-address': (speaker, at) => (isSeven(at) ? undefined : ipText(speaker.network + 1)),
    interface: (speaker, at) => (at.persona.name === '7.12' ? undefined : speaker.interface),
    instance: (_, at) => (isSeven(at) ? undefined : INSTANCE(at)),
    area: (_, at) => AREA(at),
    'network-type': (speaker) => (speaker.pointToPoint ? 'ptp' : 'broadcast'),
    state: interfaceState,
    dr: (speaker, at) => (isSeven(at) ? designated(speaker, 2) : undefined),
    bdr: (speaker, at) => (isSeven(at) ? designated(speaker, 3) : undefined),
    'designated-router': (speaker, at) => (isSeven(at) ? undefined : designated(speaker, 2)),
    'backup-designated-router': (speaker, at) => (isSeven(at) ? undefined : designated(speaker, 3)),
    cost: (speaker) => (speaker.pointToPoint ? 100 : 10),
    dynamic: (_, at) => (isSeven(at) ? true : undefined),
  },
});

/** RouterOS 7 leaves a 0 out. */
function orNothing(count: number, at: Moment): number | undefined {
  return count === 0 && isSeven(at) ? undefined : count;
}

const neighbor = defineMenu<Neighbor>({
  path: '/routing/ospf/neighbor',
  entries: (at) => neighborsOf(at),
  columns: {
    '.id': (entry) => idText(0x300000 + entry.number),
    instance: (_, at) => INSTANCE(at),
    area: (_, at) => (isSeven(at) ? AREA(at) : undefined),
    address: (entry) => entry.address,
    interface: (entry, at) => (at.persona.name === '7.12' ? undefined : entry.on.interface),
    'router-id': (entry) => `10.255.${entry.on.number}.${(entry.number % 4) + 1}`,
    priority: (entry, at) => (isSeven(at) ? 128 : entry.on.pointToPoint ? 0 : 1),
    dr: (entry, at) => (isSeven(at) ? designated(entry.on, 2) : undefined),
    bdr: (entry, at) => (isSeven(at) ? designated(entry.on, 3) : undefined),
    'dr-address': (entry, at) => (isSeven(at) ? undefined : (designated(entry.on, 2) ?? '0.0.0.0')),
    'backup-dr-address': (entry, at) => (isSeven(at) ? undefined : (designated(entry.on, 3) ?? '0.0.0.0')),
    state: (entry) => entry.state,
    'state-changes': (entry) => (entry.state === 'Full' ? 6 : 2) + 6 * entry.on.reach.losses,
    'ls-retransmits': (entry, at) =>
      orNothing(wholeBetween(entry.key, at.time / SECOND, -20, 2) > 0 ? 1 : 0, at),
    'ls-requests': (_, at) => orNothing(0, at),
    'db-summaries': (_, at) => orNothing(0, at),
    adjacency: (entry, at) => (entry.state === 'Full' ? durationText(at.time - entry.since) : undefined),
    timeout: (entry, at) =>
      isSeven(at) ? durationText((31 + wholeBetween(entry.key, at.time / SECOND, 0, 9)) * SECOND) : undefined,
    dynamic: (_, at) => (isSeven(at) ? true : undefined),
  },
});

interface Lsa {
  readonly number: number;
  readonly kind: 'router' | 'network' | 'external';
}

const ROUTERS_PER_INTERFACE = 20;

/** The link states of twenty routers for each interface, of the networks between them, and of what they import. */
function* lsas(at: Moment): Generator<Lsa> {
  const routers = ospfInterfaces(at).length * ROUTERS_PER_INTERFACE;
  for (let number = 1; number <= routers * 2; number += 1) {
    const kind = number <= routers ? 'router' : number <= routers * 1.5 ? 'network' : 'external';
    yield { number, kind };
  }
}

const lsa = defineMenu<Lsa>({
  path: '/routing/ospf/lsa',
  entries: lsas,
  columns: {
    '.id': (entry) => idText(entry.number),
    instance: (_, at) => INSTANCE(at),
    area: (entry, at) => (entry.kind !== 'external' ? AREA(at) : isSeven(at) ? undefined : 'external'),
    type: (entry, at) => (entry.kind === 'external' && !isSeven(at) ? 'as-external' : entry.kind),
    originator: (entry) => `10.255.${entry.number % 250}.1`,
    id: (entry) => ipText(0x0aff0000 + entry.number),
    age: (entry, at) => Math.floor((at.time / SECOND + mix(at.key, entry.number)) % (HOUR / 2 / SECOND)),
  },
});

export const ospfMenus: readonly Menu[] = [instance, area, interfaces, neighbor, lsa];
