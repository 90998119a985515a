import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Outcome } from './contract.ts';
import { settle } from './settle.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  enabled: {
    name: 'mikrotik_zerotier_enabled',
    type: 'gauge',
    help: '1 if a ZeroTier instance is not disabled by the administrator (/zerotier: disabled).',
    labels: ['zerotier'],
  },
  online: {
    name: 'mikrotik_zerotier_online',
    type: 'gauge',
    help: '1 if a ZeroTier instance reaches the roots of ZeroTier (/zerotier: online).',
    labels: ['zerotier'],
  },
  interfaceInfo: {
    name: 'mikrotik_zerotier_interface_info',
    type: 'info',
    help: 'Which network a ZeroTier interface belongs to (/zerotier/interface).',
    labels: ['interface', 'zerotier', 'network', 'network_name'],
  },
  interfaceRunning: {
    name: 'mikrotik_zerotier_interface_running',
    type: 'gauge',
    help: '1 if a ZeroTier interface is up (/zerotier/interface: running).',
    labels: ['interface'],
  },
  interfaceState: {
    name: 'mikrotik_zerotier_interface_state',
    type: 'gauge',
    help: 'What the controller of its network says to a ZeroTier interface: 1 for the present state, else 0 (/zerotier/interface: status).',
    labels: ['interface'],
    states: [
      'OK',
      'REQUESTING_CONFIGURATION',
      'ACCESS_DENIED',
      'NOT_FOUND',
      'AUTHENTICATION_REQUIRED',
      'PORT_ERROR',
      'CLIENT_TOO_OLD',
    ],
  },
  peerInfo: {
    name: 'mikrotik_zerotier_peer_info',
    type: 'info',
    help: 'What a ZeroTier peer is: a root (PLANET), a moon, or a member of the network (/zerotier/peer).',
    labels: ['zerotier', 'zerotier_address', 'role'],
  },
  peerLatency: {
    name: 'mikrotik_zerotier_peer_latency_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Round trip to a ZeroTier peer (/zerotier/peer: latency).',
    labels: ['zerotier', 'zerotier_address'],
  },
  truncated: {
    name: 'mikrotik_zerotier_truncated',
    type: 'gauge',
    help: '1 if there are more ZeroTier peers than the row limit, so that some are missing (/zerotier/peer).',
    labels: [],
  },
} as const satisfies FamilyTable;

const INSTANCE = ['name', 'online', 'disabled'] as const;
const INTERFACE = ['name', 'instance', 'network', 'network-name', 'running', 'status'] as const;
const PEER = ['instance', 'zt-address', 'latency', 'role'] as const;

const VERSIONS = '7.1 and newer; with the package zerotier, on ARM';

/** ZeroTier, of RouterOS 7 on ARM. Its peers are who else is in the network: 1,000 at most. */
export const zerotierCollector: Collector = {
  name: 'zerotier',
  summary: 'ZeroTier instances, their interfaces, and the latency of each peer.',
  modules: ['vpn'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [
    { command: '/zerotier/print', cost: 'cheap', versions: VERSIONS },
    { command: '/zerotier/interface/print', cost: 'cheap', versions: VERSIONS },
    { command: '/zerotier/peer/print', cost: 'table', versions: VERSIONS },
  ],
  async collect(device, emit) {
    const outcomes = await settle(
      printInstances(device, emit),
      printInterfaces(device, emit),
      printPeers(device, emit),
    );
    if (!outcomes.every(({ present }) => present)) return;
    emitTruncated(emit, families.truncated, ...outcomes);
  },
};

function printInstances(device: Device, emit: Emit): Promise<Outcome> {
  return device.print('/zerotier', INSTANCE, (row) => {
    const own = labels({ zerotier: row.text('name') });
    emit(families.enabled, own, !row.flag('disabled'));
    emit(families.online, own, row.flag('online'));
  });
}

function printInterfaces(device: Device, emit: Emit): Promise<Outcome> {
  return device.print('/zerotier/interface', INTERFACE, (row) => {
    const name = row.text('name');
    if (name === undefined) return;
    const info = labels({
      interface: name,
      zerotier: row.text('instance'),
      network: row.text('network'),
      network_name: row.text('network-name'),
    });
    emit(families.interfaceInfo, info, 1);
    const own = labels({ interface: name });
    emit(families.interfaceRunning, own, row.flag('running'));
    emit.state(families.interfaceState, own, row.text('status'));
  });
}

function printPeers(device: Device, emit: Emit): Promise<Outcome> {
  return device.print('/zerotier/peer', PEER, (row) => {
    const identity = { zerotier: row.text('instance'), zerotier_address: row.text('zt-address') };
    emit(families.peerInfo, labels({ ...identity, role: row.text('role') }), 1);
    // ZeroTier's own word for unknown is -1.
    const known = row.text('latency')?.startsWith('-') === false;
    emit(families.peerLatency, labels(identity), known ? row.duration('latency') : undefined);
  });
}
