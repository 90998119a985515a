import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { NOT_DYNAMIC } from './queries.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';

const families = {
  memberInfo: {
    name: 'mikrotik_interface_list_member_info',
    type: 'info',
    help: 'An interface that is configured into a list, say WAN or LAN (/interface/list/member).',
    labels: ['interface', 'list'],
  },
  members: {
    name: 'mikrotik_interface_list_members',
    type: 'gauge',
    help: 'Number of interfaces that are configured into a list (/interface/list, /interface/list/member).',
    labels: ['list'],
  },
  dynamicMembers: {
    name: 'mikrotik_interface_list_dynamic_members',
    type: 'gauge',
    help: 'Number of interfaces that are in lists without being configured, such as PPP sessions (/interface/list/member: dynamic).',
    labels: [],
  },
} as const satisfies FamilyTable;

type Members = Tally<typeof families.members>;

const LIST = ['name', 'builtin'] as const;

const MEMBER = ['list', 'interface', 'disabled'] as const;

/** Which interfaces are WAN and which are LAN. Dynamic members, one a PPP session, are only counted. */
export const interfaceListCollector: Collector = {
  name: 'interface_list',
  summary: 'The interface lists and their members.',
  modules: ['interfaces'],
  families,
  menus: [
    { command: '/interface/list/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/interface/list/member/print', cost: 'table', versions: '6 and 7' },
    { command: '/interface/list/member/print', cost: 'table', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    const members: Members = new Tally(families.members);
    const [, , dynamic] = await settle(
      printLists(device, members),
      printMembers(device, emit, members),
      device.count('/interface/list/member', ['?dynamic=true']),
    );
    members.emit(emit);
    emit(families.dynamicMembers, NO_LABELS, dynamic);
  },
};

function printLists(device: Device, members: Members): Promise<unknown> {
  return device.print('/interface/list', LIST, (row) => {
    // `all`, `none`, `dynamic`, `static` have no members to configure.
    if (!row.flag('builtin')) members.add(labels({ list: row.text('name') }), 0);
  });
}

function printMembers(device: Device, emit: Emit, members: Members): Promise<unknown> {
  return device.print(
    '/interface/list/member',
    MEMBER,
    (row) => {
      if (row.flag('disabled')) return;
      const list = row.text('list');
      emit(families.memberInfo, labels({ interface: row.text('interface'), list }), 1);
      members.add(labels({ list }));
    },
    { query: NOT_DYNAMIC },
  );
}
