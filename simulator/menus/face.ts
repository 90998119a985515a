import { flowed, HOUR, SECOND } from '../values/signal.ts';
import { type Moment, type Outage } from '../moment.ts';
import { type Interface } from '../profiles/model.ts';
import { OPTICS, type Optics } from '../profiles/optics.ts';
import { between, chance, fraction, mix, pick, wholeBetween } from '../values/random.ts';
import { macText } from '../values/text.ts';

/** An interface of one device at one moment, from which all menus about it are answered. */
export interface Face {
  /** Of its `.id`. */
  readonly number: number;
  readonly key: number;
  readonly is: Interface;
  /** When its counters began. */
  readonly since: number;
  /** A session that comes and goes, not configured by anybody. */
  readonly dynamic: boolean;
}

/** All interfaces, the dynamic ones last. */
export function* facesOf(at: Moment): Generator<Face> {
  for (const [index, is] of at.model.interfaces.entries()) {
    yield { number: index + 1, key: mix(at.key, is.name), is, since: at.bootedAt, dynamic: false };
  }
  for (let index = 0; index < at.subscribers; index += 1) {
    const face = subscriber(at, index);
    if (face !== undefined) yield face;
  }
}

/** The PPPoE session of one subscriber, who reconnects every 6 to 30 hours and sometimes stays away. */
function subscriber(at: Moment, index: number): Face | undefined {
  const key = mix(mix(at.key, 'subscriber'), index);
  const period = Math.round(between(key, 'period', 6, 30) * HOUR);
  const offset = Math.round(fraction(key, 'offset') * period);
  const session = Math.floor((at.time + offset) / period);
  const settled = at.bootedAt + Math.round(between(key, 'dial', 5, 120) * SECOND);
  const since = Math.max(session * period - offset, settled);
  if (at.time < since || chance(key, session, 0.08)) return undefined;
  const name = `<pppoe-user${String(index + 1).padStart(5, '0')}>`;
  const is: Interface = { name, type: 'pppoe-in', mtu: 1492, traffic: 250_000, up: 1 };
  return {
    number: 0xf00000 + ((session * 8192 + index) & 0xfffff),
    key: mix(key, session),
    is,
    since,
    dynamic: true,
  };
}

/** True if something is plugged in and no outage lasts. */
export function isUp(at: Moment, face: Face): boolean {
  return isPlugged(face) && !isOut(at, face);
}

function isOut(at: Moment, face: Face): boolean {
  const last = outagesOf(at, face).at(-1);
  return last !== undefined && last.to === undefined;
}

export function isPlugged(face: Face): boolean {
  return face.is.disabled !== true && chance(face.key, 'plugged', face.is.up);
}

function outagesOf(at: Moment, face: Face): readonly Outage[] {
  return at.outages.get(face.is.name) ?? [];
}

export type Direction = 'rx' | 'tx';

/** Bytes since the counters began; an interface that is down carries nothing. */
export function bytesOf(at: Moment, face: Face, direction: Direction): number {
  if (!isPlugged(face)) return 0;
  const key = mix(face.key, direction);
  const perSecond =
    face.is.traffic * (direction === 'rx' ? between(key, 'mean', 0.4, 1.6) : between(key, 'mean', 0.1, 1));
  let bytes = 0;
  let from = face.since;
  for (const outage of outagesOf(at, face)) {
    bytes += flowed(key, perSecond, from, outage.from);
    from = outage.to ?? at.time;
  }
  return bytes + flowed(key, perSecond, from, at.time);
}

export function packetsOf(at: Moment, face: Face, direction: Direction): number {
  return Math.floor(
    bytesOf(at, face, direction) / between(mix(face.key, direction), 'packet size', 350, 1150),
  );
}

/** A share of the packets, on the few interfaces that have the defect at all. */
export function defectsOf(at: Moment, face: Face, direction: Direction, defect: string): number {
  const key = mix(mix(face.key, direction), defect);
  return chance(key, 'has', 0.06)
    ? Math.floor(packetsOf(at, face, direction) * between(key, 'share', 1e-7, 3e-6))
    : 0;
}

/** When the link last came up and went down, and how often it went down since the boot. */
export function linkHistory(at: Moment, face: Face): { up?: number; down?: number; downs: number } {
  if (!isPlugged(face)) return { downs: 0 };
  const outages = outagesOf(at, face);
  const flaps = face.is.port === undefined ? 0 : wholeBetween(face.key, 'flaps', 0, 3);
  const firstUp = Math.min(at.time, face.since + wholeBetween(face.key, 'first up', 3, 40) * SECOND);
  const last = outages.at(-1);
  const down = last?.from ?? (flaps > 0 ? firstUp - 2 * SECOND : undefined);
  return {
    up: outages.findLast((each) => each.to !== undefined)?.to ?? firstUp,
    ...(down !== undefined && { down }),
    downs: flaps + outages.length,
  };
}

export function macOf(at: Moment, face: Face): string {
  const first = wholeBetween(at.key, 'mac', 0, 0xffff00);
  return macText(`48A98A${(first + face.number).toString(16).padStart(6, '0').toUpperCase()}`);
}

/** The module in a cage; undefined for copper, and for the few cages that are empty. */
export function opticsOf(face: Face): Optics | undefined {
  const choices = face.is.port?.cage;
  if (choices === undefined || (!isPlugged(face) && chance(face.key, 'empty', 0.8))) return undefined;
  return OPTICS[pick(face.key, 'optics', choices)];
}
