import { localTime } from './clock.ts';
import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { commentText } from '../profiles/parts.ts';
import { between, chance, mix } from '../values/random.ts';
import { drifting, flowed, SECOND } from '../values/signal.ts';
import { dateTimeText, idText } from '../values/text.ts';

interface Setting {
  readonly host: string;
  /** Not every probe has one. */
  readonly name?: string;
  /** RouterOS 6 knows `simple` only. */
  readonly type: 'simple' | 'icmp' | 'tcp-conn' | 'https-get';
  readonly port?: number;
  readonly comment?: string;
  readonly disabled?: boolean;
}

interface Probe extends Setting {
  readonly number: number;
  readonly key: number;
  readonly up: boolean;
  readonly since: number;
}

const SETTINGS: readonly Setting[] = [
  { host: '192.0.2.1', name: 'provider', type: 'icmp', comment: 'Zugang über Ost' },
  { host: '198.51.100.80', type: 'simple' },
  { host: '198.51.100.80', name: 'shop/web', type: 'https-get', port: 443 },
  { host: '198.51.100.80', type: 'tcp-conn', port: 22 },
  { host: '198.51.100.81', name: 'old', type: 'icmp', disabled: true },
];

function* probes(at: Moment): Generator<Probe> {
  for (const [index, setting] of SETTINGS.entries()) {
    if (at.persona.major === 6 && setting.type !== 'simple' && setting.type !== 'icmp') continue;
    const key = mix(mix(at.key, 'netwatch'), index);
    yield { ...setting, number: index + 1, key, ...stateAt(at, key) };
  }
}

const SLOT = 7 * 60 * SECOND;
/** Slots looked back for the last change. */
const REMEMBERED = 300;

/** Down in a few slots of time, of which those that follow each other are one outage. */
function stateAt(at: Moment, key: number): { up: boolean; since: number } {
  const isUp = (slot: number): boolean => !chance(key, slot, 0.01);
  const now = Math.floor(at.time / SLOT);
  const up = isUp(now);
  let first = now;
  while (now - first < REMEMBERED && isUp(first - 1) === up) first -= 1;
  return { up, since: Math.max(at.bootedAt, first * SLOT) };
}

const INTERVAL = 10 * SECOND;
const PACKETS = 10;

function isIcmp(probe: Probe): boolean {
  return probe.type === 'icmp' && probe.disabled !== true;
}

function answered(probe: Probe, at: Moment): number {
  if (!probe.up) return 0;
  return chance(probe.key, Math.floor(at.time / INTERVAL), 0.02) ? PACKETS - 1 : PACKETS;
}

/** `7ms686us`, of a round trip of a few ms that drifts; undefined without an answer. */
function roundTrip(factor: number, when: (probe: Probe) => boolean) {
  return (probe: Probe, at: Moment): string | undefined => {
    if (at.persona.major === 6 || !when(probe) || !probe.up) return undefined;
    const mean = between(probe.key, 'round trip', 2000, 40_000);
    const microseconds = Math.round(drifting(probe.key, mean, 0.2 * mean, at.time) * factor);
    return `${Math.floor(microseconds / 1000)}ms${microseconds % 1000}us`;
  };
}

function ifCounted(count: (probe: Probe, at: Moment) => number) {
  return (probe: Probe, at: Moment): number | undefined =>
    at.persona.major === 7 ? count(probe, at) : undefined;
}

function ifIcmp(value: (probe: Probe, at: Moment) => number) {
  return (probe: Probe, at: Moment): number | undefined =>
    at.persona.major === 7 && isIcmp(probe) ? value(probe, at) : undefined;
}

function isTcp(probe: Probe): boolean {
  return probe.type === 'tcp-conn' || probe.type === 'https-get';
}

function isHttp(probe: Probe): boolean {
  return probe.type === 'https-get';
}

const netwatch = defineMenu<Probe>({
  path: '/tool/netwatch',
  takesStats: true,
  entries: probes,
  columns: {
    '.id': (probe) => idText(probe.number),
    name: (probe, at) => (at.persona.major === 7 ? (probe.name ?? '') : undefined),
    host: (probe) => probe.host,
    type: (probe, at) => (at.persona.major === 7 ? probe.type : undefined),
    port: (probe) => probe.port,
    interval: () => '10s',
    timeout: () => '1s',
    status: (probe) => (probe.disabled === true ? 'unknown' : probe.up ? 'up' : 'down'),
    since: (probe, at) => dateTimeText(localTime(at, probe.since), at.persona.isoDates),
    'done-tests': ifCounted((probe, at) => tests(probe, at)),
    'failed-tests': ifCounted((probe, at) => Math.floor(tests(probe, at) / 100)),
    'sent-count': ifIcmp(() => PACKETS),
    'response-count': ifIcmp(answered),
    'loss-count': ifIcmp((probe, at) => PACKETS - answered(probe, at)),
    'loss-percent': ifIcmp((probe, at) => (100 * (PACKETS - answered(probe, at))) / PACKETS),
    'rtt-avg': roundTrip(1, isIcmp),
    'rtt-min': roundTrip(0.9, isIcmp),
    'rtt-max': roundTrip(1.3, isIcmp),
    'rtt-jitter': roundTrip(0.4, isIcmp),
    'rtt-stdev': roundTrip(0.1, isIcmp),
    'tcp-connect-time': roundTrip(1.1, isTcp),
    'http-status-code': (probe) => (isHttp(probe) && probe.up ? 200 : undefined),
    'http-resp-time': roundTrip(2.2, isHttp),
    disabled: (probe, at) => flagAt(at, probe.disabled ?? false),
    comment: (probe, at) =>
      probe.comment === undefined ? undefined : commentText(at.persona, probe.comment),
  },
});

function tests(probe: Probe, at: Moment): number {
  return probe.disabled === true ? 0 : flowed(probe.key, SECOND / INTERVAL, at.bootedAt, at.time);
}

export const netwatchMenus: readonly Menu[] = [netwatch];
