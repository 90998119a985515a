import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  info: {
    name: 'mikrotik_ppp_session_info',
    type: 'info',
    help: 'A PPP session: who holds it, from where, and how it is encrypted (/ppp/active).',
    labels: ['user', 'kind', 'caller_id', 'encryption', 'comment'],
  },
  uptime: {
    name: 'mikrotik_ppp_session_uptime_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since a PPP session began (/ppp/active: uptime).',
    labels: ['user', 'kind', 'caller_id'],
  },
  radius: {
    name: 'mikrotik_ppp_session_radius',
    type: 'gauge',
    help: '1 if a RADIUS server has let a PPP session in (/ppp/active: radius).',
    labels: ['user', 'kind', 'caller_id'],
  },
  truncated: {
    name: 'mikrotik_ppp_session_truncated',
    type: 'gauge',
    help: '1 if there are more PPP sessions than the row limit, so that some are missing (/ppp/active).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = ['name', 'service', 'caller-id', 'uptime', 'encoding', 'radius', 'comment'] as const;

/**
 * The PPP sessions one by one, of RouterOS 6 and 7, 1,000 at most. RouterOS counts the bytes of a session at its
 * interface, `<pppoe-user>`, which the collector `interface` exports if the module keeps dynamic interfaces. Of several
 * sessions of one user from one caller, as behind one NAT, the first is exported: what tells them apart changes each time.
 */
export const pppSessionCollector: Collector = {
  name: 'ppp_session',
  summary: 'Each PPP session that the router serves: user, protocol, caller, uptime.',
  modules: ['sessions'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [{ command: '/ppp/active/print', cost: 'walk', versions: '6 and 7' }],
  async collect(device, emit) {
    const outcome = await device.print('/ppp/active', ATTRIBUTES, (row) => {
      const identity = {
        user: row.text('name'),
        kind: row.text('service'),
        caller_id: row.text('caller-id'),
      };
      const info = { ...identity, encryption: row.text('encoding'), comment: row.text('comment') };
      emit(families.info, labels(info), 1);
      const own = labels(identity);
      emit(families.uptime, own, row.duration('uptime'));
      emit(families.radius, own, row.flag('radius'));
    });
    emitTruncated(emit, families.truncated, outcome);
  },
};
