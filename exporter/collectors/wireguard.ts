import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Outcome } from './contract.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  info: {
    name: 'mikrotik_wireguard_info',
    type: 'info',
    help: 'What a WireGuard interface is: the key it shows, the port it listens on (/interface/wireguard).',
    labels: ['interface', 'public_key', 'listen_port', 'comment'],
  },
  enabled: {
    name: 'mikrotik_wireguard_enabled',
    type: 'gauge',
    help: '1 if a WireGuard interface is not disabled by the administrator (/interface/wireguard: disabled).',
    labels: ['interface'],
  },
  running: {
    name: 'mikrotik_wireguard_running',
    type: 'gauge',
    help: '1 if a WireGuard interface is up (/interface/wireguard: running).',
    labels: ['interface'],
  },
  peers: {
    name: 'mikrotik_wireguard_peers',
    type: 'gauge',
    help: 'Number of peers that are configured at a WireGuard interface (/interface/wireguard/peers).',
    labels: ['interface'],
  },
  peerInfo: {
    name: 'mikrotik_wireguard_peer_info',
    type: 'info',
    help: 'Who a WireGuard peer is; its name is there since 7.15 (/interface/wireguard/peers).',
    labels: ['interface', 'public_key', 'peer', 'allowed_address', 'comment'],
  },
  peerEnabled: {
    name: 'mikrotik_wireguard_peer_enabled',
    type: 'gauge',
    help: '1 if a WireGuard peer is not disabled by the administrator (/interface/wireguard/peers: disabled).',
    labels: ['interface', 'public_key'],
  },
  peerReceiveBytes: {
    name: 'mikrotik_wireguard_peer_receive_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes received from a WireGuard peer (/interface/wireguard/peers: rx).',
    labels: ['interface', 'public_key'],
  },
  peerTransmitBytes: {
    name: 'mikrotik_wireguard_peer_transmit_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes sent to a WireGuard peer (/interface/wireguard/peers: tx).',
    labels: ['interface', 'public_key'],
  },
  peerHandshakeAge: {
    name: 'mikrotik_wireguard_peer_last_handshake_age_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the last handshake with a WireGuard peer, absent if there was none; past 180 there is no session (/interface/wireguard/peers: last-handshake).',
    labels: ['interface', 'public_key'],
  },
  peerKeepalive: {
    name: 'mikrotik_wireguard_peer_keepalive_interval_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How often the router keeps the session with a WireGuard peer alive, absent if it does not (/interface/wireguard/peers: persistent-keepalive).',
    labels: ['interface', 'public_key'],
  },
  truncated: {
    name: 'mikrotik_wireguard_truncated',
    type: 'gauge',
    help: '1 if there are more WireGuard peers or interfaces than the row limit, so that some and the counts are missing (/interface/wireguard/peers).',
    labels: [],
  },
} as const satisfies FamilyTable;

const INTERFACE = ['name', 'public-key', 'listen-port', 'comment', 'disabled', 'running'] as const;

const PEER = [
  'interface',
  'public-key',
  'name',
  'allowed-address',
  'comment',
  'disabled',
  'rx',
  'tx',
  'last-handshake',
  'persistent-keepalive',
] as const;

type Peers = Tally<typeof families.peers>;

/**
 * WireGuard, of RouterOS 7. A peer is its public key at an interface: its name is there since 7.15 only, and where it
 * connects from changes.
 */
export const wireguardCollector: Collector = {
  name: 'wireguard',
  summary: 'WireGuard interfaces, and the traffic and last handshake of each peer.',
  modules: ['vpn'],
  partial: true,
  families,
  menus: [
    { command: '/interface/wireguard/print', cost: 'cheap', versions: '7' },
    { command: '/interface/wireguard/peers/print', cost: 'table', versions: '7' },
  ],
  async collect(device, emit) {
    const peers: Peers = new Tally(families.peers);
    const outcomes = await settle(printInterfaces(device, emit, peers), printPeers(device, emit, peers));
    if (!outcomes.every(({ present }) => present)) return;
    const truncated = emitTruncated(emit, families.truncated, ...outcomes);
    if (!truncated) peers.emit(emit);
  },
};

function printInterfaces(device: Device, emit: Emit, peers: Peers): Promise<Outcome> {
  return device.print('/interface/wireguard', INTERFACE, (row) => {
    const name = row.text('name');
    if (name === undefined) return;
    const info = labels({
      interface: name,
      public_key: row.text('public-key'),
      listen_port: row.text('listen-port'),
      comment: row.text('comment'),
    });
    emit(families.info, info, 1);
    const own = labels({ interface: name });
    peers.add(own, 0);
    emit(families.enabled, own, !row.flag('disabled'));
    emit(families.running, own, row.flag('running'));
  });
}

function printPeers(device: Device, emit: Emit, peers: Peers): Promise<Outcome> {
  return device.print('/interface/wireguard/peers', PEER, (row) => {
    const name = row.text('interface');
    if (name === undefined) return;
    peers.add(labels({ interface: name }));
    const identity = { interface: name, public_key: row.text('public-key') };
    const info = {
      ...identity,
      peer: row.text('name'),
      allowed_address: row.text('allowed-address'),
      comment: row.text('comment'),
    };
    emit(families.peerInfo, labels(info), 1);
    const own = labels(identity);
    emit(families.peerEnabled, own, !row.flag('disabled'));
    emit(families.peerReceiveBytes, own, row.number('rx'));
    emit(families.peerTransmitBytes, own, row.number('tx'));
    emit(families.peerHandshakeAge, own, row.duration('last-handshake'));
    emit(families.peerKeepalive, own, row.duration('persistent-keepalive'));
  });
}
