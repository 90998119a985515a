import { type Face, facesOf, isUp, macOf } from './face.ts';
import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { hexDigits, mix, pick, wholeBetween } from '../values/random.ts';
import { idText, macText } from '../values/text.ts';
import { isSwitched } from './ethernet.ts';
import { isForwarding, portsOfBridge } from './spanning-tree.ts';

/** VLANs that run on the bridge. */
function vlanIds(at: Moment): number[] {
  return at.model.interfaces.flatMap(({ vlan }) => (vlan?.parent === 'bridge' ? [vlan.id] : []));
}

/** The VLAN of a port's untagged frames: uplinks and bonds carry the VLANs tagged. */
export function pvidOf(at: Moment, { key, is }: Face): number {
  return is.uplink === true || is.bond !== undefined ? 1 : pick(key, 'pvid', [1, ...vlanIds(at)]);
}

interface Vlan {
  readonly id: number;
  /** Made by RouterOS for the ports that have the VLAN as their PVID. */
  readonly dynamic: boolean;
}

function* vlans(at: Moment): Generator<Vlan> {
  if (bridgeOf(at) === undefined) return;
  const ids = vlanIds(at);
  for (const id of ids) yield { id, dynamic: false };
  const pvids = new Set(portsOfBridge(at).map((port) => pvidOf(at, port)));
  for (const id of [1, ...ids]) if (id === 1 || pvids.has(id)) yield { id, dynamic: true };
}

function bridgeOf(at: Moment): Face | undefined {
  for (const face of facesOf(at)) if (face.is.type === 'bridge') return face;
  return undefined;
}

/** The bridge itself, and the ports that carry the VLANs tagged. */
function trunks(at: Moment, isUsed: (port: Face) => boolean): string {
  const ports = portsOfBridge(at).filter((port) => port.is.uplink === true || port.is.bond !== undefined);
  return ['bridge', ...ports.filter(isUsed).map(({ is }) => is.name)].join(',');
}

function untagged(at: Moment, { id, dynamic }: Vlan): string {
  if (!dynamic) return '';
  const ports = portsOfBridge(at).filter((port) => pvidOf(at, port) === id && isUp(at, port));
  return [...(id === 1 ? ['bridge'] : []), ...ports.map(({ is }) => is.name)].join(',');
}

const vlan = defineMenu<Vlan>({
  path: '/interface/bridge/vlan',
  entries: vlans,
  columns: {
    '.id': ({ id, dynamic }) => idText(dynamic ? 0x1000 + id : id),
    bridge: () => 'bridge',
    'vlan-ids': ({ id }) => id,
    tagged: ({ dynamic }, at) => (dynamic ? '' : trunks(at, () => true)),
    untagged: () => '',
    'current-tagged': ({ dynamic }, at) => (dynamic ? '' : trunks(at, (port) => isUp(at, port))),
    'current-untagged': (entry, at) => untagged(at, entry),
    dynamic: ({ dynamic }, at) => flagAt(at, dynamic),
    disabled: (_, at) => flagAt(at, false),
  },
});

interface BridgeHost {
  readonly number: number;
  readonly macAddress: string;
  readonly port: Face;
  readonly local: boolean;
}

/** Behind an uplink there is the whole network, behind any other port a machine or a few. */
function machinesBehind(at: Moment, { key, is }: Face): number {
  if (is.uplink === true) return at.hosts ?? wholeBetween(key, 'machines', 1200, 2400);
  return is.bond === undefined ? wholeBetween(key, 'machines', 1, 4) : wholeBetween(key, 'machines', 40, 90);
}

/** The address of each port that forwards, and those it has learned. */
function* hosts(at: Moment): Generator<BridgeHost> {
  for (const port of portsOfBridge(at)) {
    if (!isForwarding(at, port)) continue;
    const first = port.number * 0x1000;
    yield { number: first, macAddress: macOf(at, port), port, local: true };
    const machines = machinesBehind(at, port);
    for (let index = 1; index <= machines; index += 1) {
      const digits = `3C52A1${hexDigits(mix(port.key, 'machine'), index, 6)}`;
      yield { number: first + index, macAddress: macText(digits), port, local: false };
    }
  }
}

const host = defineMenu<BridgeHost>({
  path: '/interface/bridge/host',
  entries: hosts,
  columns: {
    '.id': ({ number }) => idText(number),
    'mac-address': ({ macAddress }) => macAddress,
    vid: ({ port }, at) => pvidOf(at, port),
    'on-interface': ({ port }) => port.is.name,
    interface: ({ port }) => port.is.name,
    bridge: () => 'bridge',
    age: ({ local, number }, at) => (at.persona.major === 6 && !local ? `${number % 60}s` : undefined),
    local: ({ local }, at) => flagAt(at, local),
    external: ({ local, port }, at) => flagAt(at, !local && isSwitched(at, port)),
    dynamic: ({ local }, at) => flagAt(at, !local),
    invalid: (_, at) => flagAt(at, false),
    disabled: (_, at) => flagAt(at, false),
  },
});

/** No bridge snoops IGMP. */
const mdb = defineMenu<never>({
  path: '/interface/bridge/mdb',
  entries: () => [],
  columns: { '.id': () => undefined, group: () => undefined, vid: () => undefined, bridge: () => undefined },
});

export const bridgeTableMenus: readonly Menu[] = [vlan, host, mdb];
