import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance, hexDigits, mix } from '../values/random.ts';
import { flowed, HOUR, SECOND } from '../values/signal.ts';
import { durationText, idText, macText } from '../values/text.ts';

interface Kid {
  readonly number: number;
  readonly name: string;
  readonly paused?: boolean;
}

/** In families only: where there is Wi-Fi and PPPoE. */
function* kids(at: Moment): Generator<Kid> {
  if (!at.model.interfaces.some(({ type }) => type === 'pppoe-out')) return;
  yield { number: 1, name: 'Anna' };
  yield { number: 2, name: 'Bert "B"', paused: true };
}

/** At night, by UTC. */
function isBlocked(at: Moment, kid: Kid): boolean {
  return kid.paused !== true && new Date(at.time).getUTCHours() < 6;
}

const kidControl = defineMenu<Kid>({
  path: '/ip/kid-control',
  entries: kids,
  columns: {
    '.id': (kid) => idText(kid.number),
    name: (kid) => kid.name,
    mon: () => '6h-20h',
    paused: (kid, at) => flagAt(at, kid.paused ?? false),
    blocked: (kid, at) => flagAt(at, isBlocked(at, kid)),
    'rate-limited': (_, at) => flagAt(at, false),
    disabled: (_, at) => flagAt(at, false),
  },
});

interface Device {
  readonly number: number;
  readonly key: number;
  readonly kid: Kid | undefined;
  readonly active: boolean;
}

const DEVICES = 8;

/** Two of each kid, and those of the rest of the family. */
function* devices(at: Moment): Generator<Device> {
  const owners = [...kids(at)];
  if (owners.length === 0) return;
  for (let index = 0; index < DEVICES; index += 1) {
    const key = mix(mix(at.key, 'family'), index);
    const active = chance(key, Math.floor(at.time / HOUR), 0.6);
    yield { number: index + 1, key, kid: owners[index >> 1], active };
  }
}

function bytes(direction: string, perSecond: number) {
  return (device: Device, at: Moment): number =>
    flowed(mix(device.key, direction), perSecond, at.bootedAt, at.time);
}

const device = defineMenu<Device>({
  path: '/ip/kid-control/device',
  takesStats: true,
  entries: devices,
  columns: {
    '.id': (entry) => idText(entry.number),
    name: (entry) => (entry.kid === undefined ? '' : `tablet ${entry.number}`),
    'mac-address': (entry) => macText(`48A98A${hexDigits(entry.key, 'mac', 6)}`),
    user: (entry) => entry.kid?.name ?? '',
    'ip-address': (entry) => (entry.active ? `192.168.88.${entry.number + 20}` : ''),
    activity: () => '',
    'bytes-down': bytes('down', 40_000),
    'bytes-up': bytes('up', 3_000),
    'idle-time': (entry, at) =>
      entry.active
        ? durationText((Math.floor(at.time / SECOND) % 20) * SECOND)
        : durationText(at.time % HOUR),
    dynamic: (entry, at) => flagAt(at, entry.kid === undefined),
    blocked: (entry, at) => flagAt(at, entry.kid !== undefined && isBlocked(at, entry.kid)),
    limited: (_, at) => flagAt(at, false),
    inactive: (entry, at) => flagAt(at, !entry.active),
    disabled: (_, at) => flagAt(at, false),
  },
});

export const kidControlMenus: readonly Menu[] = [kidControl, device];
