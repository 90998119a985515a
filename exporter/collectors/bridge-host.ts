import { type FamilyTable } from '../exposition/family.ts';
import { NO_LABELS } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { settle } from './settle.ts';

const families = {
  hosts: {
    name: 'mikrotik_bridge_hosts',
    type: 'gauge',
    help: 'Number of MAC addresses that the bridges know, each once a VLAN, and once more if the switch chip knows it, too (/interface/bridge/host).',
    labels: [],
  },
  localHosts: {
    name: 'mikrotik_bridge_local_hosts',
    type: 'gauge',
    help: 'Number of entries among them that are of the device itself (/interface/bridge/host: local).',
    labels: [],
  },
  externalHosts: {
    name: 'mikrotik_bridge_external_hosts',
    type: 'gauge',
    help: 'Number of entries among them that the bridges were told, say by the switch chip (/interface/bridge/host: external).',
    labels: [],
  },
  multicastGroups: {
    name: 'mikrotik_bridge_multicast_entries',
    type: 'gauge',
    help: 'Number of multicast groups that IGMP snooping has found, each once a VLAN (/interface/bridge/mdb).',
    labels: [],
  },
} as const satisfies FamilyTable;

/** The addresses that bridges know, in numbers: the device counts them, for which it walks the table each time. */
export const bridgeHostCollector: Collector = {
  name: 'bridge_host',
  summary: 'How many MAC addresses and multicast groups the bridges know.',
  modules: ['switching'],
  families,
  menus: [
    { command: '/interface/bridge/host/print', cost: 'walk', versions: '6 and 7' },
    { command: '/interface/bridge/host/print', cost: 'walk', versions: '6 and 7' },
    { command: '/interface/bridge/host/print', cost: 'walk', versions: '6 and 7' },
    { command: '/interface/bridge/mdb/print', cost: 'walk', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    const [hosts, local, external, groups] = await settle(
      device.count('/interface/bridge/host'),
      device.count('/interface/bridge/host', ['?local=true']),
      device.count('/interface/bridge/host', ['?external=true']),
      device.count('/interface/bridge/mdb'),
    );
    emit(families.hosts, NO_LABELS, hosts);
    emit(families.localHosts, NO_LABELS, local);
    emit(families.externalHosts, NO_LABELS, external);
    emit(families.multicastGroups, NO_LABELS, groups);
  },
};
