import { type Face, facesOf } from './face.ts';
import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { idText } from '../values/text.ts';

interface List {
  readonly number: number;
  readonly name: string;
  readonly builtin: boolean;
}

const LISTS: readonly List[] = [
  ...['all', 'none', 'dynamic', 'static'].map((name, index) => ({ number: index, name, builtin: true })),
  { number: 0x10, name: 'WAN', builtin: false },
  { number: 0x11, name: 'LAN', builtin: false },
  { number: 0x12, name: 'subscribers', builtin: false },
];

const list = defineMenu<List>({
  path: '/interface/list',
  entries: () => LISTS,
  columns: {
    '.id': ({ number }) => idText(0x200_0000 + number),
    name: ({ name }) => name,
    include: () => '',
    exclude: () => '',
    builtin: ({ builtin }, at) => flagAt(at, builtin),
    dynamic: (_, at) => flagAt(at, false),
  },
});

interface Member {
  readonly face: Face;
  readonly list: string;
}

/** The uplinks are WAN, the bridge and the VLANs are LAN, a PPP session is put among the subscribers by its profile. */
function* members(at: Moment): Generator<Member> {
  for (const face of facesOf(at)) {
    const name = listOf(face);
    if (name !== undefined) yield { face, list: name };
  }
}

function listOf({ is, dynamic }: Face): string | undefined {
  if (dynamic) return 'subscribers';
  if (is.type === 'bridge' || is.type === 'vlan') return 'LAN';
  return is.type === 'pppoe-out' || (is.name === 'ether1' && is.slave !== true) ? 'WAN' : undefined;
}

const member = defineMenu<Member>({
  path: '/interface/list/member',
  entries: members,
  columns: {
    '.id': ({ face }) => idText(face.number),
    list: (entry) => entry.list,
    interface: ({ face }) => face.is.name,
    dynamic: ({ face }, at) => flagAt(at, face.dynamic),
    disabled: (_, at) => flagAt(at, false),
  },
});

export const interfaceListMenus: readonly Menu[] = [list, member];
