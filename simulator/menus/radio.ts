import { facesOf, isUp, macOf } from './face.ts';
import { type Moment } from '../moment.ts';
import { flowed, HOUR, MINUTE, SECOND } from '../values/signal.ts';
import { between, chance, fraction, hexDigits, mix, pick, wholeBetween } from '../values/random.ts';
import { macText } from '../values/text.ts';

/** A Wi-Fi network of the device itself, or of an access point (a CAP) that it manages. */
export interface Radio {
  /** Of its `.id`. */
  readonly number: number;
  readonly key: number;
  readonly name: string;
  readonly mac: string;
  /** A network of its own on another one's radio. */
  readonly master: string | undefined;
  readonly is5GHz: boolean;
  readonly isUp: boolean;
  readonly isDisabled: boolean;
  readonly ssid: string;
  readonly cap?: Cap;
}

/** The device's own: the first is of 2.4 GHz, the second of 5 GHz, the third for guests on the second. */
export function ownRadios(at: Moment, type: 'wlan' | 'wifi'): Radio[] {
  const faces = [...facesOf(at)].filter((face) => face.is.type === type);
  return faces.map((face, index) => {
    const master = index > 1 ? faces[1] : undefined;
    return {
      number: index + 1,
      // Channel and noise are those of the radio, whoever has a network on it.
      key: (master ?? face).key,
      name: face.is.name,
      mac: macOf(at, face),
      master: master?.is.name,
      is5GHz: index > 0,
      isUp: isUp(at, face),
      isDisabled: face.is.disabled ?? false,
      ssid: master === undefined ? 'office' : 'guests',
    };
  });
}

export interface Cap {
  readonly number: number;
  readonly key: number;
  readonly identity: string;
  readonly mac: string;
  readonly serial: string;
  /** Undefined while it is away. */
  readonly since: number | undefined;
}

/** The CAPs of a device that is a CAPsMAN, as about a third of those that can be one are. */
export function capsOf(at: Moment): Cap[] {
  const { caps = 0 } = at.model;
  if (caps === 0 || !chance(at.key, 'capsman', 1 / 3)) return [];
  return Array.from({ length: caps }, (_, index) => {
    const key = mix(mix(at.key, 'cap'), index);
    const session = sessionOf(at, key, { from: 60, to: 200, away: 0.06 });
    return {
      number: index + 1,
      key,
      identity: `cap-floor-${index + 1}`,
      mac: macText(`789A18${hexDigits(key, 'mac', 5)}0`),
      serial: hexDigits(key, 'serial', 12),
      since: session?.since,
    };
  });
}

/** Two of each CAP. */
export function capRadios(at: Moment): Radio[] {
  return capsOf(at).flatMap((cap) =>
    [false, true].map((is5GHz, index) => ({
      number: 0x100 + cap.number * 2 + index,
      key: mix(cap.key, index),
      name: `${cap.identity}-${index + 1}`,
      mac: cap.mac.slice(0, -1) + String(index + 1),
      master: undefined,
      is5GHz,
      isUp: cap.since !== undefined,
      isDisabled: false,
      ssid: 'office',
      cap,
    })),
  );
}

/** Somebody or something on a radio. */
export interface Client {
  readonly number: number;
  readonly key: number;
  readonly radio: Radio;
  readonly mac: string;
  readonly since: number;
  readonly isAuthorized: boolean;
}

/**
 * Those of one registration table, which has `name`. They come, stay for some hours, and go; next time they may be on
 * another radio.
 */
export function clientsOf(at: Moment, name: string, radios: readonly Radio[]): Client[] {
  const [first, ...others] = radios.filter((radio) => radio.isUp);
  if (first === undefined) return [];
  const clients: Client[] = [];
  for (let slot = 0; slot < (at.model.wirelessClients ?? 0); slot += 1) {
    const key = mix(mix(at.key, name), slot);
    const session = sessionOf(at, key, { from: 1, to: 9, away: 0.4 });
    if (session === undefined) continue;
    const radio = pick(session.key, 'radio', [first, ...others]);
    clients.push({
      number: ((session.number * 4096 + slot) & 0xffffff) + 1,
      key: session.key,
      radio,
      mac: macText(`02${hexDigits(key, 'mac', 10)}`),
      since: Math.max(session.since, radio.cap?.since ?? 0),
      isAuthorized: !chance(session.key, 'unauthorized', 0.04),
    });
  }
  return clients;
}

interface Habit {
  /** How long a stay lasts, in hours. */
  readonly from: number;
  readonly to: number;
  /** How many of the stays do not take place. */
  readonly away: number;
}

interface Session {
  readonly number: number;
  readonly key: number;
  readonly since: number;
}

function sessionOf(at: Moment, key: number, { from, to, away }: Habit): Session | undefined {
  const period = Math.round(between(key, 'period', from, to) * HOUR);
  const offset = Math.round(fraction(key, 'offset') * period);
  const number = Math.floor((at.time + offset) / period);
  const settled = at.bootedAt + wholeBetween(key, 'settles', 5, 90) * SECOND;
  const since = Math.max(number * period - offset, settled);
  if (at.time < since || chance(key, number, away)) return undefined;
  return { number, key: mix(key, number), since };
}

/** What the radio received from a client (`rx`) or sent to it since it came. */
export function clientBytes(at: Moment, client: Client, direction: 'rx' | 'tx'): number {
  const mean = between(client.key, `${direction} mean`, 200, direction === 'rx' ? 20_000 : 120_000);
  return flowed(mix(client.key, direction), mean, client.since, at.time);
}

export function clientPackets(at: Moment, client: Client, direction: 'rx' | 'tx'): number {
  return Math.floor(clientBytes(at, client, direction) / between(client.key, `${direction} size`, 180, 1100));
}

/** The pair of a registration table: sent, received. */
export function sentAndReceived(
  at: Moment,
  client: Client,
  count: (at: Moment, client: Client, direction: 'rx' | 'tx') => number,
): string {
  return `${count(at, client, 'tx')},${count(at, client, 'rx')}`;
}

/** Most are heard from within seconds; ms. */
export function idleTime(at: Moment, client: Client): number {
  const slot = Math.floor(at.time / MINUTE);
  return Math.min(at.time - client.since, wholeBetween(client.key, slot, 0, 20) ** 2 * 50);
}
