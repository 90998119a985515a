import { defineMenu, type Menu, whenTrue } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, chance, mix, wholeBetween } from '../values/random.ts';
import { drifting } from '../values/signal.ts';
import { decimalText, idText } from '../values/text.ts';
import { hasPackage } from './package.ts';

const NAMES = ['adguard', 'netbox agent', 'mosquitto'] as const;
const MIB = 2 ** 20;

interface Container {
  readonly number: number;
  readonly name: string;
  readonly key: number;
  readonly running: boolean;
}

/** Up to three containers, of which some are stopped. */
function* containers(at: Moment): Generator<Container> {
  const count = wholeBetween(at.key, 'containers', 1, NAMES.length);
  for (const [index, name] of NAMES.slice(0, count).entries()) {
    const key = mix(at.key, name);
    yield { number: index + 1, name, key, running: chance(key, 'running', 0.85) };
  }
}

function memory({ key, running }: Container, at: Moment): number {
  return running ? Math.floor(drifting(key, between(key, 'memory', 20, 200), 8, at.time) * MIB) : 0;
}

const container = defineMenu<Container>({
  path: '/container',
  exists: (at) => hasPackage(at, 'container'),
  entries: containers,
  columns: {
    '.id': (entry) => idText(entry.number),
    name: (entry) => entry.name,
    tag: (entry) => `registry-1.docker.io/library/${entry.name.replace(' ', '-')}:latest`,
    os: () => 'linux',
    arch: (_, at) => (at.model.board.architecture === 'x86_64' ? 'amd64' : 'arm64'),
    interface: (entry) => `veth${entry.number}`,
    'root-dir': (entry) => `usb1/${entry.name}`,
    'start-on-boot': () => true,
    status: (entry, at) => (at.persona.name === '7.20' ? undefined : entry.running ? 'running' : 'stopped'),
    running: (entry, at) => (at.persona.name === '7.20' ? whenTrue(entry.running) : undefined),
    stopped: (entry, at) => (at.persona.name === '7.20' ? whenTrue(!entry.running) : undefined),
    'restart-count': (entry) => wholeBetween(entry.key, 'restarts', 0, 4),
    'cpu-usage': (entry, at) =>
      entry.running ? decimalText(Math.max(0, drifting(entry.key, 3, 3, at.time)), 1) : 0,
    'memory-current': memory,
  },
});

interface App {
  readonly number: number;
  readonly name: string;
  readonly enabled: boolean;
}

const app = defineMenu<App>({
  path: '/app',
  exists: (at) => at.persona.name === '7.20' && hasPackage(at, 'container'),
  *entries() {
    yield { number: 1, name: 'uptime-kuma', enabled: true };
    yield { number: 2, name: 'jellyfin', enabled: false };
    yield { number: 3, name: 'home-assistant', enabled: false };
  },
  columns: {
    '.id': (entry) => idText(entry.number),
    name: (entry) => entry.name,
    status: (entry) => (entry.enabled ? 'running' : ''),
    running: (entry) => whenTrue(entry.enabled),
    disabled: (entry) => whenTrue(!entry.enabled),
    'cpu-usage': (entry, at) =>
      entry.enabled ? decimalText(drifting(mix(at.key, entry.name), 2, 1.5, at.time), 1) : undefined,
    'memory-current': (entry, at) =>
      entry.enabled ? Math.floor(drifting(mix(at.key, entry.name), 120, 10, at.time) * MIB) : undefined,
    'app-size': (entry) => (entry.enabled ? 410 * MIB : undefined),
    'data-size': (entry) => (entry.enabled ? 12 * MIB : undefined),
  },
});

export const containerMenus: readonly Menu[] = [container, app];
