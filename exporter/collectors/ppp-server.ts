import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Emit } from './contract.ts';
import { settle } from './settle.ts';

const PATHS =
  '/interface/pppoe-server/server, /interface/l2tp-server/server, /interface/sstp-server/server, ' +
  '/interface/ovpn-server/server, /interface/pptp-server/server';

const families = {
  info: {
    name: 'mikrotik_ppp_server_info',
    type: 'info',
    help: `How a server for PPP sessions is configured (${PATHS}).`,
    labels: ['kind', 'server', 'interface', 'default_profile', 'authentication', 'certificate'],
  },
  enabled: {
    name: 'mikrotik_ppp_server_enabled',
    type: 'gauge',
    help: `1 if a server for PPP sessions is enabled (${PATHS}: enabled, disabled).`,
    labels: ['kind', 'server', 'interface'],
  },
  invalid: {
    name: 'mikrotik_ppp_server_invalid',
    type: 'gauge',
    help: '1 if a PPPoE server cannot work, as on an interface that is gone (/interface/pppoe-server/server: invalid).',
    labels: ['kind', 'server', 'interface'],
  },
  limit: {
    name: 'mikrotik_ppp_server_limit_sessions',
    type: 'gauge',
    help: `Most sessions that a server takes, 0 if there is no limit (${PATHS}: max-sessions).`,
    labels: ['kind', 'server', 'interface'],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'name',
  'service-name',
  'interface',
  'enabled',
  'disabled',
  'invalid',
  'max-sessions',
  'default-profile',
  'authentication',
  'certificate',
] as const;

type ServerRow = Row<(typeof ATTRIBUTES)[number]>;

/** Each protocol has a menu of its own: PPPoE, and since 7.17 OpenVPN, a table of servers; the others one server each. */
const KINDS = ['pppoe', 'l2tp', 'sstp', 'ovpn', 'pptp'] as const;

/** The servers for PPP sessions, of RouterOS 6 and 7. */
export const pppServerCollector: Collector = {
  name: 'ppp_server',
  summary: 'PPPoE, L2TP, SSTP, OpenVPN and PPTP servers: enabled, valid, limit of sessions.',
  modules: ['vpn'],
  families,
  menus: KINDS.map((kind) => ({ command: `${menuOf(kind)}/print`, cost: 'cheap', versions: '6 and 7' })),
  async collect(device, emit) {
    await settle(
      ...KINDS.map((kind) => device.print(menuOf(kind), ATTRIBUTES, (row) => collectServer(emit, kind, row))),
    );
  },
};

function menuOf(kind: (typeof KINDS)[number]): string {
  return `/interface/${kind}-server/server`;
}

function collectServer(emit: Emit, kind: (typeof KINDS)[number], row: ServerRow): void {
  const identity = {
    kind,
    server: row.text('service-name') ?? row.text('name'),
    interface: row.text('interface'),
  };
  const info = {
    ...identity,
    default_profile: row.text('default-profile'),
    authentication: row.text('authentication'),
    certificate: row.text('certificate'),
  };
  emit(families.info, labels(info), 1);
  const own = labels(identity);
  emit(families.enabled, own, isEnabled(row));
  emit(families.invalid, own, kind === 'pppoe' ? row.flag('invalid') : undefined);
  emit(families.limit, own, sessionLimit(row));
}

/** Menus with one server say `enabled`, tables `disabled`. */
function isEnabled(row: ServerRow): boolean {
  return row.text('enabled') === undefined ? !row.flag('disabled') : row.flag('enabled');
}

/** Old versions say 0 for `unlimited`. */
function sessionLimit(row: ServerRow): number | undefined {
  return row.text('max-sessions') === 'unlimited' ? 0 : row.number('max-sessions');
}
