import { defineMenu, type Menu } from './menu.ts';
import { type ActiveUser, type Moment } from '../moment.ts';
import { wholeBetween } from '../values/random.ts';
import { DAY } from '../values/signal.ts';
import { dateTimeText, idText } from '../values/text.ts';
import { localTime } from './clock.ts';

/** Who is logged in, the asking session included. */
const active = defineMenu<ActiveUser>({
  path: '/user/active',
  entries: (at) => at.users,
  columns: {
    '.id': (user) => idText(user.number),
    when: (user, at) => dateTimeText(localTime(at, user.since), at.persona.isoDates),
    name: (user) => user.name,
    address: (user) => user.address,
    via: () => 'api',
    group: () => 'read',
    radius: (_, at) => (at.persona.major === 6 ? 'no' : false),
  },
});

interface User {
  readonly name: string;
  readonly group: string;
  readonly disabled: boolean;
  /** When they last logged in, if ever. */
  readonly lastLogin: number | undefined;
}

/** The administrator looks in every few days; the one that was there before is disabled. */
function* users(at: Moment): Generator<User> {
  const period = wholeBetween(at.key, 'login', 2, 9) * DAY;
  const lastLogin = Math.max(at.installedAt, at.time - (at.time % period));
  yield { name: 'admin', group: 'full', disabled: false, lastLogin };
  yield { name: 'monitor', group: 'read', disabled: false, lastLogin: at.bootedAt };
  yield { name: 'oper', group: 'write', disabled: true, lastLogin: undefined };
}

const user = defineMenu<{ readonly number: number; readonly is: User }>({
  path: '/user',
  *entries(at) {
    let number = 1;
    for (const is of users(at)) yield { number: number++, is };
  },
  columns: {
    '.id': ({ number }) => idText(number),
    name: ({ is }) => is.name,
    group: ({ is }) => is.group,
    address: () => '',
    'last-logged-in': ({ is }, at) =>
      is.lastLogin && dateTimeText(localTime(at, is.lastLogin), at.persona.isoDates),
    expired: (_, at) => (at.persona.name === '7.20' ? false : undefined),
    disabled: ({ is }) => is.disabled,
  },
});

export const userMenus: readonly Menu[] = [active, user];
