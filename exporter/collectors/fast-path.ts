import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { settle } from './settle.ts';

const families = {
  active: {
    name: 'mikrotik_fast_path_active',
    type: 'gauge',
    help: '1 if packets may take the fast path (/ip/settings, /ipv6/settings: ipv4-fast-path-active, ipv6-fast-path-active).',
    labels: ['ip_version'],
  },
  bytes: {
    name: 'mikrotik_fast_path_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that took the fast path (/ip/settings, /ipv6/settings: ipv4-fast-path-bytes, ipv6-fast-path-bytes).',
    labels: ['ip_version'],
  },
  packets: {
    name: 'mikrotik_fast_path_packets_total',
    type: 'counter',
    help: 'Packets that took the fast path (/ip/settings, /ipv6/settings: ipv4-fast-path-packets, ipv6-fast-path-packets).',
    labels: ['ip_version'],
  },
  fasttrackActive: {
    name: 'mikrotik_fast_path_fasttrack_active',
    type: 'gauge',
    help: '1 if a rule sends connections to FastTrack (/ip/settings, /ipv6/settings: ipv4-fasttrack-active, ipv6-fasttrack-active).',
    labels: ['ip_version'],
  },
  fasttrackBytes: {
    name: 'mikrotik_fast_path_fasttrack_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that were FastTracked, which firewall rules and queues do not see (/ip/settings, /ipv6/settings: ipv4-fasttrack-bytes, ipv6-fasttrack-bytes).',
    labels: ['ip_version'],
  },
  fasttrackPackets: {
    name: 'mikrotik_fast_path_fasttrack_packets_total',
    type: 'counter',
    help: 'Packets that were FastTracked, which firewall rules and queues do not see (/ip/settings, /ipv6/settings: ipv4-fasttrack-packets, ipv6-fasttrack-packets).',
    labels: ['ip_version'],
  },
  forwarding: {
    name: 'mikrotik_ip_forwarding_enabled',
    type: 'gauge',
    help: '1 if the device forwards packets between its interfaces (/ip/settings, /ipv6/settings: ip-forward, forward).',
    labels: ['ip_version'],
  },
  maxNeighborEntries: {
    name: 'mikrotik_ip_max_neighbor_entries',
    type: 'gauge',
    help: 'Entries that the ARP or the IPv6 neighbour table can hold (/ip/settings, /ipv6/settings: max-neighbor-entries).',
    labels: ['ip_version'],
  },
} as const satisfies FamilyTable;

const IPV4 = [
  'ip-forward',
  'max-neighbor-entries',
  'ipv4-fast-path-active',
  'ipv4-fast-path-bytes',
  'ipv4-fast-path-packets',
  'ipv4-fasttrack-active',
  'ipv4-fasttrack-bytes',
  'ipv4-fasttrack-packets',
] as const;

const IPV6 = [
  'forward',
  'max-neighbor-entries',
  'ipv6-fast-path-active',
  'ipv6-fast-path-bytes',
  'ipv6-fast-path-packets',
  'ipv6-fasttrack-active',
  'ipv6-fasttrack-bytes',
  'ipv6-fasttrack-packets',
] as const;

/** How packets go through the device: forwarded at all, on the fast path, by FastTrack. */
export const fastPathCollector: Collector = {
  name: 'fast_path',
  summary: 'Fast path and FastTrack with their traffic; forwarding; size of the neighbour tables.',
  modules: ['services'],
  families,
  menus: [
    { command: '/ip/settings/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/ipv6/settings/print', cost: 'cheap', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    await settle(collectIpv4(device, emit), collectIpv6(device, emit));
  },
};

function collectIpv4(device: Device, emit: Emit): Promise<unknown> {
  const own = labels({ ip_version: '4' });
  return device.print('/ip/settings', IPV4, (row) => {
    emit(families.active, own, row.sentFlag('ipv4-fast-path-active'));
    emit(families.bytes, own, row.number('ipv4-fast-path-bytes'));
    emit(families.packets, own, row.number('ipv4-fast-path-packets'));
    emit(families.fasttrackActive, own, row.sentFlag('ipv4-fasttrack-active'));
    emit(families.fasttrackBytes, own, row.number('ipv4-fasttrack-bytes'));
    emit(families.fasttrackPackets, own, row.number('ipv4-fasttrack-packets'));
    emit(families.forwarding, own, row.sentFlag('ip-forward'));
    emit(families.maxNeighborEntries, own, row.number('max-neighbor-entries'));
  });
}

function collectIpv6(device: Device, emit: Emit): Promise<unknown> {
  const own = labels({ ip_version: '6' });
  return device.print('/ipv6/settings', IPV6, (row) => {
    emit(families.active, own, row.sentFlag('ipv6-fast-path-active'));
    emit(families.bytes, own, row.number('ipv6-fast-path-bytes'));
    emit(families.packets, own, row.number('ipv6-fast-path-packets'));
    emit(families.fasttrackActive, own, row.sentFlag('ipv6-fasttrack-active'));
    emit(families.fasttrackBytes, own, row.number('ipv6-fasttrack-bytes'));
    emit(families.fasttrackPackets, own, row.number('ipv6-fasttrack-packets'));
    emit(families.forwarding, own, row.sentFlag('forward'));
    emit(families.maxNeighborEntries, own, row.number('max-neighbor-entries'));
  });
}
