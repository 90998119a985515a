import { type Face, facesOf, isUp, macOf } from './face.ts';
import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { hexDigits } from '../values/random.ts';
import { idText } from '../values/text.ts';
import { bridgePortMenus } from './bridge-port.ts';
import { bridgeTableMenus } from './bridge-table.ts';
import { isForwarding, isRoot, portsOfBridge, rootPathCost, rootPortOf } from './spanning-tree.ts';

function* bridgesOf(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) if (face.is.type === 'bridge') yield face;
}

function bridgeId(at: Moment, face: Face): string {
  return `0x8000.${macOf(at, face)}`;
}

/** The root of the tree: the device itself, or the switch that its uplinks lead to. */
function rootId(at: Moment, face: Face): string {
  const uplink = hexDigits(at.key, 'root bridge', 6).match(/../g) ?? [];
  return isRoot(at) ? bridgeId(at, face) : ['0x1000.48', 'A9', '8A', ...uplink].join(':');
}

const bridges = defineMenu<Face>({
  path: '/interface/bridge',
  entries: bridgesOf,
  columns: {
    '.id': (face) => idText(face.number),
    name: (face) => face.is.name,
    mtu: () => 'auto',
    'actual-mtu': (face) => face.is.mtu,
    l2mtu: (face) => face.is.l2mtu,
    'mac-address': (face, at) => macOf(at, face),
    'protocol-mode': () => 'rstp',
    priority: () => '0x8000',
    'fast-forward': () => true,
    'igmp-snooping': () => false,
    'vlan-filtering': (_, at) => at.model.interfaces.some((each) => each.vlan?.parent === 'bridge'),
    'dhcp-snooping': () => false,
    'max-learned-entries': (_, at) => (at.persona.name === '7.20' ? 'auto' : undefined),
    running: (face, at) => isUp(at, face),
    disabled: (face, at) => flagAt(at, face.is.disabled ?? false),
    comment: (face) => face.is.comment,
  },
  monitor: {
    state: (face, at) => (isUp(at, face) ? 'enabled' : 'disabled'),
    'current-mac-address': (face, at) => macOf(at, face),
    'bridge-id': bridgeIdAt,
    'root-bridge': (_, at) => isRoot(at),
    'root-bridge-id': (face, at) => rootId(at, face),
    'root-path-cost': (_, at) => rootPathCost(at),
    'root-port': (_, at) => rootPortOf(at)?.is.name ?? 'none',
    'port-count': (_, at) => portsOfBridge(at).length,
    'designated-port-count': (_, at) =>
      portsOfBridge(at).filter((port) => isForwarding(at, port) && port.is.uplink !== true).length,
    'fast-forward': () => false,
    'multicast-router': () => false,
  },
});

function bridgeIdAt(face: Face, at: Moment): string {
  return bridgeId(at, face);
}

/** Until 7.21, on switches: two of them that answer as one to a third. */
const mlag = defineMenu<Moment>({
  path: '/interface/bridge/mlag',
  exists: (at) => at.persona.major === 7 && at.model.board.name.startsWith('CRS'),
  entries: (at) => [at],
  columns: { bridge: () => '', 'peer-port': () => 'none' },
  monitors: {
    monitor: {
      argument: undefined,
      columns: { status: () => 'disabled' },
    },
  },
});

export const bridgeMenus: readonly Menu[] = [bridges, mlag, ...bridgePortMenus, ...bridgeTableMenus];
