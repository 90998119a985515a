import { type Moment } from '../moment.ts';
import { mix } from '../values/random.ts';
import { flowed, SECOND } from '../values/signal.ts';
import { durationText, idText, ipText } from '../values/text.ts';
import { type Face, facesOf, isUp } from './face.ts';
import { type Address, addresses } from './ip.ts';
import { type Columns, defineMenu, type Menu, whenTrue } from './menu.ts';

const isSeven = (at: Moment): boolean => at.persona.major === 7;

/** Television: from the first port to the bridge, on devices without neighbours that speak PIM. */
function* proxied(at: Moment): Generator<Face> {
  if (at.model.routing !== undefined) return;
  for (const face of facesOf(at)) {
    if (face.dynamic) return;
    if (face.is.name === 'ether1' || face.is.type === 'bridge') yield face;
  }
}

const BYTES_PER_SECOND = 900_000;

function packets(face: Face, at: Moment): number {
  return flowed(mix(at.key, 'multicast'), BYTES_PER_SECOND / 1328, face.since, at.time);
}

function isUpstream(face: Face): boolean {
  return face.is.name === 'ether1';
}

function proxyColumn(isUsed: (face: Face) => boolean, bytes: number): (face: Face, at: Moment) => number {
  return (face, at) => (isUsed(face) ? packets(face, at) * bytes : 0);
}

const isDownstream = (face: Face): boolean => !isUpstream(face);

const proxyInterface = defineMenu<Face>({
  path: '/routing/igmp-proxy/interface',
  exists: isSeven,
  entries: proxied,
  columns: {
    '.id': (face) => idText(face.number),
    interface: (face) => face.is.name,
    upstream: (face) => whenTrue(isUpstream(face)),
    querier: (face) => whenTrue(isDownstream(face)),
    'rx-bytes': proxyColumn(isUpstream, 1328),
    'rx-packets': proxyColumn(isUpstream, 1),
    'tx-bytes': proxyColumn(isDownstream, 1328),
    'tx-packets': proxyColumn(isDownstream, 1),
  },
});

const forwarding = defineMenu<number>({
  path: '/routing/igmp-proxy/mfc',
  exists: isSeven,
  entries: (at) => (at.model.routing === undefined ? [1, 2, 3] : []),
  columns: {
    '.id': idText,
    group: (number) => `239.1.1.${number}`,
    source: () => '10.100.0.9',
    'upstream-interface': () => 'ether1',
    'active-downstream-interfaces': () => 'bridge',
    active: () => true,
  },
});

function pimInterfaces(at: Moment): readonly string[] {
  return at.model.routing?.pim ?? [];
}

/** One behind each interface that is up. */
function* pimNeighbors(at: Moment): Generator<Address> {
  for (const address of addresses(at))
    if (pimInterfaces(at).includes(address.interface) && isUp(at, address.face)) yield address;
}

const pimNeighborColumns: Columns<Address> = {
  '.id': ({ number }) => idText(number),
  priority: () => 1,
  timeout: (_, at) => durationText((75 + (Math.floor(at.time / SECOND) % 30)) * SECOND),
};

const pimsmNeighbor = defineMenu<Address>({
  path: '/routing/pimsm/neighbor',
  exists: isSeven,
  entries: pimNeighbors,
  columns: {
    ...pimNeighborColumns,
    instance: () => 'pim',
    address: (entry) => `${ipText(entry.network + 2)}%${entry.interface}`,
    'designated-router': () => true,
  },
});

/** RouterOS 6 has multicast routing in a package of its own, which only devices have that speak PIM. */
const pimNeighbor = defineMenu<Address>({
  path: '/routing/pim/neighbor',
  exists: (at) => !isSeven(at) && pimInterfaces(at).length > 0,
  entries: pimNeighbors,
  columns: {
    ...pimNeighborColumns,
    interface: (entry) => entry.interface,
    address: ({ network }) => ipText(network + 2),
  },
});

/** Nobody listens to a group. */
const pimGroups: readonly Menu[] = ['uib-g', 'uib-sg'].map((name) =>
  defineMenu<never>({ path: `/routing/pimsm/${name}`, exists: isSeven, entries: () => [], columns: {} }),
);

export const multicastMenus: readonly Menu[] = [
  proxyInterface,
  forwarding,
  pimsmNeighbor,
  pimNeighbor,
  ...pimGroups,
];
