import { defineMenu, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, chance, hexDigits, mix, wholeBetween } from '../values/random.ts';
import { DAY, drifting, flowed } from '../values/signal.ts';
import { decimalText, durationText, idText } from '../values/text.ts';

interface Disk {
  readonly number: number;
  readonly key: number;
  readonly slot: string;
  readonly kind: 'hardware' | 'tmpfs';
  /** Bytes; absent for an empty slot. */
  readonly size?: number;
  /** True if it tells of its health. */
  readonly nvme?: boolean;
}

const GB = 1e9;

/** A stick in the USB port, on the large routers an NVMe disk, and from 7.20 on memory as a disk. */
function* disks(at: Moment): Generator<Disk> {
  const row = (number: number, slot: string) => ({ number, slot, key: mix(at.key, slot) });
  const hasStick = chance(at.key, 'usb stick', 0.5);
  if (at.persona.major === 6) {
    if (hasStick) yield { ...row(1, 'disk1'), kind: 'hardware', size: 32 * GB };
    return;
  }
  yield { ...row(1, 'usb1'), kind: 'hardware', ...(hasStick && { size: 64 * GB }) };
  if (at.model.board.name.startsWith('CCR')) {
    yield { ...row(2, 'nvme1'), kind: 'hardware', size: 512 * GB, nvme: true };
  }
  if (at.persona.name === '7.20') yield { ...row(3, 'tmp'), kind: 'tmpfs', size: 64 * 2 ** 20 };
}

function freeOf(disk: Disk): number | undefined {
  return disk.size && Math.floor(disk.size * between(disk.key, 'free', 0.3, 0.95));
}

/** A counter since the boot; an empty slot has none, and memory does not count. */
function counter(what: string, perSecond: number): (disk: Disk, at: Moment) => number | undefined {
  return (disk, at) =>
    disk.size && disk.kind === 'hardware' && at.persona.major === 7
      ? flowed(mix(disk.key, what), perSecond * between(disk.key, what, 0.3, 3), at.bootedAt, at.time)
      : undefined;
}

/** A counter since the disk was made. */
function lifetime(what: string, perSecond: number): (disk: Disk, at: Moment) => number | undefined {
  return (disk, at) =>
    disk.nvme ? flowed(mix(disk.key, what), perSecond, at.installedAt - 400 * DAY, at.time) : undefined;
}

function ofNvme<T>(value: (disk: Disk, at: Moment) => T): (disk: Disk, at: Moment) => T | undefined {
  return (disk, at) => (disk.nvme ? value(disk, at) : undefined);
}

const READ = 20_000;
const WRITTEN = 90_000;

const menu = defineMenu<Disk>({
  path: '/disk',
  takesStats: true,
  entries: disks,
  columns: {
    '.id': (disk) => idText(disk.number),
    name: (disk, at) => (at.persona.major === 6 ? disk.slot : undefined),
    label: (_, at) => (at.persona.major === 6 ? '' : undefined),
    slot: (disk, at) => (at.persona.major === 7 ? disk.slot : undefined),
    type: (disk, at) => (at.persona.major === 6 ? 'fat32' : disk.kind),
    disk: (_, at) => (at.persona.major === 6 ? 'USB Flash Disk' : undefined),
    model: ofNvme(() => 'Samsung SSD 980'),
    serial: ofNvme((disk) => `S${hexDigits(disk.key, 'serial', 13)}`),
    'fw-version': ofNvme(() => '1B4QFXO7'),
    interface: ofNvme(() => 'PCIe x4'),
    fs: (disk, at) =>
      disk.size && at.persona.major === 7 ? (disk.kind === 'tmpfs' ? 'tmpfs' : 'ext4') : undefined,
    size: (disk) => disk.size,
    free: freeOf,
    'mount-point': (disk, at) => (disk.size && at.persona.major === 7 ? disk.slot : undefined),
    mounted: (disk, at) => (at.persona.major === 7 ? disk.size !== undefined : undefined),
    empty: (disk, at) => (at.persona.major === 7 ? disk.size === undefined : undefined),
    'read-bytes': counter('read', READ),
    'write-bytes': counter('write', WRITTEN),
    'read-ops': counter('read ops', 2),
    'write-ops': counter('write ops', 9),
    'in-flight-ops': (disk, at) => (disk.size && at.persona.major === 7 ? 0 : undefined),
    temperature: ofNvme((disk, at) => decimalText(drifting(disk.key, 44, 6, at.time), 0)),
    'percentage-used': ofNvme((disk) => wholeBetween(disk.key, 'used', 0, 40)),
    'available-spare': ofNvme(() => 100),
    'available-spare-threshold': ofNvme(() => 10),
    'critical-warning': ofNvme(() => ''),
    'power-on-time': ofNvme((_, at) => durationText(at.time - at.installedAt + 400 * DAY)),
    'power-cycles': ofNvme((disk) => wholeBetween(disk.key, 'cycles', 3, 60)),
    'unsafe-shutdowns': ofNvme((disk) => wholeBetween(disk.key, 'unsafe', 0, 20)),
    'host-read-bytes': lifetime('read', READ),
    'host-write-bytes': lifetime('write', WRITTEN),
    'unrecovered-integrity-errors': ofNvme(() => 0),
  },
});

export const diskMenus: readonly Menu[] = [menu];
