import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { settle } from './settle.ts';

const families = {
  associations: {
    name: 'mikrotik_ipsec_sa_associations',
    type: 'gauge',
    help: 'Number of installed security associations by their state, two or more for each tunnel (/ip/ipsec/installed-sa: state).',
    labels: ['sa_state'],
  },
} as const satisfies FamilyTable;

/** From their making to their end; a peer of whose tunnel only dying ones are left does not answer. */
const STATES = ['larval', 'mature', 'dying', 'dead'];

/**
 * Security associations in numbers. One by one they are not exported: each lives from one rekeying to the next, and
 * the counters of the peers go on. Their rows have the keys of the tunnels, so none is ever asked for.
 */
export const ipsecSaCollector: Collector = {
  name: 'ipsec_sa',
  summary: 'Installed IPsec security associations by state.',
  modules: ['vpn'],
  families,
  menus: STATES.map(() => ({
    command: '/ip/ipsec/installed-sa/print',
    cost: 'table' as const,
    versions: '6 and 7',
  })),
  async collect(device, emit) {
    await settle(
      ...STATES.map(async (state) => {
        const count = await device.count('/ip/ipsec/installed-sa', [`?state=${state}`]);
        emit(families.associations, labels({ sa_state: state }), count);
      }),
    );
  },
};
