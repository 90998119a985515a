import { defineMenu, type Menu } from './menu.ts';
import { type ActiveUser } from '../moment.ts';
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

export const userMenus: readonly Menu[] = [active];
