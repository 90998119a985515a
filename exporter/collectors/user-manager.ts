import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit, type Menu } from './contract.ts';
import { type Item, monitorInOrder, printAndMonitor } from './monitored.ts';
import { settle } from './settle.ts';

const families = {
  enabled: {
    name: 'mikrotik_user_manager_enabled',
    type: 'gauge',
    help: '1 if the User Manager of RouterOS 7 is enabled (/user-manager: enabled).',
    labels: [],
  },
  activeSessions: {
    name: 'mikrotik_user_manager_active_sessions',
    type: 'gauge',
    help: 'Number of sessions that last at the moment (/user-manager/session, /tool/user-manager/session: active).',
    labels: [],
  },
  users: {
    name: 'mikrotik_user_manager_users',
    type: 'gauge',
    help: 'Number of users in the database (/user-manager/user, /tool/user-manager/user).',
    labels: [],
  },
  databaseSize: {
    name: 'mikrotik_user_manager_database_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Size of the database (/user-manager/database, /tool/user-manager/database: db-size).',
    labels: [],
  },
  databaseFree: {
    name: 'mikrotik_user_manager_database_free_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Free space on the disk of the database (/user-manager/database, /tool/user-manager/database: free-disk-space).',
    labels: [],
  },
  routerInfo: {
    name: 'mikrotik_user_manager_router_info',
    type: 'info',
    help: 'A router that asks this User Manager (/user-manager/router).',
    labels: ['router', 'router_address'],
  },
  routerEnabled: {
    name: 'mikrotik_user_manager_router_enabled',
    type: 'gauge',
    help: '1 if a router is not disabled by the administrator (/user-manager/router: disabled).',
    labels: ['router'],
  },
  accessRequests: routerCounter(
    'access_requests',
    'Requests of a router to let a user in',
    'access-requests',
  ),
  accessFailures: routerCounter(
    'access_failures',
    'Requests of a router to let a user in that failed',
    'access-failures',
  ),
  accountingRequests: routerCounter(
    'accounting_requests',
    'Reports of a router on sessions',
    'accounting-requests',
  ),
  accountingFailures: routerCounter(
    'accounting_failures',
    'Reports of a router on sessions that failed',
    'accounting-failures',
  ),
  brokenRequests: routerCounter(
    'broken_requests',
    'Requests of a router that were broken',
    'broken-requests',
  ),
  unknownRequests: routerCounter(
    'unknown_requests',
    'Requests of a router of an unknown kind',
    'unknown-requests',
  ),
  changesAccepted: routerCounter(
    'changes_accepted',
    'Changes of a session that a router has made when asked',
    'coa-ack',
  ),
  changesRefused: routerCounter(
    'changes_refused',
    'Changes of a session that a router has refused to make',
    'coa-nak',
  ),
  disconnectsAccepted: routerCounter(
    'disconnects_accepted',
    'Sessions that a router has ended when asked',
    'disconnect-ack',
  ),
  disconnectsRefused: routerCounter(
    'disconnects_refused',
    'Sessions that a router has refused to end',
    'disconnect-nak',
  ),
} as const satisfies FamilyTable;

function routerCounter(words: string, what: string, key: string) {
  return {
    name: `mikrotik_user_manager_router_${words}_total`,
    type: 'counter',
    help: `${what} (/user-manager/router/monitor: ${key}).`,
    labels: ['router'],
  } as const;
}

const SETTINGS = ['enabled'] as const;
const DATABASE = ['db-size', 'free-disk-space'] as const;
const ROUTER = ['.id', 'name', 'address', 'disabled'] as const;
const MONITOR = [
  'access-requests',
  'access-failures',
  'accounting-requests',
  'accounting-failures',
  'broken-requests',
  'unknown-requests',
  'coa-ack',
  'coa-nak',
  'disconnect-ack',
  'disconnect-nak',
] as const;

/** RouterOS 6 has it among the tools, RouterOS 7 at the top; each in a package of its own. */
const V6 = '/tool/user-manager';
const V7 = '/user-manager';

/** What is remembered of a router, so that the next probe can monitor it without asking for its id first. */
interface Router extends Item {
  readonly name: string;
}

/** The User Manager, of RouterOS 6 and 7. Its sessions are a history that is never cleared: the router counts them. */
export const userManagerCollector: Collector = {
  name: 'user_manager',
  summary: 'User Manager: active sessions, users, database, and requests of the routers it serves.',
  modules: ['user_manager'],
  families,
  menus: [
    ...menusOf(V6, '6; with the package user-manager'),
    ...menusOf(V7, '7; with the package user-manager'),
    { command: `${V7}/print`, cost: 'cheap', versions: '7; with the package user-manager' },
    { command: `${V7}/router/print`, cost: 'cheap', versions: '7; with the package user-manager' },
    { command: `${V7}/router/monitor`, cost: 'monitor', versions: '7; with the package user-manager' },
  ],
  async collect(device, emit) {
    await settle(
      collectDatabase(device, emit, V6),
      collectDatabase(device, emit, V7),
      device.print(V7, SETTINGS, (row) => emit(families.enabled, NO_LABELS, row.flag('enabled'))),
      printAndMonitor<Router>(
        device,
        'user manager routers',
        (found) => printRouters(device, emit, found),
        (routers) =>
          monitorInOrder(device, `${V7}/router/monitor`, routers, MONITOR, (row, { name }) =>
            collectRequests(emit, name, row),
          ),
      ),
    );
  },
};

function menusOf(menu: string, versions: string): Menu[] {
  return [
    { command: `${menu}/session/print`, cost: 'walk', versions },
    { command: `${menu}/user/print`, cost: 'walk', versions },
    { command: `${menu}/database/print`, cost: 'cheap', versions },
  ];
}

async function collectDatabase(device: Device, emit: Emit, menu: string): Promise<void> {
  const [sessions, users] = await settle(
    device.count(`${menu}/session`, ['?active=true']),
    device.count(`${menu}/user`),
    device.print(`${menu}/database`, DATABASE, (row) => {
      emit(families.databaseSize, NO_LABELS, row.number('db-size'));
      emit(families.databaseFree, NO_LABELS, row.number('free-disk-space'));
    }),
  );
  emit(families.activeSessions, NO_LABELS, sessions);
  emit(families.users, NO_LABELS, users);
}

function printRouters(device: Device, emit: Emit, found: (router: Router) => void): Promise<unknown> {
  return device.print(`${V7}/router`, ROUTER, (row) => {
    const id = row.text('.id');
    const name = row.text('name');
    if (id === undefined || name === undefined) return;
    found({ id, name });
    emit(families.routerInfo, labels({ router: name, router_address: row.text('address') }), 1);
    emit(families.routerEnabled, labels({ router: name }), !row.flag('disabled'));
  });
}

function collectRequests(emit: Emit, router: string, row: Row<(typeof MONITOR)[number]>): void {
  const own = labels({ router });
  emit(families.accessRequests, own, row.number('access-requests'));
  emit(families.accessFailures, own, row.number('access-failures'));
  emit(families.accountingRequests, own, row.number('accounting-requests'));
  emit(families.accountingFailures, own, row.number('accounting-failures'));
  emit(families.brokenRequests, own, row.number('broken-requests'));
  emit(families.unknownRequests, own, row.number('unknown-requests'));
  emit(families.changesAccepted, own, row.number('coa-ack'));
  emit(families.changesRefused, own, row.number('coa-nak'));
  emit(families.disconnectsAccepted, own, row.number('disconnect-ack'));
  emit(families.disconnectsRefused, own, row.number('disconnect-nak'));
}
