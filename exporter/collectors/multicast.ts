import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { splitRoutingAddress } from './routing-address.ts';
import { settle } from './settle.ts';

const families = {
  proxyUpstream: {
    name: 'mikrotik_multicast_proxy_upstream',
    type: 'gauge',
    help: '1 if the interface of the IGMP proxy leads to the sources, 0 if to the listeners (/routing/igmp-proxy/interface: upstream).',
    labels: ['interface'],
  },
  proxyActive: {
    name: 'mikrotik_multicast_proxy_active',
    type: 'gauge',
    help: '1 if the IGMP proxy uses the interface; absent if it is disabled there (/routing/igmp-proxy/interface: inactive).',
    labels: ['interface'],
  },
  proxyReceiveBytes: {
    name: 'mikrotik_multicast_proxy_receive_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Multicast bytes received by the interface (/routing/igmp-proxy/interface: rx-bytes).',
    labels: ['interface'],
  },
  proxyTransmitBytes: {
    name: 'mikrotik_multicast_proxy_transmit_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Multicast bytes sent by the interface (/routing/igmp-proxy/interface: tx-bytes).',
    labels: ['interface'],
  },
  proxyReceivePackets: {
    name: 'mikrotik_multicast_proxy_receive_packets_total',
    type: 'counter',
    help: 'Multicast packets received by the interface (/routing/igmp-proxy/interface: rx-packets).',
    labels: ['interface'],
  },
  proxyTransmitPackets: {
    name: 'mikrotik_multicast_proxy_transmit_packets_total',
    type: 'counter',
    help: 'Multicast packets sent by the interface (/routing/igmp-proxy/interface: tx-packets).',
    labels: ['interface'],
  },
  proxyGroups: {
    name: 'mikrotik_multicast_proxy_forwarding_entries',
    type: 'gauge',
    help: 'Number of pairs of group and source that the IGMP proxy forwards (/routing/igmp-proxy/mfc).',
    labels: [],
  },
  pimNeighbors: {
    name: 'mikrotik_multicast_pim_neighbors',
    type: 'gauge',
    help: 'Number of PIM neighbours (/routing/pimsm/neighbor, /routing/pim/neighbor).',
    labels: [],
  },
  pimNeighborInfo: {
    name: 'mikrotik_multicast_pim_neighbor_info',
    type: 'info',
    help: 'A PIM neighbour (/routing/pimsm/neighbor, /routing/pim/neighbor).',
    labels: ['pim_instance', 'neighbor', 'interface'],
  },
  pimNeighborDesignated: {
    name: 'mikrotik_multicast_pim_neighbor_designated',
    type: 'gauge',
    help: '1 if the neighbour is the designated router of its network (/routing/pimsm/neighbor: designated-router).',
    labels: ['pim_instance', 'neighbor', 'interface'],
  },
  pimGroups: {
    name: 'mikrotik_multicast_pim_group_entries',
    type: 'gauge',
    help: 'Number of groups that are forwarded whatever the source (/routing/pimsm/uib-g).',
    labels: [],
  },
  pimSources: {
    name: 'mikrotik_multicast_pim_source_entries',
    type: 'gauge',
    help: 'Number of pairs of group and source that are forwarded (/routing/pimsm/uib-sg).',
    labels: [],
  },
} as const satisfies FamilyTable;

/** IGMP proxy and PIM. Groups are only counted: whoever listens makes them. */
export const multicastCollector: Collector = {
  name: 'multicast',
  summary: 'IGMP proxy by interface, PIM neighbours, groups in numbers.',
  modules: ['multicast'],
  families,
  menus: [
    { command: '/routing/igmp-proxy/interface/print', cost: 'table', versions: '6 and 7' },
    { command: '/routing/igmp-proxy/mfc/print', cost: 'walk', versions: '6 and 7' },
    { command: '/routing/pimsm/neighbor/print', cost: 'table', versions: '7' },
    { command: '/routing/pim/neighbor/print', cost: 'table', versions: '6' },
    { command: '/routing/pimsm/uib-g/print', cost: 'walk', versions: '7' },
    { command: '/routing/pimsm/uib-sg/print', cost: 'walk', versions: '7' },
  ],
  async collect(device, emit) {
    const [, proxyGroups, , , pimGroups, pimSources] = await settle(
      printProxyInterfaces(device, emit),
      device.count('/routing/igmp-proxy/mfc'),
      printPimNeighbors(device, emit, '/routing/pimsm/neighbor'),
      printPimNeighbors(device, emit, '/routing/pim/neighbor'),
      device.count('/routing/pimsm/uib-g'),
      device.count('/routing/pimsm/uib-sg'),
    );
    emit(families.proxyGroups, NO_LABELS, proxyGroups);
    emit(families.pimGroups, NO_LABELS, pimGroups);
    emit(families.pimSources, NO_LABELS, pimSources);
  },
};

const PROXY = [
  'interface',
  'upstream',
  'inactive',
  'disabled',
  'rx-bytes',
  'tx-bytes',
  'rx-packets',
  'tx-packets',
] as const;

function printProxyInterfaces(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/routing/igmp-proxy/interface', PROXY, (row) => {
    const name = row.text('interface');
    if (name === undefined) return;
    const own = labels({ interface: name });
    emit(families.proxyUpstream, own, row.flag('upstream'));
    emit(families.proxyActive, own, row.flag('disabled') ? undefined : !row.flag('inactive'));
    emit(families.proxyReceiveBytes, own, row.number('rx-bytes'));
    emit(families.proxyTransmitBytes, own, row.number('tx-bytes'));
    emit(families.proxyReceivePackets, own, row.number('rx-packets'));
    emit(families.proxyTransmitPackets, own, row.number('tx-packets'));
  });
}

const PIM_NEIGHBOR = ['instance', 'address', 'interface', 'designated-router'] as const;

async function printPimNeighbors(
  device: Device,
  emit: Emit,
  menu: '/routing/pimsm/neighbor' | '/routing/pim/neighbor',
): Promise<void> {
  const { rows, present } = await device.print(menu, PIM_NEIGHBOR, (row) => {
    const remote = splitRoutingAddress(row.text('address'));
    const own = labels({
      pim_instance: row.text('instance'),
      neighbor: remote.address,
      interface: row.text('interface') ?? remote.interface,
    });
    emit(families.pimNeighborInfo, own, 1);
    if (menu === '/routing/pimsm/neighbor')
      emit(families.pimNeighborDesignated, own, row.flag('designated-router'));
  });
  emit(families.pimNeighbors, NO_LABELS, present ? rows : undefined);
}
