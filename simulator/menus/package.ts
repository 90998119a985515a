import { defineMenu, defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance } from '../values/random.ts';
import { idText } from '../values/text.ts';

/** What can be installed besides RouterOS itself, and on what share of the devices it is. */
const EXTRAS: Readonly<Record<string, number>> = {
  container: 0.4,
  gps: 0.2,
  'iot-bt-extra': 0,
  'tr069-client': 0.1,
  ups: 0.4,
  'user-manager': 0.3,
};

const PARTS_OF_6 = [
  'system',
  'advanced-tools',
  'dhcp',
  'hotspot',
  'ipv6',
  'ppp',
  'routing',
  'security',
  'wireless',
];

/** True if a device has a package that is not part of RouterOS itself. */
export function hasPackage(at: Moment, name: string): boolean {
  if (name === 'container' && (at.persona.major === 6 || !at.model.board.architecture.includes('64'))) {
    return false;
  }
  return chance(at.key, `package ${name}`, EXTRAS[name] ?? 0);
}

interface Package {
  readonly number: number;
  readonly name: string;
  readonly installed: boolean;
}

/** RouterOS 6 comes in parts; since 7.18 the list shows what could be installed, too. */
function* packages(at: Moment): Generator<Package> {
  let number = 1;
  const base = at.persona.major === 6 ? PARTS_OF_6 : ['routeros'];
  for (const name of base) yield { number: number++, name, installed: true };
  for (const name of Object.keys(EXTRAS)) {
    const installed = hasPackage(at, name);
    if (installed || at.persona.name === '7.20') yield { number: number++, name, installed };
  }
}

const menu = defineMenu<Package>({
  path: '/system/package',
  entries: packages,
  columns: {
    '.id': (entry) => idText(entry.number),
    name: (entry) => entry.name,
    version: (entry, at) => (entry.installed ? at.persona.release : undefined),
    'build-time': (entry, at) => (entry.installed ? at.persona.buildTime : undefined),
    scheduled: () => '',
    disabled: (entry) => (entry.installed ? entry.name === 'hotspot' : undefined),
    available: (entry, at) => (at.persona.name === '7.20' ? !entry.installed : undefined),
  },
});

/** What the last check found: nothing new, an update, or that it could not ask; on some devices nobody has checked. */
function checkOf(at: Moment): 'never' | 'failed' | 'new' | 'same' {
  if (chance(at.key, 'never checked', 0.15)) return 'never';
  if (chance(at.key, 'check failed', 0.1)) return 'failed';
  return chance(at.key, 'update', 0.3) ? 'new' : 'same';
}

const STATUS = {
  never: undefined,
  failed: 'ERROR: could not resolve dns name',
  new: 'New version is available',
  same: 'System is already up to date',
};

const update = defineSettings('/system/package/update', {
  channel: (at) => /\((.*)\)/.exec(at.persona.version)?.[1],
  'installed-version': (at) => at.persona.release,
  'latest-version': (at) => {
    const check = checkOf(at);
    if (check === 'never' || check === 'failed') return undefined;
    return check === 'new' ? nextRelease(at.persona.release) : at.persona.release;
  },
  status: (at) => STATUS[checkOf(at)],
});

/** `7.20.5` of `7.20.4`. */
function nextRelease(release: string): string {
  return release.replace(/\d+$/, (patch) => String(Number(patch) + 1));
}

export const packageMenus: readonly Menu[] = [menu, update];
