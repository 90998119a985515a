import { defineMenu, defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, chance, hexDigits, mix, wholeBetween } from '../values/random.ts';
import { cpuLoad, DAY, drifting, flowed, noise, SECOND } from '../values/signal.ts';
import { dateTimeText, durationText, idText } from '../values/text.ts';
import { localTime } from './clock.ts';

function load(at: Moment): number {
  if (at.busy) return Math.min(100, Math.round(98 + 2 * noise(at.key, 10 * SECOND, at.time)));
  return cpuLoad(at.key, at.model.board.load * between(at.key, 'cpu base', 0.7, 1.4), at.time);
}

/** One core: the mean, with a spread of its own. */
function coreLoad(at: Moment, core: number): number {
  const spread = at.model.board.cores === 1 ? 0 : 6 * noise(mix(at.key, core), 15 * SECOND, at.time);
  return Math.min(100, Math.max(0, Math.round(load(at) + spread)));
}

function freeMemory(at: Moment): number {
  const { memory } = at.model.board;
  const share = drifting(mix(at.key, 'memory'), between(at.key, 'free memory', 0.3, 0.75), 0.06, at.time);
  return Math.floor((memory * share) / 4096) * 4096;
}

function freeStorage(at: Moment): number {
  const { storage } = at.model.board;
  return Math.floor((storage * between(at.key, 'free storage', 0.1, 0.8)) / 4096) * 4096;
}

const SECTORS_PER_SECOND = 0.02;

function sectorsWritten(at: Moment, since: number): number | undefined {
  if (isVirtual(at)) return undefined;
  return flowed(mix(at.key, 'sectors'), SECTORS_PER_SECOND * between(at.key, 'wear', 0.5, 5), since, at.time);
}

function isVirtual(at: Moment): boolean {
  return at.model.routerboard === undefined;
}

const resource = defineSettings('/system/resource', {
  uptime: (at) => durationText(at.time - at.bootedAt),
  version: (at) => at.persona.version,
  'build-time': (at) => at.persona.buildTime,
  'factory-software': (at) => at.model.board.factorySoftware,
  'free-memory': freeMemory,
  'total-memory': (at) => at.model.board.memory,
  cpu: (at) => at.model.board.cpu,
  'cpu-count': (at) => at.model.board.cores,
  'cpu-frequency': (at) => at.model.board.frequency,
  'cpu-load': load,
  'free-hdd-space': freeStorage,
  'total-hdd-space': (at) => at.model.board.storage,
  'write-sect-since-reboot': (at) => sectorsWritten(at, at.bootedAt),
  'write-sect-total': (at) => sectorsWritten(at, at.installedAt - 700 * DAY),
  'bad-blocks': (at) => (isVirtual(at) ? undefined : chance(at.key, 'bad blocks', 0.05) ? 0.1 : 0),
  'architecture-name': (at) => at.model.board.architecture,
  'board-name': (at) => at.model.board.name,
  platform: () => 'MikroTik',
});

const cpu = defineMenu<number>({
  path: '/system/resource/cpu',
  entries: (at) => Array(at.model.board.cores).keys(),
  columns: {
    '.id': (core) => idText(core + 1),
    cpu: (core) => `cpu${core}`,
    load: (core, at) => coreLoad(at, core),
    irq: (core, at) => Math.floor(coreLoad(at, core) / 3),
    disk: () => 0,
  },
});

const identity = defineSettings('/system/identity', { name: (at) => at.name });

const routerboard = defineSettings(
  '/system/routerboard',
  {
    routerboard: () => true,
    'board-name': (at) => (at.persona.major === 7 ? at.model.board.name : undefined),
    model: (at) => at.model.routerboard?.model,
    revision: (at) => (chance(at.key, 'revision', 0.5) ? 'r2' : undefined),
    'serial-number': (at) => `H${hexDigits(at.key, 'serial', 10)}`,
    'firmware-type': (at) => at.model.routerboard?.firmwareType,
    'factory-firmware': (at) => at.model.routerboard?.factoryFirmware,
    'current-firmware': (at) =>
      chance(at.key, 'outdated', 0.2) ? at.model.routerboard?.factoryFirmware : at.persona.release,
    'upgrade-firmware': (at) => at.persona.release,
  },
  (at) => !isVirtual(at),
);

/** Hardware and virtual machines have nothing in common here. */
const license = defineSettings('/system/license', {
  'software-id': (at) => (isVirtual(at) ? undefined : softwareId(at)),
  nlevel: (at) => (isVirtual(at) ? undefined : wholeBetween(at.key, 'level', 4, 6)),
  features: (at) => (isVirtual(at) ? undefined : ''),
  'system-id': (at) => (isVirtual(at) ? hexDigits(at.key, 'system', 11) : undefined),
  level: (at) => (isVirtual(at) ? 'p1' : undefined),
  'limited-upgrades': (at) => (isVirtual(at) ? false : undefined),
  'next-renewal-at': (at) =>
    isVirtual(at) ? dateTimeText(localTime(at, at.installedAt + 400 * DAY), at.persona.isoDates) : undefined,
  'deadline-at': (at) =>
    isVirtual(at) ? dateTimeText(localTime(at, at.installedAt + 430 * DAY), at.persona.isoDates) : undefined,
});

function softwareId(at: Moment): string {
  const digits = hexDigits(at.key, 'software', 8);
  return `${digits.slice(0, 4)}-${digits.slice(4)}`;
}

export const systemMenus: readonly Menu[] = [resource, cpu, identity, routerboard, license];
