import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit, type Outcome } from './contract.ts';
import { settle } from './settle.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  enabled: {
    name: 'mikrotik_kid_control_enabled',
    type: 'gauge',
    help: '1 if the rules for the kid are not disabled (/ip/kid-control: disabled).',
    labels: ['kid'],
  },
  paused: {
    name: 'mikrotik_kid_control_paused',
    type: 'gauge',
    help: '1 if the rules for the kid are suspended for now (/ip/kid-control: paused).',
    labels: ['kid'],
  },
  blocked: {
    name: 'mikrotik_kid_control_blocked',
    type: 'gauge',
    help: '1 if the kid has no Internet now (/ip/kid-control: blocked).',
    labels: ['kid'],
  },
  limited: {
    name: 'mikrotik_kid_control_limited',
    type: 'gauge',
    help: '1 if the Internet of the kid is slowed down now (/ip/kid-control: rate-limited).',
    labels: ['kid'],
  },
  devices: {
    name: 'mikrotik_kid_control_devices',
    type: 'gauge',
    help: 'Number of devices that are known, however many, also without a kid (/ip/kid-control/device).',
    labels: [],
  },
  deviceInfo: {
    name: 'mikrotik_kid_control_device_info',
    type: 'info',
    help: 'Whose a device is, and what it is called (/ip/kid-control/device).',
    labels: ['mac_address', 'kid', 'device_name', 'ip_address', 'dynamic'],
  },
  deviceActive: {
    name: 'mikrotik_kid_control_device_active',
    type: 'gauge',
    help: '1 if the device is on the network (/ip/kid-control/device: inactive).',
    labels: ['mac_address'],
  },
  deviceBlocked: {
    name: 'mikrotik_kid_control_device_blocked',
    type: 'gauge',
    help: '1 if the device has no Internet now (/ip/kid-control/device: blocked).',
    labels: ['mac_address'],
  },
  deviceLimited: {
    name: 'mikrotik_kid_control_device_limited',
    type: 'gauge',
    help: '1 if the Internet of the device is slowed down now (/ip/kid-control/device: limited).',
    labels: ['mac_address'],
  },
  deviceIdle: {
    name: 'mikrotik_kid_control_device_idle_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the last traffic of the device (/ip/kid-control/device: idle-time).',
    labels: ['mac_address'],
  },
  deviceReceiveBytes: {
    name: 'mikrotik_kid_control_device_receive_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that the router received from the device, its upload; counted once any kid has a rule (/ip/kid-control/device: bytes-up).',
    labels: ['mac_address'],
  },
  deviceTransmitBytes: {
    name: 'mikrotik_kid_control_device_transmit_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that the router sent to the device, its download; counted once any kid has a rule (/ip/kid-control/device: bytes-down).',
    labels: ['mac_address'],
  },
  truncated: {
    name: 'mikrotik_kid_control_truncated',
    type: 'gauge',
    help: '1 if there are more kids or devices than the row limit, so that some are missing (/ip/kid-control, /ip/kid-control/device).',
    labels: [],
  },
} as const satisfies FamilyTable;

const KID = ['name', 'disabled', 'paused', 'blocked', 'rate-limited'] as const;

const DEVICE = [
  'mac-address',
  'user',
  'name',
  'ip-address',
  'dynamic',
  'inactive',
  'blocked',
  'limited',
  'idle-time',
  'bytes-up',
  'bytes-down',
] as const;

/** The kids, and the devices of the network, up to a cap: every guest's is among them. What they look at is not asked. */
export const kidControlCollector: Collector = {
  name: 'kid_control',
  summary: 'Kid Control: who is blocked, paused or limited; traffic of each device.',
  modules: ['kid_control'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [
    { command: '/ip/kid-control/print', cost: 'cheap', versions: '6 and 7' },
    // One by one, and all of them in number.
    { command: '/ip/kid-control/device/print', cost: 'table', versions: '6 and 7' },
    { command: '/ip/kid-control/device/print', cost: 'table', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    const [kids, devices, known] = await settle(
      printKids(device, emit),
      device.print('/ip/kid-control/device', DEVICE, (row) => collectDevice(emit, row)),
      device.count('/ip/kid-control/device'),
    );
    emit(families.devices, NO_LABELS, known);
    emitTruncated(emit, families.truncated, kids, devices);
  },
};

function printKids(device: Device, emit: Emit): Promise<Outcome> {
  return device.print('/ip/kid-control', KID, (row) => {
    const own = labels({ kid: row.text('name') });
    emit(families.enabled, own, !row.flag('disabled'));
    emit(families.paused, own, row.flag('paused'));
    emit(families.blocked, own, row.flag('blocked'));
    emit(families.limited, own, row.flag('rate-limited'));
  });
}

function collectDevice(emit: Emit, row: Row<(typeof DEVICE)[number]>): void {
  const macAddress = row.text('mac-address');
  const info = labels({
    mac_address: macAddress,
    kid: row.text('user'),
    device_name: row.text('name'),
    ip_address: row.text('ip-address'),
    dynamic: String(row.flag('dynamic')),
  });
  emit(families.deviceInfo, info, 1);
  const own = labels({ mac_address: macAddress });
  emit(families.deviceActive, own, !row.flag('inactive'));
  emit(families.deviceBlocked, own, row.flag('blocked'));
  emit(families.deviceLimited, own, row.flag('limited'));
  emit(families.deviceIdle, own, row.duration('idle-time'));
  emit(families.deviceReceiveBytes, own, row.number('bytes-up'));
  emit(families.deviceTransmitBytes, own, row.number('bytes-down'));
}
