import { defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { pick } from '../values/random.ts';
import { HOUR } from '../values/signal.ts';
import { dateText, timeText } from '../values/text.ts';

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

export const clockMenus: readonly Menu[] = [clock];
