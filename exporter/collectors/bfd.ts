import { type FamilyTable } from '../exposition/family.ts';
import { labels, type LabelSet } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { splitRoutingAddress } from './routing-address.ts';
import { settle } from './settle.ts';

const SESSION = ['remote_address', 'local_address', 'interface', 'vrf'] as const;

const families = {
  info: {
    name: 'mikrotik_bfd_session_info',
    type: 'info',
    help: 'A BFD session, and the protocols that it guards (/routing/bfd/session, /routing/bfd/neighbor).',
    labels: [...SESSION, 'multihop', 'protocols'],
  },
  up: {
    name: 'mikrotik_bfd_session_up',
    type: 'gauge',
    help: '1 if the session is up (/routing/bfd/session, /routing/bfd/neighbor: up, state).',
    labels: SESSION,
  },
  inactive: {
    name: 'mikrotik_bfd_session_inactive',
    type: 'gauge',
    help: '1 if RouterOS 7 does not try to bring the session up, as with an address that BFD is not allowed for (/routing/bfd/session: inactive).',
    labels: SESSION,
  },
  state: {
    name: 'mikrotik_bfd_session_state',
    type: 'gauge',
    help: 'State of a session: 1 for the present one, else 0 (/routing/bfd/session, /routing/bfd/neighbor: state).',
    labels: SESSION,
    states: ['admin-down', 'down', 'init', 'up'],
  },
  uptime: {
    name: 'mikrotik_bfd_session_uptime_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the session came up; RouterOS 6 does not tell it (/routing/bfd/session: uptime).',
    labels: SESSION,
  },
  stateChanges: {
    name: 'mikrotik_bfd_session_state_changes_total',
    type: 'counter',
    help: 'Changes of the state of the session (/routing/bfd/session, /routing/bfd/neighbor: state-changes).',
    labels: SESSION,
  },
  receivePackets: {
    name: 'mikrotik_bfd_session_receive_packets_total',
    type: 'counter',
    help: 'BFD packets received (/routing/bfd/session, /routing/bfd/neighbor: packets-rx).',
    labels: SESSION,
  },
  transmitPackets: {
    name: 'mikrotik_bfd_session_transmit_packets_total',
    type: 'counter',
    help: 'BFD packets sent (/routing/bfd/session, /routing/bfd/neighbor: packets-tx).',
    labels: SESSION,
  },
  multiplier: {
    name: 'mikrotik_bfd_session_multiplier',
    type: 'gauge',
    help: 'Packets that may be missing before the session counts as down (/routing/bfd/session, /routing/bfd/neighbor: multiplier).',
    labels: SESSION,
  },
  hold: {
    name: 'mikrotik_bfd_session_hold_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Silence after which the session counts as down (/routing/bfd/session, /routing/bfd/neighbor: hold-time).',
    labels: SESSION,
  },
  transmitInterval: {
    name: 'mikrotik_bfd_session_transmit_interval_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Interval at which packets are sent, as agreed with the peer (/routing/bfd/session, /routing/bfd/neighbor: actual-tx-interval).',
    labels: SESSION,
  },
  desiredTransmitInterval: {
    name: 'mikrotik_bfd_session_desired_transmit_interval_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Interval at which the router wants to send (/routing/bfd/session, /routing/bfd/neighbor: desired-tx-interval).',
    labels: SESSION,
  },
  requiredReceiveInterval: {
    name: 'mikrotik_bfd_session_required_receive_interval_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Shortest interval at which the router can receive (/routing/bfd/session, /routing/bfd/neighbor: required-min-rx).',
    labels: SESSION,
  },
  remoteReceiveInterval: {
    name: 'mikrotik_bfd_session_remote_receive_interval_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Shortest interval at which the peer can receive (/routing/bfd/session, /routing/bfd/neighbor: remote-min-rx).',
    labels: SESSION,
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'remote-address',
  'address',
  'local-address',
  'interface',
  'vrf',
  'multihop',
  'protocols',
  'state',
  'up',
  'inactive',
  'state-changes',
  'uptime',
  'desired-tx-interval',
  'actual-tx-interval',
  'required-min-rx',
  'remote-min-rx',
  'multiplier',
  'hold-time',
  'packets-rx',
  'packets-tx',
] as const;

/** BFD sessions. RouterOS 7 writes interface and VRF into the addresses, 6 has the interface beside them. */
export const bfdCollector: Collector = {
  name: 'bfd',
  summary: 'BFD sessions: state, packets, and the intervals agreed.',
  modules: ['routing'],
  families,
  menus: [
    { command: '/routing/bfd/session/print', cost: 'table', versions: '7.10 and newer' },
    { command: '/routing/bfd/neighbor/print', cost: 'table', versions: '6' },
  ],
  async collect(device, emit) {
    await settle(
      printSessions(device, emit, '/routing/bfd/session'),
      printSessions(device, emit, '/routing/bfd/neighbor'),
    );
  },
};

function printSessions(device: Device, emit: Emit, menu: string): Promise<unknown> {
  return device.print(menu, ATTRIBUTES, (row) => collectSession(emit, row));
}

type SessionRow = Row<(typeof ATTRIBUTES)[number]>;

function collectSession(emit: Emit, row: SessionRow): void {
  const remote = splitRoutingAddress(row.text('remote-address') ?? row.text('address'));
  const local = splitRoutingAddress(row.text('local-address'));
  const identity = {
    remote_address: remote.address,
    local_address: local.address,
    interface: row.text('interface') ?? remote.interface,
    vrf: row.text('vrf') ?? remote.vrf,
  };
  const own = labels(identity);
  const info = labels({ ...identity, multihop: row.text('multihop'), protocols: row.text('protocols') });
  const state = row.text('state');
  emit(families.info, info, 1);
  emit(families.up, own, row.flag('up') || state === 'up');
  emit(families.inactive, own, row.flag('inactive'));
  // Of a session that it does not try RouterOS 7 says intervals of 0ms.
  if (!row.flag('inactive')) collectProgress(emit, own, state, row);
}

function collectProgress(
  emit: Emit,
  own: LabelSet<(typeof SESSION)[number]>,
  state: string | undefined,
  row: SessionRow,
): void {
  emit.state(families.state, own, state);
  emit(families.uptime, own, row.duration('uptime'));
  emit(families.stateChanges, own, row.number('state-changes'));
  emit(families.receivePackets, own, row.number('packets-rx'));
  emit(families.transmitPackets, own, row.number('packets-tx'));
  emit(families.multiplier, own, row.number('multiplier'));
  emit(families.hold, own, row.duration('hold-time'));
  emit(families.transmitInterval, own, row.duration('actual-tx-interval'));
  emit(families.desiredTransmitInterval, own, row.duration('desired-tx-interval'));
  emit(families.requiredReceiveInterval, own, row.duration('required-min-rx'));
  emit(families.remoteReceiveInterval, own, row.duration('remote-min-rx'));
}
