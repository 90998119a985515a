import { type Face, facesOf, isUp } from './face.ts';
import { defineMenu, defineSettings, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { wholeBetween } from '../values/random.ts';
import { idText } from '../values/text.ts';
import { isSwitched, portCounters, SWITCH } from './ethernet.ts';

function hasChip(at: Moment): boolean {
  return at.model.switchChip !== undefined;
}

/** The port between chip and CPU, over which the bridge gets its own traffic. */
function* cpuPort(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) {
    if (face.is.type !== 'bridge') continue;
    yield { ...face, number: 0, is: { ...face.is, name: `${SWITCH}-cpu`, port: { rate: '10Gbps' } } };
  }
}

function* switchPorts(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) {
    if (face.dynamic) break;
    if (isSwitched(at, face)) yield face;
  }
  yield* cpuPort(at);
}

const chip = defineMenu<Face>({
  path: '/interface/ethernet/switch',
  takesStats: true,
  exists: hasChip,
  entries: cpuPort,
  columns: {
    '.id': (face) => idText(face.number),
    name: () => SWITCH,
    type: (_, at) => at.model.switchChip,
    'mirror-source': () => 'none',
    'mirror-target': () => 'none',
    'l3-hw-offloading': (_, at) => (routes(at) ? true : undefined),
    ...portCounters,
    invalid: (_, at) => flagAt(at, false),
  },
});

const port = defineMenu<Face>({
  path: '/interface/ethernet/switch/port',
  takesStats: true,
  exists: hasChip,
  entries: switchPorts,
  columns: {
    '.id': (face) => idText(face.number),
    name: (face) => face.is.name,
    switch: () => SWITCH,
    'vlan-mode': () => 'disabled',
    'l3-hw-offloading': (_, at) => (routes(at) ? true : undefined),
    ...portCounters,
    running: (face, at) => flagAt(at, isUp(at, face)),
    invalid: (_, at) => flagAt(at, false),
  },
});

/** True for chips that route, which RouterOS 7 lets them do. */
function routes(at: Moment): boolean {
  return at.persona.major === 7 && at.model.hardwareRoutes !== undefined;
}

function hardwareRoutes(at: Moment): number {
  return Math.min(at.routes, at.model.hardwareRoutes ?? 0);
}

const IPV6_ROUTES = 15;

const l3hw = defineSettings(
  '/interface/ethernet/switch/l3hw-settings',
  { autorestart: () => false, 'fasttrack-hw': () => true, 'ipv6-hw': () => true },
  routes,
  {
    state: () => 'ok',
    'ipv4-routes-total': (at) => at.routes,
    'ipv4-routes-hw': hardwareRoutes,
    'ipv4-routes-cpu': (at) => at.routes - hardwareRoutes(at),
    'ipv4-shortest-hw-prefix': (at) => (hardwareRoutes(at) < at.routes ? 24 : 0),
    'ipv4-hosts': (at) => wholeBetween(at.key, 'l3hw hosts', 40, 120),
    'ipv6-routes-total': () => IPV6_ROUTES,
    'ipv6-routes-hw': () => IPV6_ROUTES,
    'ipv6-routes-cpu': () => 0,
    'ipv6-shortest-hw-prefix': () => 0,
    'ipv6-hosts': () => 7,
    'route-queue-size': () => 0,
    'fasttrack-ipv4-conns': () => 0,
    'nexthop-cap': () => 8192,
    'nexthop-usage': (at) => wholeBetween(at.key, 'l3hw next hops', 60, 140),
  },
);

const l3hwAdvanced = defineSettings(
  '/interface/ethernet/switch/l3hw-settings/advanced',
  { 'route-queue-limit-high': () => 256, 'route-queue-limit-low': () => 0 },
  routes,
  {
    'lpm-cap': (at) => at.model.hardwareRoutes,
    'lpm-usage': hardwareRoutes,
  },
);

export const switchMenus: readonly Menu[] = [chip, port, l3hw, l3hwAdvanced];
