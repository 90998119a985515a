import { defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance, pick, wholeBetween } from '../values/random.ts';
import { drifting, HOUR, SECOND } from '../values/signal.ts';
import { dateText, decimalText, durationText, timeText } from '../values/text.ts';

interface Zone {
  readonly name: string;
  /** Hours east of Greenwich. */
  readonly offset: number;
}

/** Without daylight saving. */
const ZONES: readonly [Zone, ...Zone[]] = [
  { name: 'Etc/UTC', offset: 0 },
  { name: 'Africa/Lagos', offset: 1 },
  { name: 'Africa/Johannesburg', offset: 2 },
];

function zoneOf(at: Moment): Zone {
  return pick(at.key, 'zone', ZONES);
}

/** All dates that a router prints are its local time, without a zone. */
export function localTime(at: Moment, time: number): number {
  return time + zoneOf(at).offset * HOUR;
}

const clock = defineSettings('/system/clock', {
  time: (at) => timeText(localTime(at, at.time)),
  date: (at) => dateText(localTime(at, at.time), at.persona.isoDates),
  'time-zone-autodetect': () => false,
  'time-zone-name': (at) => zoneOf(at).name,
  'gmt-offset': (at) => `+0${zoneOf(at).offset}:00`,
  'dst-active': () => false,
});

const SERVER = '198.51.100.123';
const POLL = 900 * SECOND;

/** Milliseconds between the clock and the time server. */
function ntpOffset(at: Moment): number {
  return drifting(at.key, 0, 2.5, at.time);
}

/** Most devices follow a time server; of some nobody has switched it on. */
function followsServer(at: Moment): boolean {
  return chance(at.key, 'ntp', 0.85);
}

/** RouterOS 7 has a state, 6 the time of the last answer; nothing in common but whether it is enabled. */
const ntpClient = defineSettings('/system/ntp/client', {
  enabled: followsServer,
  mode: () => 'unicast',
  servers: (at) => (at.persona.major === 7 ? (followsServer(at) ? SERVER : '') : undefined),
  vrf: (at) => (at.persona.major === 7 ? 'main' : undefined),
  'freq-drift': (at) =>
    at.persona.major === 7 ? decimalText(drifting(at.key, 3, 0.2, at.time), 3) : undefined,
  status: (at) => (at.persona.major === 7 ? (followsServer(at) ? 'synchronized' : 'stopped') : undefined),
  'synced-server': (at) => (at.persona.major === 7 && followsServer(at) ? SERVER : undefined),
  'synced-stratum': (at) =>
    at.persona.major === 7 && followsServer(at) ? wholeBetween(at.key, 'stratum', 1, 3) : undefined,
  'system-offset': (at) =>
    at.persona.major === 7 && followsServer(at) ? decimalText(ntpOffset(at), 3) : undefined,
  'primary-ntp': (at) => (at.persona.major === 6 ? (followsServer(at) ? SERVER : '0.0.0.0') : undefined),
  'secondary-ntp': (at) => (at.persona.major === 6 ? '0.0.0.0' : undefined),
  'poll-interval': (at) => (at.persona.major === 6 && followsServer(at) ? durationText(POLL) : undefined),
  'active-server': (at) => (at.persona.major === 6 && followsServer(at) ? SERVER : undefined),
  'last-update-from': (at) => (at.persona.major === 6 && followsServer(at) ? SERVER : undefined),
  'last-update-before': (at) =>
    at.persona.major === 6 && followsServer(at) ? durationText((at.time - at.bootedAt) % POLL) : undefined,
  'last-adjustment': (at) =>
    at.persona.major === 6 && followsServer(at) ? adjustmentText(ntpOffset(at)) : undefined,
});

/** `-29ms481us` of -29.481 milliseconds. */
function adjustmentText(milliseconds: number): string {
  const microseconds = Math.round(Math.abs(milliseconds) * 1000);
  return `${milliseconds < 0 ? '-' : ''}${Math.floor(microseconds / 1000)}ms${microseconds % 1000}us`;
}

export const clockMenus: readonly Menu[] = [clock, ntpClient];
