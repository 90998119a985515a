import { type FamilyTable } from '../exposition/family.ts';

/** Two peers behind one NAT differ by their port only, if they have no identities. */
const PEER_LABELS = ['local_address', 'remote_address', 'remote_port', 'peer_id'] as const;

/** What the collector `ipsec_peer` exports: peers as they are configured, and as they are active. */
export const ipsecPeerFamilies = {
  configuredInfo: {
    name: 'mikrotik_ipsec_configured_peer_info',
    type: 'info',
    help: 'Where a configured peer is, and how phase 1 is done with it (/ip/ipsec/peer).',
    labels: ['ipsec_peer', 'remote_address', 'local_address', 'exchange_mode', 'comment'],
  },
  configuredEnabled: {
    name: 'mikrotik_ipsec_configured_peer_enabled',
    type: 'gauge',
    help: '1 if the configured peer is not disabled (/ip/ipsec/peer: disabled).',
    labels: ['ipsec_peer'],
  },
  configuredEstablished: {
    name: 'mikrotik_ipsec_configured_peer_established',
    type: 'gauge',
    help: '1 if phase 1 with the address of the configured peer is established; absent for peers that are disabled or without one address (/ip/ipsec/peer, /ip/ipsec/active-peers: state).',
    labels: ['ipsec_peer'],
  },
  info: {
    name: 'mikrotik_ipsec_peer_info',
    type: 'info',
    help: 'The address that the peer was given, and its comment (/ip/ipsec/active-peers: dynamic-address).',
    labels: [...PEER_LABELS, 'dynamic_address', 'comment'],
  },
  state: {
    name: 'mikrotik_ipsec_peer_state',
    type: 'gauge',
    help: 'State of phase 1 with the peer: 1 for the present one, else 0 (/ip/ipsec/active-peers: state).',
    labels: PEER_LABELS,
    states: ['established', 'spawning', 'message-1-sent', 'eap', 'expired', 'no-phase1'],
  },
  uptime: {
    name: 'mikrotik_ipsec_peer_uptime_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long phase 1 has been established (/ip/ipsec/active-peers: uptime).',
    labels: PEER_LABELS,
  },
  idle: {
    name: 'mikrotik_ipsec_peer_idle_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the peer was last heard of (/ip/ipsec/active-peers: last-seen).',
    labels: PEER_LABELS,
  },
  phase2Associations: {
    name: 'mikrotik_ipsec_peer_phase2_associations',
    type: 'gauge',
    help: 'Phase 2 negotiations with the peer (/ip/ipsec/active-peers: ph2-total).',
    labels: PEER_LABELS,
  },
  responder: {
    name: 'mikrotik_ipsec_peer_responder',
    type: 'gauge',
    help: '1 if the device answered, 0 if it began (/ip/ipsec/active-peers: side).',
    labels: PEER_LABELS,
  },
  natTraversal: {
    name: 'mikrotik_ipsec_peer_nat_traversal',
    type: 'gauge',
    help: '1 if the tunnel goes through NAT traversal, in UDP (/ip/ipsec/active-peers: natt-peer).',
    labels: PEER_LABELS,
  },
  receiveBytes: {
    name: 'mikrotik_ipsec_peer_receive_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes received from the peer (/ip/ipsec/active-peers stats: rx-bytes).',
    labels: PEER_LABELS,
  },
  transmitBytes: {
    name: 'mikrotik_ipsec_peer_transmit_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes sent to the peer (/ip/ipsec/active-peers stats: tx-bytes).',
    labels: PEER_LABELS,
  },
  receivePackets: {
    name: 'mikrotik_ipsec_peer_receive_packets_total',
    type: 'counter',
    help: 'Packets received from the peer (/ip/ipsec/active-peers stats: rx-packets).',
    labels: PEER_LABELS,
  },
  transmitPackets: {
    name: 'mikrotik_ipsec_peer_transmit_packets_total',
    type: 'counter',
    help: 'Packets sent to the peer (/ip/ipsec/active-peers stats: tx-packets).',
    labels: PEER_LABELS,
  },
  truncated: {
    name: 'mikrotik_ipsec_peer_truncated',
    type: 'gauge',
    help: '1 if there are more peers than the row limit, so that some are missing (/ip/ipsec/peer, /ip/ipsec/active-peers).',
    labels: [],
  },
} as const satisfies FamilyTable;
