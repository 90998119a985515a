import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector } from './contract.ts';

const families = {
  info: {
    name: 'mikrotik_vrrp_info',
    type: 'info',
    help: 'The virtual router of a VRRP interface, and the interface it is on (/interface/vrrp: vrid, interface, version).',
    labels: ['interface', 'parent', 'vrid', 'vrrp_version', 'group_authority', 'comment'],
  },
  state: {
    name: 'mikrotik_vrrp_state',
    type: 'gauge',
    help: 'State of a VRRP interface: 1 for the present one, else 0 (/interface/vrrp: master, backup, failure, invalid, disabled).',
    labels: ['interface'],
    states: ['master', 'backup', 'init', 'failure', 'invalid', 'disabled'],
  },
  priority: {
    name: 'mikrotik_vrrp_priority',
    type: 'gauge',
    help: 'Priority of this router; the highest becomes the master (/interface/vrrp: priority).',
    labels: ['interface'],
  },
} as const satisfies FamilyTable;

/** The flags that are states, the one that overrides the others first. */
const STATE_FLAGS = ['disabled', 'invalid', 'failure', 'master', 'backup'] as const;

const ATTRIBUTES = [
  'name',
  'comment',
  'interface',
  'vrid',
  'version',
  'group-authority',
  'priority',
  ...STATE_FLAGS,
] as const;

/** VRRP: who is the master. */
export const vrrpCollector: Collector = {
  name: 'vrrp',
  summary: 'VRRP interfaces: state and priority.',
  modules: ['interfaces'],
  families,
  menus: [{ command: '/interface/vrrp/print', cost: 'cheap', versions: '6 and 7' }],
  async collect(device, emit) {
    await device.print('/interface/vrrp', ATTRIBUTES, (row) => {
      const name = row.text('name');
      if (name === undefined) return;
      const comment = row.text('comment');
      if (!device.interfaces.keeps({ name, type: 'vrrp', comment, dynamic: false })) return;
      const info = labels({
        interface: name,
        parent: row.text('interface'),
        vrid: row.text('vrid'),
        vrrp_version: row.text('version'),
        group_authority: row.text('group-authority'),
        comment,
      });
      emit(families.info, info, 1);
      const own = labels({ interface: name });
      emit.state(families.state, own, stateOf(row));
      emit(families.priority, own, row.number('priority'));
    });
  },
};

/** None of the flags: it has not begun, say because the interface below is down. */
function stateOf(row: Row<(typeof ATTRIBUTES)[number]>): string {
  return STATE_FLAGS.find((flag) => row.flag(flag)) ?? 'init';
}
