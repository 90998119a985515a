import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Emit } from './contract.ts';
import { diskFamilies as families } from './disk-families.ts';
import { divided } from './scale.ts';

/** Those of RouterOS 7 and those of version 6: a version ignores the names that it does not know. */
const DISK = [
  'slot',
  'name',
  'disk',
  'type',
  'parent',
  'model',
  'serial',
  'fw-version',
  'interface',
  'fs',
  'mount-point',
  'mounted',
  'empty',
  'size',
  'free',
  'raid-type',
  'raid-member',
  'raid-member-failed',
  'state',
  'read-bytes',
  'write-bytes',
  'read-ops',
  'write-ops',
  'active-time',
  'wait-time',
  'in-flight-ops',
  'io-errors',
  'temperature',
  'percentage-used',
  'available-spare',
  'available-spare-threshold',
  'critical-warning',
  'power-on-time',
  'power-cycles',
  'unsafe-shutdowns',
  'host-read-bytes',
  'host-write-bytes',
  'unrecovered-integrity-errors',
] as const;

type DiskRow = Row<(typeof DISK)[number]>;

/** `/disk`: what is in the slots, its file systems, traffic and health. The wear of the system's own flash is in `system`. */
export const diskCollector: Collector = {
  name: 'disk',
  summary: 'Disks and RAID arrays: space, traffic, errors, wear and temperature.',
  modules: ['storage'],
  families,
  menus: [
    { command: '/disk/print', cost: 'table', versions: '6 and 7; not on boards without slots for disks' },
  ],
  async collect(device, emit) {
    await device.print('/disk', DISK, (row) => {
      const disk = row.text('slot') ?? row.text('name');
      if (disk === undefined) return;
      collectDisk(emit, disk, row);
      collectTraffic(emit, disk, row);
      collectHealth(emit, disk, row);
    });
  },
};

function collectDisk(emit: Emit, disk: string, row: DiskRow): void {
  // Where disks have no slots, in RouterOS 6 and early 7, `type` is the file system.
  const isOld = row.text('slot') === undefined;
  const fileSystem = fileSystemOf(row);
  const info = labels({
    disk,
    kind: isOld ? undefined : row.text('type'),
    parent: row.text('parent'),
    disk_model: row.text(isOld ? 'disk' : 'model'),
    serial_number: row.text('serial'),
    firmware_version: row.text('fw-version'),
    bus: row.text('interface'),
    file_system: isOld ? row.text('type') : fileSystem,
    mount_point: row.text('mount-point'),
    raid_level: row.text('raid-type'),
  });
  emit(families.info, info, 1);
  const own = labels({ disk });
  emit(families.present, own, !row.flag('empty'));
  emit(families.mounted, own, fileSystem === undefined ? undefined : row.flag('mounted'));
  emit(families.size, own, row.number('size'));
  emit(families.free, own, row.number('free'));
  emit(families.raidMemberFailed, own, hasMemberFailed(row));
  emit(families.raidHealthy, own, row.text('type') === 'raid' ? isHealthy(row.text('state')) : undefined);
}

/** The members of a RAID array and disks that are exported whole have `-` for the file system that they lack. */
function fileSystemOf(row: DiskRow): string | undefined {
  const fileSystem = row.text('fs');
  return fileSystem === '' || fileSystem === '-' ? undefined : fileSystem;
}

/** The flag may stand at the array, too, which is a member of nothing. */
function hasMemberFailed(row: DiskRow): boolean | undefined {
  return row.sentFlag('raid-member-failed') ?? (row.flag('raid-member') ? false : undefined);
}

/** Linux' words for an array that is whole; what ails one is behind them: `clean, sync:repair, resync = …`. */
function isHealthy(state: string | undefined): boolean | undefined {
  return state === undefined || state === '' ? undefined : ['clean', 'active', 'active-idle'].includes(state);
}

function collectTraffic(emit: Emit, disk: string, row: DiskRow): void {
  const own = labels({ disk });
  emit(families.readBytes, own, row.number('read-bytes'));
  emit(families.writtenBytes, own, row.number('write-bytes'));
  emit(families.reads, own, row.number('read-ops'));
  emit(families.writes, own, row.number('write-ops'));
  emit(families.busy, own, row.duration('active-time'));
  emit(families.waited, own, row.duration('wait-time'));
  emit(families.pending, own, row.number('in-flight-ops'));
  emit(families.ioErrors, own, row.number('io-errors'));
}

function collectHealth(emit: Emit, disk: string, row: DiskRow): void {
  const own = labels({ disk });
  const warning = row.text('critical-warning');
  emit(families.temperature, own, row.number('temperature'));
  emit(families.enduranceUsed, own, divided(row.number('percentage-used'), 100));
  emit(families.spare, own, divided(row.number('available-spare'), 100));
  emit(families.spareThreshold, own, divided(row.number('available-spare-threshold'), 100));
  emit(families.criticalWarning, own, warning === undefined ? undefined : !['', 'none'].includes(warning));
  emit(families.powerOn, own, row.duration('power-on-time'));
  emit(families.powerCycles, own, row.number('power-cycles'));
  emit(families.unsafeShutdowns, own, row.number('unsafe-shutdowns'));
  emit(families.lifetimeReadBytes, own, row.number('host-read-bytes'));
  emit(families.lifetimeWrittenBytes, own, row.number('host-write-bytes'));
  emit(families.integrityErrors, own, row.number('unrecovered-integrity-errors'));
}
