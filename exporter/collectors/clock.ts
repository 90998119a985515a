import { type FamilyTable } from '../exposition/family.ts';
import { NO_LABELS } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { CLOCK_MENU } from './local-times.ts';
import { divided } from './scale.ts';
import { settle } from './settle.ts';

const families = {
  time: {
    name: 'mikrotik_clock_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'What the clock of the device shows; time() minus it is how far the clock is behind (/system/clock: date, time, gmt-offset).',
    labels: [],
  },
  utcOffset: {
    name: 'mikrotik_clock_utc_offset_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How far the time zone of the device is ahead of UTC (/system/clock: gmt-offset).',
    labels: [],
  },
  enabled: {
    name: 'mikrotik_ntp_enabled',
    type: 'gauge',
    help: '1 if the NTP client is not disabled (/system/ntp/client: enabled).',
    labels: [],
  },
  synchronized: {
    name: 'mikrotik_ntp_synchronized',
    type: 'gauge',
    help: '1 if the clock follows a time server; on RouterOS 6, if one has answered within two polls (/system/ntp/client: status, last-update-before).',
    labels: [],
  },
  offset: {
    name: 'mikrotik_ntp_offset_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How far the clock was from the time server; on RouterOS 6, by how much it was set last (/system/ntp/client: system-offset, last-adjustment).',
    labels: [],
  },
  stratum: {
    name: 'mikrotik_ntp_stratum',
    type: 'gauge',
    help: 'Stratum of the time server that is followed; RouterOS 7 only (/system/ntp/client: synced-stratum).',
    labels: [],
  },
  drift: {
    name: 'mikrotik_ntp_frequency_drift_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'By how much the clock runs wrong by itself; RouterOS 7 only (/system/ntp/client: freq-drift).',
    labels: [],
  },
} as const satisfies FamilyTable;

/** `/system/clock` and `/system/ntp/client`: is the time right, which dates in logs and certificates lean on. In `default`. */
export const clockCollector: Collector = {
  name: 'clock',
  summary: 'Clock of the device, and whether it follows a time server.',
  modules: ['default'],
  families,
  menus: [CLOCK_MENU, { command: '/system/ntp/client/print', cost: 'cheap', versions: '6 and 7' }],
  async collect(device, emit) {
    await settle(collectClock(device, emit), collectNtp(device, emit));
  },
};

const CLOCK = ['date', 'time', 'gmt-offset'] as const;

function collectClock(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/system/clock', CLOCK, (row) => {
    const offset = row.utcOffset('gmt-offset');
    const shown = row.localTime('date', 'time');
    const known = offset !== undefined && shown !== undefined;
    emit(families.time, NO_LABELS, known ? shown - offset : undefined);
    emit(families.utcOffset, NO_LABELS, offset);
  });
}

/** Those of RouterOS 7 and those of version 6: a version ignores the names that it does not know. */
const NTP = [
  'enabled',
  'status',
  'system-offset',
  'synced-stratum',
  'freq-drift',
  'poll-interval',
  'last-update-before',
  'last-adjustment',
] as const;

type NtpRow = Row<(typeof NTP)[number]>;

function collectNtp(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/system/ntp/client', NTP, (row) => {
    emit(families.enabled, NO_LABELS, row.flag('enabled'));
    emit(families.synchronized, NO_LABELS, isSynchronized(row));
    emit(
      families.offset,
      NO_LABELS,
      divided(row.number('system-offset'), 1e3) ?? row.duration('last-adjustment'),
    );
    emit(families.stratum, NO_LABELS, row.number('synced-stratum'));
    emit(families.drift, NO_LABELS, divided(row.number('freq-drift'), 1e6));
  });
}

/** The SNTP client of RouterOS 6 has no status, only the time since its server last answered. */
function isSynchronized(row: NtpRow): boolean | undefined {
  const status = row.text('status');
  if (status !== undefined) return status === 'synchronized';
  if (row.text('poll-interval') === undefined || row.text('last-update-before') === undefined) return false;
  const interval = row.duration('poll-interval');
  const age = row.duration('last-update-before');
  return interval === undefined || age === undefined ? undefined : age < 2 * interval;
}
