import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { CLOCK_MENU, LocalTimes } from './local-times.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';

const families = {
  sessions: {
    name: 'mikrotik_user_sessions',
    type: 'gauge',
    help: 'Number of logins to the device, the one of the exporter among them (/user/active: via, group).',
    labels: ['via', 'group'],
  },
  info: {
    name: 'mikrotik_user_info',
    type: 'info',
    help: 'Group of a user of the device, and from where it may log in (/user: group, address).',
    labels: ['user', 'group', 'allowed_addresses'],
  },
  enabled: {
    name: 'mikrotik_user_enabled',
    type: 'gauge',
    help: '1 if the user is not disabled (/user: disabled).',
    labels: ['user'],
  },
  expired: {
    name: 'mikrotik_user_password_expired',
    type: 'gauge',
    help: '1 if the user has to change the password at the next login; absent where the device does not say (/user: expired).',
    labels: ['user'],
  },
  lastLogin: {
    name: 'mikrotik_user_last_login_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'When the user last logged in; absent if never (/user: last-logged-in).',
    labels: ['user'],
  },
} as const satisfies FamilyTable;

/** `/user/active` and `/user`: who administers the device. Users of RADIUS are among the logins only. Not in `default`. */
export const userCollector: Collector = {
  name: 'user',
  summary: 'Logins to the device by service and group, and when each of its users last logged in.',
  modules: ['system'],
  families,
  menus: [
    { command: '/user/active/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/user/print', cost: 'cheap', versions: '6 and 7' },
    CLOCK_MENU,
  ],
  async collect(device, emit) {
    const times = new LocalTimes(emit);
    await settle(countSessions(device, emit), collectUsers(device, emit, times), times.askOffset(device));
    times.flush();
  },
};

const SESSION = ['via', 'group'] as const;

async function countSessions(device: Device, emit: Emit): Promise<void> {
  const sessions = new Tally(families.sessions);
  await device.print('/user/active', SESSION, (row) => {
    sessions.add(labels({ via: row.text('via'), group: row.text('group') }));
  });
  sessions.emit(emit);
}

const USER = ['name', 'group', 'address', 'disabled', 'expired', 'last-logged-in'] as const;

function collectUsers(device: Device, emit: Emit, times: LocalTimes): Promise<unknown> {
  return device.print('/user', USER, (row) => {
    const user = row.text('name');
    if (user === undefined) return;
    const info = labels({ user, group: row.text('group'), allowed_addresses: row.text('address') });
    emit(families.info, info, 1);
    const own = labels({ user });
    emit(families.enabled, own, !row.flag('disabled'));
    emit(families.expired, own, row.sentFlag('expired'));
    times.add(families.lastLogin, own, row.localTime('last-logged-in'));
  });
}
