import { type Columns, defineMenu, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance, hexDigits, mix, wholeBetween } from '../values/random.ts';
import { drifting, HOUR, SECOND } from '../values/signal.ts';
import { decimalText, durationText, idText } from '../values/text.ts';
import { hasPackage } from './package.ts';

const FULL = 95 * 60 * SECOND;

const OUTAGE = HOUR / 4;

/** The power of the line fails at the beginning of about one of a hundred hours. */
function hasOutage(at: Moment): boolean {
  return chance(mix(at.key, 'power'), Math.floor(at.time / HOUR), 0.01);
}

function onBattery(at: Moment): boolean {
  return hasOutage(at) && at.time % HOUR < OUTAGE;
}

/** What is used up of the battery, 0 to 1/4; the rest of the hour it is charged again. */
function usedUp(at: Moment): number {
  if (!hasOutage(at)) return 0;
  const passed = at.time % HOUR;
  return passed < OUTAGE ? passed / HOUR : (HOUR - passed) / (HOUR - OUTAGE) / 4;
}

const monitor: Columns<Moment> = {
  'on-line': (at) => !onBattery(at),
  'on-battery': onBattery,
  'runtime-left': (at) => durationText(FULL * (1 - usedUp(at))),
  'battery-charge': (at) => Math.round(100 * (1 - usedUp(at))),
  'battery-voltage': (at) => decimalText(27.3 - 4 * usedUp(at), 1),
  'line-voltage': (at) => (onBattery(at) ? 0 : decimalText(drifting(at.key, 230, 6, at.time), 0)),
  'output-voltage': () => 230,
  load: (at) => decimalText(drifting(at.key, wholeBetween(at.key, 'load', 8, 60), 4, at.time), 0),
  temperature: (at) => decimalText(drifting(at.key, 29, 3, at.time), 1),
  frequency: () => 50,
  'replace-battery': (at) => chance(at.key, 'worn', 0.1),
  'smart-boost': () => false,
  'smart-trim': () => false,
  overload: () => false,
  'low-battery': () => false,
};

const ups = defineMenu<Moment>({
  path: '/system/ups',
  exists: (at) => hasPackage(at, 'ups'),
  entries: (at) => [at],
  columns: {
    '.id': () => idText(1),
    name: () => 'ups1',
    port: () => 'usbhid1',
    model: () => 'Smart-UPS 1500',
    version: () => 'UPS 03.6',
    serial: (at) => `AS${hexDigits(at.key, 'ups', 10)}`,
    invalid: () => false,
    disabled: () => false,
  },
  monitor,
});

export const upsMenus: readonly Menu[] = [ups];
