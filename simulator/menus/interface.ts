import { bytesOf, defectsOf, type Face, facesOf, isUp, linkHistory, macOf, packetsOf } from './face.ts';
import { defineMenu, type Menu, whenTrue } from './menu.ts';
import { type Moment } from '../moment.ts';
import { dateTimeText, idText } from '../values/text.ts';
import { localTime } from './clock.ts';

/** Some boards of RouterOS 6 answer their error counters empty. */
function errors(at: Moment, face: Face, direction: 'rx' | 'tx'): number | '' {
  if (at.persona.major === 6 && at.model.board.architecture === 'arm' && face.is.type !== 'ether') return '';
  return defectsOf(at, face, direction, 'error');
}

function linkTime(at: Moment, time: number | undefined): string | undefined {
  return time === undefined ? undefined : dateTimeText(localTime(at, time), at.persona.isoDates);
}

const HAS_MAC = new Set([
  'ether',
  'bridge',
  'vlan',
  'wlan',
  'wifi',
  'loopback',
  'bond',
  'vrrp',
  'eoip',
  'vxlan',
]);

const interfaces = defineMenu<Face>({
  path: '/interface',
  takesStats: true,
  entries: facesOf,
  columns: {
    '.id': (face) => idText(face.number),
    name: (face) => face.is.name,
    'default-name': (face) => (/^(ether|wlan|wifi)$/.test(face.is.type) ? face.is.name : undefined),
    type: (face) => face.is.type,
    mtu: (face) => (face.is.type === 'bridge' ? 'auto' : face.is.mtu),
    'actual-mtu': (face) => face.is.mtu,
    l2mtu: (face) => face.is.l2mtu,
    'max-l2mtu': (face) => (face.is.port?.rate === undefined ? undefined : 9578),
    'mac-address': (face, at) => (HAS_MAC.has(face.is.type) ? macOf(at, face) : undefined),
    'last-link-down-time': (face, at) => linkTime(at, linkHistory(at, face).down),
    'last-link-up-time': (face, at) => linkTime(at, linkHistory(at, face).up),
    'link-downs': (face, at) => linkHistory(at, face).downs,
    'rx-byte': (face, at) => bytesOf(at, face, 'rx'),
    'tx-byte': (face, at) => bytesOf(at, face, 'tx'),
    'rx-packet': (face, at) => packetsOf(at, face, 'rx'),
    'tx-packet': (face, at) => packetsOf(at, face, 'tx'),
    'rx-drop': (face, at) => defectsOf(at, face, 'rx', 'drop'),
    'tx-drop': (face, at) => defectsOf(at, face, 'tx', 'drop'),
    'tx-queue-drop': (face, at) => defectsOf(at, face, 'tx', 'queue drop'),
    'rx-error': (face, at) => errors(at, face, 'rx'),
    'tx-error': (face, at) => errors(at, face, 'tx'),
    'fp-rx-byte': (face, at) => Math.floor(bytesOf(at, face, 'rx') * 0.9),
    'fp-tx-byte': (face, at) => Math.floor(bytesOf(at, face, 'tx') * 0.9),
    'fp-rx-packet': (face, at) => Math.floor(packetsOf(at, face, 'rx') * 0.9),
    'fp-tx-packet': (face, at) => Math.floor(packetsOf(at, face, 'tx') * 0.9),
    'fast-path': (face, at) => (at.persona.major === 6 ? face.is.port !== undefined : undefined),
    running: (face, at) => isUp(at, face),
    disabled: (face) => face.is.disabled ?? false,
    dynamic: (face) => whenTrue(face.dynamic),
    slave: (face) => whenTrue(face.is.slave ?? false),
    comment: (face) => face.is.comment,
  },
});

const vlans = defineMenu<Face>({
  path: '/interface/vlan',
  *entries(at) {
    for (const face of facesOf(at)) if (face.is.vlan !== undefined) yield face;
  },
  columns: {
    '.id': (face) => idText(face.number),
    name: (face) => face.is.name,
    mtu: (face) => face.is.mtu,
    l2mtu: (face) => face.is.l2mtu,
    'mac-address': (face, at) => macOf(at, face),
    arp: () => 'enabled',
    'loop-protect': () => 'default',
    'loop-protect-status': () => 'off',
    'vlan-id': (face) => face.is.vlan?.id,
    interface: (face) => face.is.vlan?.parent,
    'use-service-tag': () => false,
    running: (face, at) => isUp(at, face),
    disabled: (face) => face.is.disabled ?? false,
    comment: (face) => face.is.comment,
  },
});

export const interfaceMenus: readonly Menu[] = [interfaces, vlans];
