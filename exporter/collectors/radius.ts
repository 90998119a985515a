import { type FamilyTable } from '../exposition/family.ts';
import { labels, type LabelSet, NO_LABELS } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { type Item, monitorInOrder, printAndMonitor } from './monitored.ts';
import { divided } from './scale.ts';
import { settle } from './settle.ts';

/** One server may stand in several rows: for other services, another domain, other access concentrators, at another port. */
const IDENTITY = ['server', 'port', 'services', 'domain', 'called_id'] as const;
type Identity = Readonly<Record<(typeof IDENTITY)[number], string | undefined>>;

const families = {
  info: {
    name: 'mikrotik_radius_info',
    type: 'info',
    help: 'What a RADIUS server is asked for, and how (/radius).',
    labels: [...IDENTITY, 'protocol', 'comment'],
  },
  enabled: {
    name: 'mikrotik_radius_enabled',
    type: 'gauge',
    help: '1 if a RADIUS server is not disabled by the administrator (/radius: disabled).',
    labels: IDENTITY,
  },
  pending: {
    name: 'mikrotik_radius_pending_requests',
    type: 'gauge',
    help: 'Requests to a RADIUS server that wait for its reply (/radius/monitor: pending).',
    labels: IDENTITY,
  },
  requests: {
    name: 'mikrotik_radius_requests_total',
    type: 'counter',
    help: 'Requests sent to a RADIUS server (/radius/monitor: requests).',
    labels: IDENTITY,
  },
  accepts: {
    name: 'mikrotik_radius_accepts_total',
    type: 'counter',
    help: 'Requests that a RADIUS server accepted (/radius/monitor: accepts).',
    labels: IDENTITY,
  },
  rejects: {
    name: 'mikrotik_radius_rejects_total',
    type: 'counter',
    help: 'Requests that a RADIUS server rejected (/radius/monitor: rejects).',
    labels: IDENTITY,
  },
  resends: {
    name: 'mikrotik_radius_resends_total',
    type: 'counter',
    help: 'Requests sent again to a RADIUS server, for want of a reply (/radius/monitor: resends).',
    labels: IDENTITY,
  },
  timeouts: {
    name: 'mikrotik_radius_timeouts_total',
    type: 'counter',
    help: 'Requests that a RADIUS server never replied to (/radius/monitor: timeouts).',
    labels: IDENTITY,
  },
  badReplies: {
    name: 'mikrotik_radius_bad_replies_total',
    type: 'counter',
    help: 'Replies of a RADIUS server that were invalid, as with another secret (/radius/monitor: bad-replies).',
    labels: IDENTITY,
  },
  roundTrip: {
    name: 'mikrotik_radius_last_round_trip_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the last reply of a RADIUS server took (/radius/monitor: last-request-rtt).',
    labels: IDENTITY,
  },
  incomingRequests: {
    name: 'mikrotik_radius_incoming_requests_total',
    type: 'counter',
    help: 'Requests of RADIUS servers to change or end a session (/radius/incoming/monitor: requests).',
    labels: [],
  },
  incomingBadRequests: {
    name: 'mikrotik_radius_incoming_bad_requests_total',
    type: 'counter',
    help: 'Invalid requests of RADIUS servers to change or end a session (/radius/incoming/monitor: bad-requests).',
    labels: [],
  },
  incomingAcknowledged: {
    name: 'mikrotik_radius_incoming_acknowledged_total',
    type: 'counter',
    help: 'Sessions changed or ended as RADIUS servers asked (/radius/incoming/monitor: acks).',
    labels: [],
  },
  incomingRefused: {
    name: 'mikrotik_radius_incoming_refused_total',
    type: 'counter',
    help: 'Requests of RADIUS servers to change or end a session that were refused (/radius/incoming/monitor: naks).',
    labels: [],
  },
} as const satisfies FamilyTable;

const SERVER = [
  '.id',
  'address',
  'authentication-port',
  'service',
  'domain',
  'called-id',
  'protocol',
  'comment',
  'disabled',
] as const;

const MONITOR = [
  'pending',
  'requests',
  'accepts',
  'rejects',
  'resends',
  'timeouts',
  'bad-replies',
  'last-request-rtt',
] as const;

const INCOMING = ['requests', 'bad-requests', 'acks', 'naks'] as const;

/** What is remembered of a server, so that the next probe can monitor it without asking for its id first. */
interface Server extends Item {
  readonly identity: Identity;
}

/** The RADIUS servers that the router asks, and what it is asked by them, of RouterOS 6 and 7. */
export const radiusCollector: Collector = {
  name: 'radius',
  summary: 'Requests, replies, timeouts and round trip of the RADIUS servers.',
  modules: ['aaa'],
  families,
  menus: [
    { command: '/radius/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/radius/monitor', cost: 'monitor', versions: '6 and 7' },
    { command: '/radius/incoming/monitor', cost: 'monitor', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    await settle(
      printAndMonitor<Server>(
        device,
        'radius servers',
        (found) => printServers(device, emit, found),
        (servers) =>
          monitorInOrder(device, '/radius/monitor', servers, MONITOR, (row, { identity }) =>
            collectReplies(emit, labels(identity), row),
          ),
      ),
      monitorIncoming(device, emit),
    );
  },
};

function printServers(device: Device, emit: Emit, found: (server: Server) => void): Promise<unknown> {
  return device.print('/radius', SERVER, (row) => {
    const id = row.text('.id');
    if (id === undefined) return;
    const identity = {
      server: row.text('address'),
      port: row.text('authentication-port'),
      services: row.text('service'),
      domain: row.text('domain'),
      called_id: row.text('called-id'),
    };
    found({ id, identity });
    const info = { ...identity, protocol: row.text('protocol'), comment: row.text('comment') };
    emit(families.info, labels(info), 1);
    emit(families.enabled, labels(identity), !row.flag('disabled'));
  });
}

type MonitorRow = Row<(typeof MONITOR)[number]>;

function collectReplies(emit: Emit, own: LabelSet<keyof Identity>, row: MonitorRow): void {
  emit(families.pending, own, row.number('pending'));
  emit(families.requests, own, row.number('requests'));
  emit(families.accepts, own, row.number('accepts'));
  emit(families.rejects, own, row.number('rejects'));
  emit(families.resends, own, row.number('resends'));
  emit(families.timeouts, own, row.number('timeouts'));
  emit(families.badReplies, own, row.number('bad-replies'));
  emit(families.roundTrip, own, roundTrip(row));
}

/** `10ms`; some versions send the milliseconds alone. */
function roundTrip(row: MonitorRow): number | undefined {
  return /^\d+$/.test(row.text('last-request-rtt') ?? '')
    ? divided(row.number('last-request-rtt'), 1e3)
    : row.duration('last-request-rtt');
}

function monitorIncoming(device: Device, emit: Emit): Promise<unknown> {
  return device.once('/radius/incoming/monitor', [], INCOMING, (row) => {
    emit(families.incomingRequests, NO_LABELS, row.number('requests'));
    emit(families.incomingBadRequests, NO_LABELS, row.number('bad-requests'));
    emit(families.incomingAcknowledged, NO_LABELS, row.number('acks'));
    emit(families.incomingRefused, NO_LABELS, row.number('naks'));
  });
}
