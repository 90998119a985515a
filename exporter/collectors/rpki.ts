import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';

const families = {
  state: {
    name: 'mikrotik_rpki_session_state',
    type: 'gauge',
    help: 'State of the session with an RPKI cache: 1 for the present one, else 0; sync is the good one (/routing/rpki/session: state).',
    labels: ['rpki_group', 'remote_address', 'port'],
    states: ['idle', 'connecting', 'prepare', 'loading', 'sync', 'error'],
  },
  serial: {
    name: 'mikrotik_rpki_session_serial',
    type: 'gauge',
    help: 'Serial number of the data that the cache has sent last (/routing/rpki/session: serial).',
    labels: ['rpki_group', 'remote_address', 'port'],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = ['group', 'address', 'port', 'state', 'serial'] as const;

/** Sessions with RPKI caches, which tell which AS may announce which prefix. */
export const rpkiCollector: Collector = {
  name: 'rpki',
  summary: 'Sessions with RPKI caches.',
  modules: ['routing'],
  families,
  menus: [{ command: '/routing/rpki/session/print', cost: 'cheap', versions: '7' }],
  async collect(device, emit) {
    await device.print('/routing/rpki/session', ATTRIBUTES, (row) => {
      const own = labels({
        rpki_group: row.text('group'),
        remote_address: row.text('address'),
        port: row.text('port'),
      });
      emit.state(families.state, own, row.text('state'));
      emit(families.serial, own, row.number('serial'));
    });
  },
};
