import { bytesOf, type Direction, type Face, facesOf, isUp, packetsOf } from './face.ts';
import { type Columns, defineMenu, defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, mix } from '../values/random.ts';
import { flowed, noise, SECOND } from '../values/signal.ts';
import { idText } from '../values/text.ts';

const MBIT = 1_000_000;

interface SimpleQueue {
  readonly number: number;
  readonly name: string;
  /** The interface that it limits. */
  readonly face: Face;
  /** Mbit/s each way. */
  readonly limit: number;
}

/** One for each interface that is limited. */
function* simpleQueues(at: Moment): Generator<SimpleQueue> {
  for (const face of facesOf(at)) {
    const name = queueNameOf(face);
    if (name !== undefined) yield { number: face.number, name, face, limit: limitOf(face) };
  }
}

/** A router limits its network, each VLAN of a branch, and every subscriber, by a queue that the PPP server makes. */
function queueNameOf({ is, dynamic }: Face): string | undefined {
  if (is.type === 'bridge') return 'office/lan';
  return dynamic || is.vlan?.parent === 'bridge' ? is.name : undefined;
}

/** Above the busiest hour of the interface, whose mean is in bytes per second. */
function limitOf(face: Face): number {
  return Math.ceil((face.is.traffic * 8 * 4) / MBIT);
}

/** `up/down`, as a client sees them: up is what the router receives. */
function pair(value: (face: Face, at: Moment, direction: Direction) => number) {
  return ({ face }: SimpleQueue, at: Moment): string => `${value(face, at, 'rx')}/${value(face, at, 'tx')}`;
}

/** RouterOS 6 writes round limits short. */
function limitText(at: Moment, megabits: number): string {
  if (megabits === 0) return '0';
  return at.persona.major === 6 ? `${megabits}M` : String(megabits * MBIT);
}

function queued(face: Face, at: Moment, direction: Direction): number {
  return isUp(at, face)
    ? Math.max(0, Math.round(6 * noise(mix(face.key, direction), 3 * SECOND, at.time)))
    : 0;
}

function dropped(face: Face, at: Moment, direction: Direction): number {
  return Math.floor(
    packetsOf(at, face, direction) * between(mix(face.key, direction), 'queue drops', 0, 2e-4),
  );
}

const simpleCounters: Columns<SimpleQueue> = {
  bytes: pair((face, at, direction) => bytesOf(at, face, direction)),
  'total-bytes': () => 0,
  packets: pair((face, at, direction) => packetsOf(at, face, direction)),
  'total-packets': () => 0,
  dropped: pair(dropped),
  'total-dropped': () => 0,
  'queued-packets': pair(queued),
  'queued-bytes': pair((face, at, direction) => 1514 * queued(face, at, direction)),
};

const simple = defineMenu<SimpleQueue>({
  path: '/queue/simple',
  takesStats: true,
  entries: simpleQueues,
  columns: {
    '.id': (queue) => idText(queue.number),
    name: (queue) => queue.name,
    target: (queue) => queue.face.is.name,
    parent: () => 'none',
    'packet-marks': () => '',
    priority: () => '8/8',
    queue: () => 'default-small/default-small',
    'limit-at': () => '0/0',
    'max-limit': ({ limit }, at) => `${limitText(at, limit)}/${limitText(at, limit)}`,
    'burst-limit': () => '0/0',
    'burst-threshold': () => '0/0',
    'burst-time': () => '0s/0s',
    'bucket-size': () => '0.1/0.1',
    ...simpleCounters,
    invalid: () => false,
    dynamic: (queue) => queue.face.dynamic,
    disabled: (queue) => queue.face.is.disabled ?? false,
  },
});

interface TreeQueue {
  readonly number: number;
  readonly name: string;
  readonly parent: string;
  readonly mark: string;
  readonly priority: number;
  /** Mbit/s; 0 for no limit. */
  readonly guaranteed: number;
  readonly limit: number;
  /** Its part of what passes the uplink. */
  readonly share: number;
}

const TREE: readonly TreeQueue[] = [
  {
    number: 1,
    name: 'download',
    parent: 'global',
    mark: '',
    priority: 8,
    guaranteed: 0,
    limit: 100,
    share: 1,
  },
  {
    number: 2,
    name: 'voice/down',
    parent: 'download',
    mark: 'voice',
    priority: 1,
    guaranteed: 5,
    limit: 20,
    share: 0.05,
  },
  {
    number: 3,
    name: 'bulk/down',
    parent: 'download',
    mark: 'no-mark',
    priority: 8,
    guaranteed: 10,
    limit: 0,
    share: 0.95,
  },
];

function passed(queue: TreeQueue, at: Moment): number {
  const perSecond = 25 * (MBIT / 8) * queue.share;
  return flowed(mix(at.key, queue.name), perSecond, at.bootedAt, at.time);
}

function waiting(queue: TreeQueue, at: Moment): number {
  return Math.max(0, Math.round(20 * queue.share * noise(mix(at.key, queue.name), 3 * SECOND, at.time)));
}

/** A branch shapes what it receives. */
const tree = defineMenu<TreeQueue>({
  path: '/queue/tree',
  takesStats: true,
  entries: ({ model }) => (model.interfaces.some(({ vlan }) => vlan?.parent === 'bridge') ? TREE : []),
  columns: {
    '.id': (queue) => idText(0x1000000 + queue.number),
    name: (queue) => queue.name,
    parent: (queue) => queue.parent,
    'packet-mark': (queue) => queue.mark,
    'limit-at': (queue, at) => limitText(at, queue.guaranteed),
    queue: (_, at) => (at.persona.major === 7 ? 'fq-codel-default' : 'default-small'),
    priority: (queue) => queue.priority,
    'max-limit': (queue, at) => limitText(at, queue.limit),
    'burst-limit': () => 0,
    'burst-threshold': () => 0,
    'burst-time': () => '0s',
    'bucket-size': () => '0.1',
    bytes: passed,
    packets: (queue, at) => Math.floor(passed(queue, at) / 900),
    dropped: (queue, at) => Math.floor(passed(queue, at) / 40_000_000),
    'queued-packets': waiting,
    'queued-bytes': (queue, at) => 1514 * waiting(queue, at),
    invalid: () => false,
    disabled: () => false,
  },
});

/** Above all menus of queues: what waits in all of them. */
const all = defineSettings('/queue', {}, undefined, {
  'queued-packets': waitingInAll,
  'queued-bytes': (at) => 1514 * waitingInAll(at),
});

function waitingInAll(at: Moment): number {
  return Math.max(0, Math.round(40 * noise(mix(at.key, 'queues'), 3 * SECOND, at.time)));
}

export const queueMenus: readonly Menu[] = [all, simple, tree];
