import { defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, wholeBetween } from '../values/random.ts';
import { drifting } from '../values/signal.ts';
import { dateTimeText, decimalText } from '../values/text.ts';
import { hasPackage } from './package.ts';

interface Axis {
  readonly name: string;
  readonly limit: number;
  /** The letters of the positive and the negative half. */
  readonly halves: readonly [string, string];
}

const LATITUDE: Axis = { name: 'latitude', limit: 60, halves: ['N', 'S'] };
const LONGITUDE: Axis = { name: 'longitude', limit: 170, halves: ['E', 'W'] };

/** Where the device stands, in the form that is the default of its version or was chosen: dms, ddmm or dd. */
function coordinate({ name, limit, halves }: Axis): (at: Moment) => string {
  return (at) => {
    const degrees = between(at.key, name, -limit, limit);
    if (at.persona.name === '7.20') return decimalText(degrees, 3);
    const half = halves[degrees < 0 ? 1 : 0];
    const whole = Math.floor(Math.abs(degrees));
    const minutes = (Math.abs(degrees) - whole) * 60;
    if (at.persona.name === '7.12') return `${half} ${whole} ${decimalText(Math.min(minutes, 59.999), 3)}'`;
    return `${half} ${whole} ${Math.floor(minutes)}' ${Math.floor((minutes % 1) * 60)}''`;
  };
}

const gps = defineSettings(
  '/system/gps',
  {
    enabled: () => true,
    port: () => 'usb1',
    channel: () => 0,
    'init-string': () => '',
    'set-system-time': () => false,
  },
  (at) => hasPackage(at, 'gps'),
  {
    'date-and-time': (at) => dateTimeText(at.time, at.persona.isoDates),
    latitude: coordinate(LATITUDE),
    longitude: coordinate(LONGITUDE),
    altitude: (at) => `${decimalText(drifting(at.key, between(at.key, 'altitude', 2, 900), 2, at.time), 1)}m`,
    speed: () => '0 km/h',
    'destination-bearing': () => 'none',
    'true-bearing': () => 'none',
    'magnetic-bearing': () => 'none',
    valid: () => true,
    satellites: (at) => Math.round(drifting(at.key, wholeBetween(at.key, 'satellites', 7, 11), 2, at.time)),
    'fix-quality': () => 1,
    'horizontal-dilution': (at) => decimalText(drifting(at.key, 1, 0.2, at.time), 1),
    'data-age': (at) => (at.persona.major === 7 ? '0s' : undefined),
  },
);

export const gpsMenus: readonly Menu[] = [gps];
