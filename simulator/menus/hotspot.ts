import { defineMenu, flagAt, type Menu, whenTrue } from './menu.ts';
import { commentText } from '../profiles/parts.ts';
import { type Moment } from '../moment.ts';
import { between, chance, fraction, hexDigits, mix } from '../values/random.ts';
import { flowed, HOUR, SECOND } from '../values/signal.ts';
import { durationText, idText, macText } from '../values/text.ts';

interface Server {
  readonly number: number;
  readonly name: string;
  readonly interface: string;
  readonly disabled?: boolean;
}

/** Where there is a VLAN for guests. */
function* servers(at: Moment): Generator<Server> {
  if (!at.model.interfaces.some(({ name }) => name === 'vlan100')) return;
  yield { number: 1, name: 'guests', interface: 'vlan100' };
  yield { number: 2, name: 'Büro/2', interface: 'vlan90', disabled: true };
}

const server = defineMenu<Server>({
  path: '/ip/hotspot',
  entries: servers,
  columns: {
    '.id': (entry) => idText(entry.number),
    name: (entry, at) => commentText(at.persona, entry.name),
    interface: (entry) => entry.interface,
    'address-pool': () => 'hs-pool',
    profile: () => 'hsprof1',
    'idle-timeout': () => '5m',
    invalid: (_, at) => flagAt(at, false),
    disabled: (entry, at) => flagAt(at, entry.disabled ?? false),
  },
});

interface Guest {
  readonly number: number;
  readonly key: number;
  readonly since: number;
  readonly loggedIn: boolean;
}

const GUESTS = 60;

/** Phones that stay for one to five hours, or stay away; some never log in. */
function* guests(at: Moment): Generator<Guest> {
  for (const { disabled } of servers(at)) {
    if (disabled === true) continue;
    for (let index = 0; index < GUESTS; index += 1) {
      const key = mix(mix(at.key, 'guest'), index);
      const period = Math.round(between(key, 'stay', 1, 5)) * HOUR;
      const offset = Math.round(fraction(key, 'offset') * period);
      const stay = Math.floor((at.time + offset) / period);
      const since = stay * period - offset;
      if (chance(key, stay, 0.5) || since < at.bootedAt) continue;
      yield { number: index + 2, key, since, loggedIn: chance(key, 'logs in', 0.7) };
    }
  }
}

function macOf(guest: Guest): string {
  return macText(`48A98A${hexDigits(guest.key, 'mac', 6)}`);
}

function bytes(direction: 'in' | 'out', perSecond: number) {
  return (guest: Guest, at: Moment): number =>
    flowed(mix(guest.key, direction), perSecond, guest.since, at.time);
}

const bytesIn = bytes('in', 4_000);
const bytesOut = bytes('out', 60_000);

const active = defineMenu<Guest>({
  path: '/ip/hotspot/active',
  takesStats: true,
  *entries(at) {
    for (const guest of guests(at)) if (guest.loggedIn) yield guest;
  },
  columns: {
    '.id': (guest) => idText(0xc0a86400 + guest.number),
    server: () => 'guests',
    user: (guest) => `room ${guest.number}`,
    address: (guest) => `192.168.100.${guest.number}`,
    'mac-address': macOf,
    'login-by': () => 'http-chap',
    uptime: (guest, at) => durationText(at.time - guest.since),
    'session-time-left': (guest, at) => durationText(guest.since + 24 * HOUR - at.time),
    'idle-time': (guest, at) => durationText(((Math.floor(at.time / SECOND) + guest.number) % 40) * SECOND),
    'keepalive-timeout': () => '2m',
    'bytes-in': bytesIn,
    'bytes-out': bytesOut,
    'packets-in': (guest, at) => Math.floor(bytesIn(guest, at) / 200),
    'packets-out': (guest, at) => Math.floor(bytesOut(guest, at) / 900),
    radius: () => false,
    blocked: () => undefined,
  },
});

const host = defineMenu<Guest>({
  path: '/ip/hotspot/host',
  entries: guests,
  columns: {
    '.id': (guest) => idText(0xc0a86400 + guest.number),
    'mac-address': macOf,
    address: (guest) => `192.168.100.${guest.number}`,
    'to-address': (guest) => `192.168.100.${guest.number}`,
    server: () => 'guests',
    uptime: (guest, at) => durationText(at.time - guest.since),
    authorized: (guest) => whenTrue(guest.loggedIn),
    bypassed: (guest) => whenTrue(!guest.loggedIn && chance(guest.key, 'bypassed', 0.2)),
  },
});

const user = defineMenu<number>({
  path: '/ip/hotspot/user',
  *entries(at) {
    for (const { number } of servers(at)) yield number;
  },
  columns: {
    '.id': (number) => idText(number),
    name: (number) => `room ${number}`,
    profile: () => 'default',
    disabled: (_, at) => flagAt(at, false),
  },
});

export const hotspotMenus: readonly Menu[] = [server, active, host, user];
