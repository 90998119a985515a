import { type Face, isPlugged, isUp, linkHistory } from './face.ts';
import { type Columns, defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { flowed } from '../values/signal.ts';
import { durationText, idText } from '../values/text.ts';
import { pathCost, portsOfBridge, type Role, roleOf, rootPathCost, rootPortOf } from './spanning-tree.ts';
import { isSwitched } from './ethernet.ts';
import { pvidOf } from './bridge-table.ts';

interface BridgePort {
  readonly face: Face;
  readonly role: Role;
}

function* bridgePorts(at: Moment): Generator<BridgePort> {
  const root = rootPortOf(at);
  for (const face of portsOfBridge(at)) yield { face, role: roleOf(at, face, root) };
}

function isForwarding({ role }: BridgePort): boolean {
  return role === 'root-port' || role === 'designated-port';
}

/** BPDUs flow every two seconds, to the root's side few. */
function bpdus(at: Moment, { face }: BridgePort, direction: 'rx' | 'tx'): number {
  if (!isPlugged(face)) return 0;
  const towardsUs = (face.is.uplink === true) === (direction === 'rx');
  return towardsUs ? flowed(face.key, 0.5, face.since, at.time) : linkHistory(at, face).downs;
}

/** Through the port; one that is down leads nowhere. */
function costToRoot(at: Moment, role: Role, face: Face): number | undefined {
  if (role === 'disabled-port') return undefined;
  return rootPathCost(at) + (role === 'alternate-port' ? pathCost(face) : 0);
}

/** What only newer versions of RouterOS 7 tell. */
function since720<T>(
  column: (port: BridgePort, at: Moment) => T,
): (port: BridgePort, at: Moment) => T | undefined {
  return (port, at) => (at.persona.name === '7.20' ? column(port, at) : undefined);
}

const spanningTree: Columns<BridgePort> = {
  status: ({ face }, at) => (isUp(at, face) ? 'in-bridge' : 'inactive'),
  role: ({ role }) => role,
  learning: (port, at) => flagAt(at, isForwarding(port)),
  forwarding: (port, at) => flagAt(at, isForwarding(port)),
  'edge-port': ({ face }, at) => flagAt(at, isUp(at, face) && face.is.uplink !== true),
  'edge-port-discovery': () => true,
  'point-to-point-port': () => true,
  'sending-rstp': () => true,
  'external-fdb-status': (_, at) => flagAt(at, false),
  'root-path-cost': ({ role, face }, at) => costToRoot(at, role, face),
  'actual-path-cost': since720(({ face }) => pathCost(face)),
  'rx-bpdu': (port, at) => bpdus(at, port, 'rx'),
  'tx-bpdu': (port, at) => bpdus(at, port, 'tx'),
  'rx-tc': ({ face }, at) => (face.is.uplink === true ? linkHistory(at, face).downs : 0),
  'tx-tc': ({ face }, at) => (face.is.uplink === true ? 0 : linkHistory(at, face).downs),
  'topology-changes': ({ face }, at) => linkHistory(at, face).downs,
  'last-topology-change': since720(({ face }, at) =>
    durationText(at.time - (linkHistory(at, face).up ?? face.since)),
  ),
  'forward-transitions': ({ face }, at) => (isPlugged(face) ? linkHistory(at, face).downs + 1 : 0),
  'discard-transitions': since720(({ face }, at) => linkHistory(at, face).downs),
};

const ports = defineMenu<BridgePort>({
  path: '/interface/bridge/port',
  takesStats: true,
  entries: bridgePorts,
  columns: {
    '.id': ({ face }) => idText(face.number),
    interface: ({ face }) => face.is.name,
    bridge: () => 'bridge',
    priority: () => '0x80',
    'path-cost': (_, at) => (at.persona.name === '7.20' ? 'auto' : 10),
    pvid: ({ face }, at) => pvidOf(at, face),
    'frame-types': () => 'admit-all',
    'ingress-filtering': () => true,
    ...spanningTree,
    'hw-offload': ({ face }, at) => flagAt(at, isSwitched(at, face)),
    inactive: ({ face }, at) => flagAt(at, !isUp(at, face)),
    dynamic: (_, at) => flagAt(at, false),
    disabled: ({ face }, at) => flagAt(at, face.is.disabled ?? false),
    comment: ({ face }) => face.is.comment,
  },
});

export const bridgePortMenus: readonly Menu[] = [ports];
