import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit, type Menu } from './contract.ts';
import { interfaceItemOf, type InterfaceItem, keepsInterface } from './interface-item.ts';
import { monitorInOrder, printAndMonitor } from './monitored.ts';
import { settle } from './settle.ts';

const PATHS =
  '/interface/pppoe-client, /interface/l2tp-client, /interface/sstp-client, /interface/ovpn-client, ' +
  '/interface/pptp-client';
const MONITOR_PATHS = PATHS.replaceAll('-client', '-client/monitor');

const families = {
  info: {
    name: 'mikrotik_ppp_client_info',
    type: 'info',
    help: `Where a PPP client is configured to connect (${PATHS}).`,
    labels: ['interface', 'kind', 'server', 'parent', 'comment'],
  },
  session: {
    name: 'mikrotik_ppp_client_session_info',
    type: 'info',
    help: `What a PPP client is connected to, and how its session is encrypted (${MONITOR_PATHS}).`,
    labels: ['interface', 'access_concentrator', 'service_name', 'encryption'],
  },
  enabled: {
    name: 'mikrotik_ppp_client_enabled',
    type: 'gauge',
    help: `1 if a PPP client is not disabled by the administrator (${PATHS}: disabled).`,
    labels: ['interface'],
  },
  running: {
    name: 'mikrotik_ppp_client_running',
    type: 'gauge',
    help: `1 if the interface of a PPP client is up (${PATHS}: running).`,
    labels: ['interface'],
  },
  connected: {
    name: 'mikrotik_ppp_client_connected',
    type: 'gauge',
    help: `1 if a PPP client is connected, 0 while it dials, has given up or is disabled (${MONITOR_PATHS}: status).`,
    labels: ['interface'],
  },
  uptime: {
    name: 'mikrotik_ppp_client_uptime_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: `Time since a PPP client has connected (${MONITOR_PATHS}: uptime).`,
    labels: ['interface'],
  },
  mtu: {
    name: 'mikrotik_ppp_client_mtu_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: `Largest packet that a PPP client may send, as agreed with its server (${MONITOR_PATHS}: mtu).`,
    labels: ['interface'],
  },
} as const satisfies FamilyTable;

const CLIENT = [
  '.id',
  'name',
  'comment',
  'disabled',
  'running',
  'connect-to',
  'ac-name',
  'interface',
] as const;

const MONITOR = ['status', 'uptime', 'mtu', 'encoding', 'ac-name', 'service-name'] as const;

const KINDS = ['pppoe', 'l2tp', 'sstp', 'ovpn', 'pptp'] as const;
type Kind = (typeof KINDS)[number];

/** The PPP connections that the router dials itself, of RouterOS 6 and 7: a print and a monitor for each protocol. */
export const pppClientCollector: Collector = {
  name: 'ppp_client',
  summary: 'PPPoE, L2TP, SSTP, OpenVPN and PPTP clients: connected, since when, to what.',
  modules: ['vpn'],
  families,
  menus: KINDS.flatMap((kind): Menu[] => [
    { command: `${menuOf(kind)}/print`, cost: 'cheap', versions: '6 and 7' },
    { command: `${menuOf(kind)}/monitor`, cost: 'monitor', versions: '6 and 7' },
  ]),
  async collect(device, emit) {
    await settle(...KINDS.map((kind) => collectKind(device, emit, kind)));
  },
};

function menuOf(kind: Kind): string {
  return `/interface/${kind}-client`;
}

async function collectKind(device: Device, emit: Emit, kind: Kind): Promise<void> {
  await printAndMonitor<InterfaceItem>(
    device,
    `${kind} clients`,
    (found) => printClients(device, emit, kind, found),
    (clients) => monitorClients(device, emit, kind, clients),
  );
}

function printClients(
  device: Device,
  emit: Emit,
  kind: Kind,
  found: (client: InterfaceItem) => void,
): Promise<unknown> {
  return device.print(menuOf(kind), CLIENT, (row) => {
    const client = interfaceItemOf(row);
    if (client === undefined) return;
    const { name, comment } = client;
    found(client);
    if (!keeps(device, kind, client)) return;
    const info = labels({
      interface: name,
      kind,
      server: row.text('connect-to') ?? row.text('ac-name'),
      parent: row.text('interface'),
      comment,
    });
    emit(families.info, info, 1);
    const own = labels({ interface: name });
    emit(families.enabled, own, !row.flag('disabled'));
    emit(families.running, own, row.flag('running'));
  });
}

function monitorClients(
  device: Device,
  emit: Emit,
  kind: Kind,
  clients: readonly InterfaceItem[],
): Promise<unknown> {
  const kept = clients.filter((client) => keeps(device, kind, client));
  return monitorInOrder(device, `${menuOf(kind)}/monitor`, kept, MONITOR, (row, { name }) =>
    collectSession(emit, name, row),
  );
}

/** `type` of the interface is `pppoe-out` and so on. */
function keeps(device: Device, kind: Kind, client: InterfaceItem): boolean {
  return keepsInterface(device, `${kind}-out`, client);
}

function collectSession(emit: Emit, name: string, row: Row<(typeof MONITOR)[number]>): void {
  // A client that is down says why: `dialing...`, `terminating... - authentication failed`.
  const connected = row.text('status')?.startsWith('connected');
  const own = labels({ interface: name });
  emit(families.connected, own, connected);
  if (connected !== true) return;
  const session = labels({
    interface: name,
    access_concentrator: row.text('ac-name'),
    service_name: row.text('service-name'),
    encryption: row.text('encoding'),
  });
  emit(families.session, session, 1);
  emit(families.uptime, own, row.duration('uptime'));
  emit(families.mtu, own, row.number('mtu'));
}
