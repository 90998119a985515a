import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { Tally } from './tally.ts';

const families = {
  info: {
    name: 'mikrotik_bridge_vlan_info',
    type: 'info',
    help: 'VLANs that are configured on a bridge in one entry, and its comment (/interface/bridge/vlan: vlan-ids).',
    labels: ['bridge', 'vlan_ids', 'comment'],
  },
  taggedPorts: {
    name: 'mikrotik_bridge_vlan_tagged_ports',
    type: 'gauge',
    help: 'Number of ports that are up and carry the VLANs tagged, the bridge among them (/interface/bridge/vlan: current-tagged).',
    labels: ['bridge', 'vlan_ids'],
  },
  untaggedPorts: {
    name: 'mikrotik_bridge_vlan_untagged_ports',
    type: 'gauge',
    help: 'Number of ports that are up and carry the VLANs untagged, the bridge among them (/interface/bridge/vlan: current-untagged).',
    labels: ['bridge', 'vlan_ids'],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'bridge',
  'vlan-ids',
  'comment',
  'dynamic',
  'disabled',
  'current-tagged',
  'current-untagged',
] as const;

/**
 * The VLANs of the bridges. RouterOS adds dynamic entries beside those configured, say for the PVID of a port: the ports
 * of both are counted together.
 */
export const bridgeVlanCollector: Collector = {
  name: 'bridge_vlan',
  summary: 'VLANs of bridges, and how many ports carry each tagged and untagged.',
  modules: ['switching'],
  families,
  menus: [{ command: '/interface/bridge/vlan/print', cost: 'table', versions: '6 and 7' }],
  async collect(device, emit) {
    const tagged = new Tally(families.taggedPorts);
    const untagged = new Tally(families.untaggedPorts);
    await device.print('/interface/bridge/vlan', ATTRIBUTES, (row) => {
      if (row.flag('disabled')) return;
      const vlan = { bridge: row.text('bridge'), vlan_ids: row.text('vlan-ids') };
      if (!row.flag('dynamic')) emit(families.info, labels({ ...vlan, comment: row.text('comment') }), 1);
      const own = labels(vlan);
      tagged.add(own, row.list('current-tagged').length);
      untagged.add(own, row.list('current-untagged').length);
    });
    tagged.emit(emit);
    untagged.emit(emit);
  },
};
