import { type Moment } from '../moment.ts';
import { MIB } from '../profiles/parts.ts';
import { between, mix, wholeBetween } from '../values/random.ts';
import { drifting, flowed } from '../values/signal.ts';
import { durationText, idText } from '../values/text.ts';
import { isEstablished, peerAddress, peersOf } from './bgp.ts';
import { defineMenu, type Menu, whenTrue } from './menu.ts';
import { routeCounts } from './route.ts';

const isSeven = (at: Moment): boolean => at.persona.major === 7;

interface Process {
  readonly number: number;
  readonly key: number;
  /** A word for a service, a number for the process of a BGP peer. */
  readonly id: string;
  readonly tasks: string;
  readonly since: number;
  /** Mean bytes of memory of its own. */
  readonly memory: number;
}

const SERVICES: readonly (readonly [id: string, tasks: string, memory: number])[] = [
  ['main', 'routing tables,rib,connected networks', 2 * MIB],
  ['fib', 'fib', 0.75 * MIB],
  ['ospf', 'ospf,connected networks', MIB],
  ['static', 'configuration and reporting', 0.5 * MIB],
  ['policy', 'routing policy configuration', 0.5 * MIB],
  ['bgp', 'BGP service,connected networks', 0.5 * MIB],
  ['12', 'BFD service', 0.25 * MIB],
];

function* processes(at: Moment): Generator<Process> {
  const perRoute = at.routes * 60;
  for (const [index, [id, tasks, memory]] of SERVICES.entries()) {
    const key = mix(mix(at.key, 'routing process'), id);
    yield {
      number: index + 1,
      key,
      id,
      tasks,
      since: at.bootedAt,
      memory: id === 'main' ? memory + perRoute : memory,
    };
  }
  for (const peer of peersOf(at)) {
    if (peer.reach.since === undefined) continue;
    const address = peerAddress(peer);
    yield {
      number: SERVICES.length + peer.number,
      key: peer.key,
      id: String(19 + peer.number),
      tasks: `BGP Input ${address},BGP Output ${address}`,
      since: peer.reach.since,
      memory: 0.5 * MIB + peer.prefixes * 40,
    };
  }
}

/** Whole pages of memory around a mean. */
function pages(share: number): (process: Process, at: Moment) => number {
  return ({ key, memory }, at) => {
    const mean = memory * share;
    return Math.floor(drifting(mix(key, 'pages'), mean, mean / 20, at.time) / 4096) * 4096;
  };
}

/** ms of CPU time, of which a busy router takes more. */
function spent(salt: string, perSecond: number): (process: Process, at: Moment) => string {
  return ({ key, since }, at) => {
    const milliseconds = perSecond * between(key, salt, 0.5, 2);
    return processorTime(flowed(mix(key, salt), milliseconds, since, at.time));
  };
}

/** `2m15s470ms` */
function processorTime(milliseconds: number): string {
  const rest = milliseconds % 1000;
  if (milliseconds < 1000) return `${milliseconds}ms`;
  return `${durationText(milliseconds)}${rest === 0 ? '' : `${rest}ms`}`;
}

const process = defineMenu<Process>({
  path: '/routing/stats/process',
  exists: isSeven,
  entries: processes,
  columns: {
    '.id': (entry) => idText(entry.number),
    tasks: (entry) => entry.tasks,
    'private-mem-blocks': pages(1),
    'shared-mem-blocks': pages(0.7),
    pss: pages(1.6),
    rss: pages(3),
    vms: () => 22 * MIB,
    id: (entry) => entry.id,
    pid: (entry) => 180 + entry.number * 7,
    rpid: (entry) => (entry.id === 'main' ? 0 : 1),
    'task-count': (entry) => entry.tasks.split(',').length,
    'process-time': spent('process', 1.5),
    'kernel-time': spent('kernel', 0.8),
    'max-busy': (entry) => processorTime(wholeBetween(entry.key, 'busy', 1, 150) * 10),
    'max-calc': (entry) => processorTime(wholeBetween(entry.key, 'calculation', 1, 3500) * 10),
    'in-rpc-queue': () => 0,
    'out-rpc-queue': () => 0,
  },
});

interface Origin {
  readonly name: string;
  readonly kind: string;
  readonly routes: number;
}

function* origins(at: Moment): Generator<Origin> {
  const counts = routeCounts(at);
  yield { name: 'static', kind: 'static', routes: counts.static };
  yield { name: 'connected', kind: 'connect', routes: counts.connect };
  if (counts.ospf > 0) yield { name: 'ospf-v2', kind: 'ospf', routes: counts.ospf };
  for (const peer of peersOf(at)) {
    if (isEstablished(peer))
      yield { name: `bgp-IP-${peerAddress(peer)}`, kind: 'bgp', routes: peer.prefixes };
  }
}

const origin = defineMenu<Origin>({
  path: '/routing/stats/origin',
  exists: isSeven,
  entries: origins,
  columns: {
    name: (entry) => entry.name,
    type: (entry) => entry.kind,
    'route-type': () => 'ip',
    'total-route-count': (entry) => entry.routes,
  },
});

const table = defineMenu<string>({
  path: '/routing/table',
  exists: isSeven,
  entries: (at) => (at.model.routing === undefined ? ['main'] : ['main', 'guests']),
  columns: {
    '.id': (name) => idText(name === 'main' ? 0 : 1),
    name: (name) => name,
    dynamic: (name) => whenTrue(name === 'main'),
    // A flag that is sent without a value.
    fib: () => '',
    invalid: () => false,
  },
});

const vrf = defineMenu<string>({
  path: '/ip/vrf',
  exists: isSeven,
  entries: () => ['main'],
  columns: {
    '.id': () => idText(0),
    name: (name) => name,
    interfaces: () => 'all',
    builtin: () => true,
  },
});

const vrfOfSix = defineMenu<string>({
  path: '/ip/route/vrf',
  exists: (at) => at.persona.major === 6,
  entries: (at) => (at.model.routing === undefined ? [] : ['guests']),
  columns: {
    '.id': () => idText(1),
    'routing-mark': (name) => name,
    interfaces: (_, at) => at.model.routing?.ospf[0],
    'route-distinguisher': (_, at) => `${at.model.routing?.as ?? 0}:1`,
    disabled: () => false,
  },
});

/** Two caches, one of which has been shut down. */
const rpki = defineMenu<number>({
  path: '/routing/rpki/session',
  exists: isSeven,
  entries: (at) => ((at.model.routing?.peers.length ?? 0) > 2 ? [1, 2] : []),
  columns: {
    '.id': idText,
    group: () => 'caches',
    address: (number) => `192.0.2.${52 + number}`,
    port: () => 323,
    state: (number) => (number === 1 ? 'sync' : 'connecting'),
    serial: (number, at) =>
      number === 1 ? 7000 + flowed(at.key, 1 / 3600, at.installedAt, at.time) : undefined,
  },
});

/** IS-IS came with 7.13; no device of the simulator speaks it. */
const isis: readonly Menu[] = ['/routing/isis/instance', '/routing/isis/neighbor'].map((path) =>
  defineMenu<never>({ path, exists: (at) => at.persona.name === '7.20', entries: () => [], columns: {} }),
);

export const routingMenus: readonly Menu[] = [process, origin, table, vrf, vrfOfSix, rpki, ...isis];
