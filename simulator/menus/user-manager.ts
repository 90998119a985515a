import { type Columns, defineMenu, defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, chance, fraction, hexDigits, mix, wholeBetween } from '../values/random.ts';
import { flowed, HOUR } from '../values/signal.ts';
import { dateTimeText, durationText, idText } from '../values/text.ts';
import { localTime } from './clock.ts';

/** The package is on virtual machines, where its database has room. */
function hasPackage(at: Moment, major: 6 | 7): boolean {
  return at.persona.major === major && at.model.board.architecture === 'x86_64';
}

interface Row {
  readonly number: number;
  readonly key: number;
}

function* users(at: Moment): Generator<Row> {
  const count = wholeBetween(at.key, 'users', 20, 60);
  for (let number = 1; number <= count; number += 1) {
    yield { number, key: mix(mix(at.key, 'user'), number) };
  }
}

interface UserSession extends Row {
  readonly user: string;
  readonly startedAt: number;
  /** Undefined while it lasts. */
  readonly endedAt: number | undefined;
}

const KEPT_SESSIONS = 4;

/** The last sessions of each user, who comes once in a while and stays a part of that time. */
function* sessions(at: Moment): Generator<UserSession> {
  for (const { number, key } of users(at)) {
    const period = Math.round(between(key, 'period', 4, 30) * HOUR);
    const offset = Math.round(fraction(key, 'offset') * period);
    const last = Math.floor((at.time + offset) / period);
    for (let session = last - KEPT_SESSIONS + 1; session <= last; session += 1) {
      const startedAt = session * period - offset;
      const end = startedAt + Math.round(period * between(mix(key, session), 'length', 0.2, 0.9));
      yield {
        number: number * KEPT_SESSIONS + (session % KEPT_SESSIONS),
        key: mix(key, session),
        user: userName(number),
        startedAt,
        endedAt: end > at.time ? undefined : end,
      };
    }
  }
}

function userName(number: number): string {
  return `user${String(number).padStart(3, '0')}`;
}

function whenText(at: Moment, time: number | undefined): string | undefined {
  return time === undefined ? undefined : dateTimeText(localTime(at, time), at.persona.isoDates);
}

const sessionColumns: Columns<UserSession> = {
  '.id': (session) => idText(session.number),
  user: (session) => session.user,
  'acct-session-id': (session) => hexDigits(session.key, 'accounting', 8),
  uptime: (session, at) => durationText((session.endedAt ?? at.time) - session.startedAt),
  active: (session) => session.endedAt === undefined,
};

const sessions6 = defineMenu<UserSession>({
  path: '/tool/user-manager/session',
  exists: (at) => hasPackage(at, 6),
  entries: sessions,
  columns: {
    ...sessionColumns,
    customer: () => 'admin',
    'from-time': (session, at) => whenText(at, session.startedAt),
    'till-time': (session, at) => whenText(at, session.endedAt),
  },
});

const sessions7 = defineMenu<UserSession>({
  path: '/user-manager/session',
  exists: (at) => hasPackage(at, 7),
  entries: sessions,
  columns: {
    ...sessionColumns,
    status: (session) => (session.endedAt === undefined ? 'start,interim' : 'start,stop'),
    started: (session, at) => whenText(at, session.startedAt),
    ended: (session, at) => whenText(at, session.endedAt),
  },
});

const users6 = defineMenu<Row>({
  path: '/tool/user-manager/user',
  exists: (at) => hasPackage(at, 6),
  entries: users,
  columns: {
    '.id': (user) => idText(user.number),
    customer: () => 'admin',
    username: (user) => userName(user.number),
    disabled: (user) => chance(user.key, 'disabled', 0.05),
  },
});

const users7 = defineMenu<Row>({
  path: '/user-manager/user',
  exists: (at) => hasPackage(at, 7),
  entries: users,
  columns: {
    '.id': (user) => idText(user.number),
    name: (user) => userName(user.number),
    disabled: (user) => chance(user.key, 'disabled', 0.05),
  },
});

function databaseSize(at: Moment): number {
  return 4096 * (12 + flowed(mix(at.key, 'user database'), 1e-4, at.bootedAt, at.time));
}

function freeSpace(at: Moment): number {
  return Math.floor(at.model.board.storage / 2 / 4096) * 4096;
}

const database6 = defineSettings(
  '/tool/user-manager/database',
  {
    'db-path': () => 'user-manager',
    'db-size': (at) => `${databaseSize(at) / 1024}KiB`,
    'free-disk-space': (at) => `${freeSpace(at) / 1024}KiB`,
  },
  (at) => hasPackage(at, 6),
);

const database7 = defineSettings(
  '/user-manager/database',
  { 'db-path': () => '/user-manager5', 'db-size': databaseSize, 'free-disk-space': freeSpace },
  (at) => hasPackage(at, 7),
);

const settings = defineSettings(
  '/user-manager',
  {
    enabled: () => true,
    'authentication-port': () => 1812,
    'accounting-port': () => 1813,
    'use-profiles': () => false,
  },
  (at) => hasPackage(at, 7),
);

function accounted(router: Row, at: Moment): number {
  return flowed(router.key, 0.05, at.bootedAt, at.time);
}

const routers = defineMenu<Row>({
  path: '/user-manager/router',
  exists: (at) => hasPackage(at, 7),
  entries: (at) => [1, 2].map((number) => ({ number, key: mix(mix(at.key, 'router'), number) })),
  columns: {
    '.id': (router) => idText(router.number),
    name: (router) => `hotspot${router.number}`,
    address: (router) => `10.0.1.${router.number}`,
    'shared-secret': () => '',
    'coa-port': () => 3799,
    disabled: () => false,
  },
  monitor: {
    'access-requests': (router, at) => Math.floor(accounted(router, at) / 10),
    'access-failures': (router, at) => Math.floor(accounted(router, at) / 400),
    'accounting-requests': accounted,
    'accounting-failures': () => 0,
    'broken-requests': () => 0,
    'unknown-requests': () => 0,
    'coa-ack': () => 0,
    'coa-nak': () => 0,
    'disconnect-ack': (router, at) => Math.floor(accounted(router, at) / 900),
    'disconnect-nak': () => 0,
  },
});

export const userManagerMenus: readonly Menu[] = [
  settings,
  sessions6,
  sessions7,
  users6,
  users7,
  database6,
  database7,
  routers,
];
