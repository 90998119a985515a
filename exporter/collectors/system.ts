import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { divided, multiplied } from './scale.ts';
import { settle } from './settle.ts';
import { systemFamilies as families } from './system-families.ts';

/** What the device is and how it fares: `/system/resource` and the menus that describe the board. */
export const systemCollector: Collector = {
  name: 'system',
  summary: 'Uptime, CPU, memory, storage, version, board, firmware and license.',
  modules: ['default'],
  families,
  menus: [
    { command: '/system/resource/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/system/identity/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/system/routerboard/print', cost: 'cheap', versions: '6 and 7; not on x86 and CHR' },
    { command: '/system/license/print', cost: 'cheap', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    await settle(
      collectResource(device, emit),
      collectIdentity(device, emit),
      collectRouterboard(device, emit),
      collectLicense(device, emit),
    );
  },
};

const RESOURCE = [
  'uptime',
  'version',
  'free-memory',
  'total-memory',
  'cpu',
  'cpu-count',
  'cpu-frequency',
  'cpu-load',
  'free-hdd-space',
  'total-hdd-space',
  'write-sect-total',
  'bad-blocks',
  'architecture-name',
  'board-name',
  'platform',
] as const;

function collectResource(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/system/resource', RESOURCE, (row) => {
    const info = labels({
      board_name: row.text('board-name'),
      version: row.text('version'),
      architecture: row.text('architecture-name'),
      platform: row.text('platform'),
      cpu: row.text('cpu'),
    });
    emit(families.info, info, 1);
    emit(families.uptime, NO_LABELS, row.duration('uptime'));
    emit(families.cpuLoad, NO_LABELS, divided(row.number('cpu-load'), 100));
    emit(families.cpuCores, NO_LABELS, row.number('cpu-count'));
    emit(families.cpuFrequency, NO_LABELS, multiplied(row.number('cpu-frequency'), 1e6));
    emit(families.memorySize, NO_LABELS, row.number('total-memory'));
    emit(families.memoryFree, NO_LABELS, row.number('free-memory'));
    emit(families.storageSize, NO_LABELS, row.number('total-hdd-space'));
    emit(families.storageFree, NO_LABELS, row.number('free-hdd-space'));
    emit(families.storageWritten, NO_LABELS, row.number('write-sect-total'));
    emit(families.storageBadBlocks, NO_LABELS, divided(row.number('bad-blocks'), 100));
  });
}

const IDENTITY = ['name'] as const;

function collectIdentity(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/system/identity', IDENTITY, (row) => {
    emit(families.identity, labels({ identity: row.text('name') }), 1);
  });
}

const ROUTERBOARD = [
  'routerboard',
  'model',
  'revision',
  'serial-number',
  'firmware-type',
  'factory-firmware',
  'current-firmware',
  'upgrade-firmware',
] as const;

function collectRouterboard(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/system/routerboard', ROUTERBOARD, (row) => {
    // RouterOS 6 on x86 has the menu, with `routerboard=false` and nothing else.
    if (!row.flag('routerboard')) return;
    const current = row.text('current-firmware');
    const upgrade = row.text('upgrade-firmware');
    const info = labels({
      board_model: row.text('model'),
      board_revision: row.text('revision'),
      serial_number: row.text('serial-number'),
      firmware_type: row.text('firmware-type'),
      factory_firmware: row.text('factory-firmware'),
      current_firmware: current,
      upgrade_firmware: upgrade,
    });
    emit(families.routerboard, info, 1);
    const known = current !== undefined && upgrade !== undefined && upgrade !== '';
    emit(families.firmwareUpgradePending, NO_LABELS, known ? current !== upgrade : undefined);
  });
}

const LICENSE = ['nlevel', 'level', 'limited-upgrades', 'expires-in'] as const;

function collectLicense(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/system/license', LICENSE, (row) => {
    const chrLevel = row.text('level');
    const level = row.text('nlevel') ?? chrLevel;
    if (level !== undefined) emit(families.license, labels({ license_level: level }), 1);
    // Only CHR has this flag: on hardware a missing one is not false.
    emit(
      families.licenseUpgradesLimited,
      NO_LABELS,
      chrLevel === undefined ? undefined : row.flag('limited-upgrades'),
    );
    emit(families.licenseRemaining, NO_LABELS, row.duration('expires-in'));
  });
}
