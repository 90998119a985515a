import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { loopDetected } from './loop-protect.ts';

const families = {
  info: {
    name: 'mikrotik_vlan_info',
    type: 'info',
    help: 'The VLAN of an interface, and the interface that it is on (/interface/vlan: vlan-id, interface).',
    labels: ['interface', 'vlan_id', 'parent', 'service_tag'],
  },
  loopDetected: {
    name: 'mikrotik_vlan_loop_detected',
    type: 'gauge',
    help: '1 if loop protection has shut the interface; absent if it is not protected (/interface/vlan: loop-protect-status).',
    labels: ['interface'],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'name',
  'comment',
  'vlan-id',
  'interface',
  'use-service-tag',
  'loop-protect-status',
] as const;

/** What VLAN interfaces are; their traffic and whether they run is in the collector `interface`. */
export const vlanCollector: Collector = {
  name: 'vlan',
  summary: 'The VLAN and parent of each VLAN interface.',
  modules: ['interfaces'],
  families,
  menus: [{ command: '/interface/vlan/print', cost: 'table', versions: '6 and 7' }],
  async collect(device, emit) {
    await device.print('/interface/vlan', ATTRIBUTES, (row) => {
      const name = row.text('name');
      if (name === undefined) return;
      const facts = { name, type: 'vlan', comment: row.text('comment'), dynamic: false };
      if (!device.interfaces.keeps(facts)) return;
      const info = labels({
        interface: name,
        vlan_id: row.text('vlan-id'),
        parent: row.text('interface'),
        service_tag: row.flag('use-service-tag') ? 'true' : 'false',
      });
      emit(families.info, info, 1);
      emit(families.loopDetected, labels({ interface: name }), loopDetected(row.text('loop-protect-status')));
    });
  },
};
