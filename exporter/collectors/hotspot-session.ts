import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Emit } from './contract.ts';
import { emitTruncated } from './truncated.ts';

/** One device may be logged in with more than one address: another router, whose guests are all seen with its MAC address. */
const SESSION_LABELS = ['hotspot', 'mac_address', 'ip_address'] as const;

const families = {
  info: {
    name: 'mikrotik_hotspot_session_info',
    type: 'info',
    help: 'Who is logged in, and how (/ip/hotspot/active).',
    labels: [...SESSION_LABELS, 'user', 'domain', 'login_by', 'comment'],
  },
  uptime: {
    name: 'mikrotik_hotspot_session_uptime_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the user has been logged in (/ip/hotspot/active: uptime).',
    labels: SESSION_LABELS,
  },
  idle: {
    name: 'mikrotik_hotspot_session_idle_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the last packet of the user (/ip/hotspot/active: idle-time).',
    labels: SESSION_LABELS,
  },
  remaining: {
    name: 'mikrotik_hotspot_session_remaining_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time that the user has left; absent without a limit (/ip/hotspot/active: session-time-left).',
    labels: SESSION_LABELS,
  },
  blocked: {
    name: 'mikrotik_hotspot_session_blocked',
    type: 'gauge',
    help: '1 if the user must look at an advertisement first (/ip/hotspot/active: blocked).',
    labels: SESSION_LABELS,
  },
  receiveBytes: {
    name: 'mikrotik_hotspot_session_receive_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that the router received from the user (/ip/hotspot/active: bytes-in).',
    labels: SESSION_LABELS,
  },
  transmitBytes: {
    name: 'mikrotik_hotspot_session_transmit_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that the router sent to the user (/ip/hotspot/active: bytes-out).',
    labels: SESSION_LABELS,
  },
  receivePackets: {
    name: 'mikrotik_hotspot_session_receive_packets_total',
    type: 'counter',
    help: 'Packets that the router received from the user (/ip/hotspot/active: packets-in).',
    labels: SESSION_LABELS,
  },
  transmitPackets: {
    name: 'mikrotik_hotspot_session_transmit_packets_total',
    type: 'counter',
    help: 'Packets that the router sent to the user (/ip/hotspot/active: packets-out).',
    labels: SESSION_LABELS,
  },
  truncated: {
    name: 'mikrotik_hotspot_session_truncated',
    type: 'gauge',
    help: '1 if there are more sessions than the row limit, so that some are missing (/ip/hotspot/active).',
    labels: [],
  },
} as const satisfies FamilyTable;

const SESSION = [
  'server',
  'mac-address',
  'user',
  'domain',
  'address',
  'login-by',
  'comment',
  'uptime',
  'idle-time',
  'session-time-left',
  'blocked',
  'bytes-in',
  'bytes-out',
  'packets-in',
  'packets-out',
] as const;

/** The users of the hotspots, one by one, up to a cap. */
export const hotspotSessionCollector: Collector = {
  name: 'hotspot_session',
  summary: 'Time and traffic of each hotspot user.',
  modules: ['sessions'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [{ command: '/ip/hotspot/active/print', cost: 'table', versions: '6 and 7' }],
  async collect(device, emit) {
    const outcome = await device.print('/ip/hotspot/active', SESSION, (row) => collectSession(emit, row));
    emitTruncated(emit, families.truncated, outcome);
  },
};

function collectSession(emit: Emit, row: Row<(typeof SESSION)[number]>): void {
  const identity = {
    hotspot: row.text('server'),
    mac_address: row.text('mac-address'),
    ip_address: row.text('address'),
  };
  const info = labels({
    ...identity,
    user: row.text('user'),
    domain: row.text('domain'),
    login_by: row.text('login-by'),
    comment: row.text('comment'),
  });
  emit(families.info, info, 1);
  const own = labels(identity);
  emit(families.uptime, own, row.duration('uptime'));
  emit(families.idle, own, row.duration('idle-time'));
  emit(families.remaining, own, row.duration('session-time-left'));
  emit(families.blocked, own, row.flag('blocked'));
  emit(families.receiveBytes, own, row.number('bytes-in'));
  emit(families.transmitBytes, own, row.number('bytes-out'));
  emit(families.receivePackets, own, row.number('packets-in'));
  emit(families.transmitPackets, own, row.number('packets-out'));
}
