import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Menu } from './contract.ts';
import { settle } from './settle.ts';

const families = {
  sessions: {
    name: 'mikrotik_ppp_sessions',
    type: 'gauge',
    help: 'Number of PPP sessions that the router serves (/ppp/active).',
    labels: [],
  },
  serviceSessions: {
    name: 'mikrotik_ppp_service_sessions',
    type: 'gauge',
    help: 'Number of PPP sessions that the router serves, by protocol (/ppp/active: service).',
    labels: ['kind'],
  },
  radiusSessions: {
    name: 'mikrotik_ppp_radius_sessions',
    type: 'gauge',
    help: 'Number of PPP sessions that a RADIUS server has let in (/ppp/active: radius).',
    labels: [],
  },
} as const satisfies FamilyTable;

/** `service` of a session, all that there are. */
const SERVICES = ['pppoe', 'l2tp', 'pptp', 'sstp', 'ovpn', 'async'] as const;

const ACTIVE: Menu = { command: '/ppp/active/print', cost: 'walk', versions: '6 and 7' };

/**
 * How many PPP sessions there are, of RouterOS 6 and 7. The router counts them: a concentrator has more of them than
 * a reply may have rows.
 */
export const pppCollector: Collector = {
  name: 'ppp',
  summary: 'Number of PPP sessions that the router serves: PPPoE, L2TP, PPTP, SSTP, OpenVPN.',
  modules: ['vpn'],
  families,
  menus: [ACTIVE, ACTIVE, ...SERVICES.map(() => ACTIVE)],
  async collect(device, emit) {
    await settle(
      countSessions(device, emit),
      countRadiusSessions(device, emit),
      ...SERVICES.map((kind) => countServiceSessions(device, emit, kind)),
    );
  },
};

async function countSessions(device: Device, emit: Emit): Promise<void> {
  emit(families.sessions, NO_LABELS, await device.count('/ppp/active'));
}

async function countRadiusSessions(device: Device, emit: Emit): Promise<void> {
  emit(families.radiusSessions, NO_LABELS, await device.count('/ppp/active', ['?radius=true']));
}

async function countServiceSessions(device: Device, emit: Emit, kind: string): Promise<void> {
  const count = await device.count('/ppp/active', [`?service=${kind}`]);
  emit(families.serviceSessions, labels({ kind }), count);
}
