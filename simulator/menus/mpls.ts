import { type Moment } from '../moment.ts';
import { mix } from '../values/random.ts';
import { flowed } from '../values/signal.ts';
import { idText } from '../values/text.ts';
import { isUp, facesOf, type Face } from './face.ts';
import { defineMenu, defineSettings, type Menu, whenTrue } from './menu.ts';
import { type Neighbor, neighborsOf } from './ospf.ts';

/** MPLS is in use between the routers of a core, which are fully adjacent by OSPF. */
function* neighbors(at: Moment): Generator<Neighbor> {
  if (!labels(at)) return;
  for (const neighbor of neighborsOf(at)) if (neighbor.state === 'Full') yield neighbor;
}

function labels(at: Moment): boolean {
  return (at.model.routing?.peers.length ?? 0) > 2;
}

const isSeven = (at: Moment): boolean => at.persona.major === 7;

function lsr({ number }: Neighbor): string {
  return `10.255.254.${number}`;
}

const neighbor = defineMenu<Neighbor>({
  path: '/mpls/ldp/neighbor',
  entries: neighbors,
  columns: {
    '.id': (entry) => idText(entry.number),
    transport: lsr,
    'local-transport': () => '10.255.255.1',
    peer: (entry) => `${lsr(entry)}:0`,
    addresses: (entry) => `${lsr(entry)},${entry.address}`,
    'used-afi': (_, at) => (isSeven(at) ? 'ip' : undefined),
    operational: () => true,
    dynamic: () => true,
    disabled: (_, at) => (isSeven(at) ? undefined : false),
  },
});

const ldpInterface = defineMenu<string>({
  path: '/mpls/ldp/interface',
  entries: (at) => (labels(at) ? (at.model.routing?.ospf ?? []) : []),
  columns: {
    '.id': (name, at) => idText((at.model.routing?.ospf.indexOf(name) ?? 0) + 1),
    interface: (name) => name,
    disabled: (_, at) => (isSeven(at) ? undefined : false),
  },
});

const FIRST_LABEL = 16;
const LABELS_PER_INTERFACE = 20;

function* forwarded(at: Moment): Generator<number> {
  const count = labels(at) ? (at.model.routing?.ospf.length ?? 0) * LABELS_PER_INTERFACE : 0;
  for (let index = 0; index < count; index += 1) yield FIRST_LABEL + index;
}

const forwardingTable = defineMenu<number>({
  path: '/mpls/forwarding-table',
  entries: forwarded,
  columns: {
    '.id': idText,
    label: (label, at) => (isSeven(at) ? label : undefined),
    'in-label': (label, at) => (isSeven(at) ? undefined : label),
    prefix: (label, at) => (isSeven(at) ? `10.255.254.${label % 250}` : undefined),
    destination: (label, at) => (isSeven(at) ? undefined : `10.255.254.${label % 250}/32`),
  },
});

const tunnel = defineMenu<never>({
  path: '/mpls/traffic-eng/tunnel',
  exists: isSeven,
  entries: () => [],
  columns: {},
});

function* pseudowires(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) if (face.is.type === 'vpls') yield face;
}

const vpls = defineMenu<Face>({
  path: '/interface/vpls',
  entries: pseudowires,
  columns: {
    '.id': (face) => idText(face.number),
    name: (face) => face.is.name,
    running: (face, at) => (isSeven(at) ? whenTrue(isUp(at, face)) : isUp(at, face)),
    disabled: (face) => face.is.disabled === true,
  },
});

function fastPathPackets(at: Moment): number {
  return labels(at) ? flowed(mix(at.key, 'mpls'), 90_000, at.bootedAt, at.time) : 0;
}

const settings = defineSettings(
  '/mpls/settings',
  {
    'dynamic-label-range': () => '16-1048575',
    'propagate-ttl': () => true,
    'allow-fast-path': () => true,
    'mpls-fast-path-packets': fastPathPackets,
    'mpls-fast-path-bytes': (at) => fastPathPackets(at) * 840,
  },
  isSeven,
);

export const mplsMenus: readonly Menu[] = [neighbor, ldpInterface, forwardingTable, tunnel, vpls, settings];
