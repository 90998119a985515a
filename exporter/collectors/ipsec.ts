import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { ipsecFamilies as families } from './ipsec-families.ts';
import { settle } from './settle.ts';

/** The policies, the errors of the kernel, and the peers in numbers. */
export const ipsecCollector: Collector = {
  name: 'ipsec',
  summary: 'IPsec policies with their phase 2, dropped packets by cause, peers in numbers.',
  modules: ['vpn'],
  families,
  menus: [
    { command: '/ip/ipsec/policy/print', cost: 'table', versions: '6 and 7' },
    { command: '/ip/ipsec/statistics/print', cost: 'cheap', versions: '6 and 7' },
    // All, and the established ones.
    { command: '/ip/ipsec/active-peers/print', cost: 'table', versions: '6 and 7' },
    { command: '/ip/ipsec/active-peers/print', cost: 'table', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    const [, , activePeers, establishedPeers] = await settle(
      collectPolicies(device, emit),
      collectStatistics(device, emit),
      device.count('/ip/ipsec/active-peers'),
      device.count('/ip/ipsec/active-peers', ['?state=established']),
    );
    emit(families.activePeers, NO_LABELS, activePeers);
    emit(families.establishedPeers, NO_LABELS, establishedPeers);
  },
};

const POLICY = [
  '.id',
  'peer',
  'src-address',
  'dst-address',
  'protocol',
  'action',
  'level',
  'tunnel',
  'sa-src-address',
  'sa-dst-address',
  'proposal',
  'comment',
  'ph2-state',
  'ph2-count',
  'active',
  'template',
  'dynamic',
  'disabled',
  'invalid',
] as const;

async function collectPolicies(device: Device, emit: Emit): Promise<void> {
  const counts = { configured: 0, dynamic: 0 };
  const { present } = await device.print('/ip/ipsec/policy', POLICY, (row) => {
    if (row.flag('template')) return;
    if (row.flag('dynamic')) {
      counts.dynamic += 1;
      return;
    }
    counts.configured += 1;
    collectPolicy(emit, row);
  });
  if (!present) return;
  emit(families.policies, NO_LABELS, counts.configured);
  emit(families.dynamicPolicies, NO_LABELS, counts.dynamic);
}

/** A configured policy is told by its `.id`: two may be for the same networks, by different peers. */
function collectPolicy(emit: Emit, row: Row<(typeof POLICY)[number]>): void {
  const policy = row.text('.id');
  const info = labels({
    policy,
    peer: row.text('peer'),
    source: row.text('src-address'),
    destination: row.text('dst-address'),
    protocol: row.text('protocol'),
    action: row.text('action'),
    level: row.text('level'),
    tunnel: String(row.flag('tunnel')),
    sa_source: row.text('sa-src-address'),
    sa_destination: row.text('sa-dst-address'),
    proposal: row.text('proposal'),
    comment: row.text('comment'),
  });
  emit(families.policyInfo, info, 1);
  const own = labels({ policy });
  emit(families.policyEnabled, own, !row.flag('disabled'));
  emit(families.policyActive, own, row.flag('active'));
  emit(families.policyInvalid, own, row.flag('invalid'));
  emit.state(families.policyPhase2State, own, row.text('ph2-state'));
  emit(families.policyPhase2Associations, own, row.number('ph2-count'));
}

/** Those of Linux' XFRM, each a cause of its own. */
const STATISTICS = [
  'in-errors',
  'in-buffer-errors',
  'in-header-errors',
  'in-no-states',
  'in-state-protocol-errors',
  'in-state-mode-errors',
  'in-state-sequence-errors',
  'in-state-expired',
  'in-state-mismatches',
  'in-state-invalid',
  'in-template-mismatches',
  'in-no-policies',
  'in-policy-blocked',
  'in-policy-errors',
  'out-errors',
  'out-bundle-errors',
  'out-bundle-check-errors',
  'out-no-states',
  'out-state-protocol-errors',
  'out-state-mode-errors',
  'out-state-sequence-errors',
  'out-state-expired',
  'out-policy-blocked',
  'out-policy-dead',
  'out-policy-errors',
] as const;

function collectStatistics(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/ip/ipsec/statistics', STATISTICS, (row) => {
    for (const name of STATISTICS) {
      const [way, ...words] = name.split('-');
      const family = way === 'in' ? families.receiveErrors : families.transmitErrors;
      emit(family, labels({ error: words.join('-') }), row.number(name));
    }
  });
}
