import { type FamilyTable } from '../exposition/family.ts';

/** What IPsec is set to do, and what goes wrong with it. */
export const ipsecFamilies = {
  policyInfo: {
    name: 'mikrotik_ipsec_policy_info',
    type: 'info',
    help: 'Which traffic a configured policy is for, and what becomes of it (/ip/ipsec/policy).',
    labels: [
      'policy',
      'peer',
      'source',
      'destination',
      'protocol',
      'action',
      'level',
      'tunnel',
      'sa_source',
      'sa_destination',
      'proposal',
      'comment',
    ],
  },
  policyEnabled: {
    name: 'mikrotik_ipsec_policy_enabled',
    type: 'gauge',
    help: '1 if the policy is not disabled (/ip/ipsec/policy: disabled).',
    labels: ['policy'],
  },
  policyActive: {
    name: 'mikrotik_ipsec_policy_active',
    type: 'gauge',
    help: '1 if the policy is in use: its peer is there, and no other policy hides it (/ip/ipsec/policy: active).',
    labels: ['policy'],
  },
  policyInvalid: {
    name: 'mikrotik_ipsec_policy_invalid',
    type: 'gauge',
    help: '1 if the policy cannot work as it is set (/ip/ipsec/policy: invalid).',
    labels: ['policy'],
  },
  policyPhase2State: {
    name: 'mikrotik_ipsec_policy_phase2_state',
    type: 'gauge',
    help: 'State of the negotiation of phase 2: 1 for the present one, else 0 (/ip/ipsec/policy: ph2-state).',
    labels: ['policy'],
    states: ['established', 'no-phase2', 'expired', 'spawning', 'ready-to-send', 'getspi-sent', 'msg1-sent'],
  },
  policyPhase2Associations: {
    name: 'mikrotik_ipsec_policy_phase2_associations',
    type: 'gauge',
    help: 'Phase 2 negotiations that the policy has now (/ip/ipsec/policy: ph2-count).',
    labels: ['policy'],
  },
  policies: {
    name: 'mikrotik_ipsec_policies',
    type: 'gauge',
    help: 'Number of configured policies, templates not among them (/ip/ipsec/policy).',
    labels: [],
  },
  dynamicPolicies: {
    name: 'mikrotik_ipsec_dynamic_policies',
    type: 'gauge',
    help: 'Number of policies made from templates for peers that are connected (/ip/ipsec/policy: dynamic).',
    labels: [],
  },
  activePeers: {
    name: 'mikrotik_ipsec_active_peers',
    type: 'gauge',
    help: 'Number of peers in phase 1, in whatever state (/ip/ipsec/active-peers).',
    labels: [],
  },
  establishedPeers: {
    name: 'mikrotik_ipsec_established_peers',
    type: 'gauge',
    help: 'Number of peers whose phase 1 is established (/ip/ipsec/active-peers: state).',
    labels: [],
  },
  receiveErrors: {
    name: 'mikrotik_ipsec_receive_errors_total',
    type: 'counter',
    help: 'Received packets dropped, by what was wrong; errors is for what has no word of its own (/ip/ipsec/statistics: in-errors and others).',
    labels: ['error'],
  },
  transmitErrors: {
    name: 'mikrotik_ipsec_transmit_errors_total',
    type: 'counter',
    help: 'Packets dropped instead of sent, by what was wrong; errors is for what has no word of its own (/ip/ipsec/statistics: out-errors and others).',
    labels: ['error'],
  },
} as const satisfies FamilyTable;
