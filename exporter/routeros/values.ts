/**
 * What RouterOS writes, as numbers. Each function returns undefined for text it cannot read:
 * a value that is not understood is absent, never 0.
 */

const PLAIN_NUMBER = /^[+-]?\d+(?:\.\d+)?$/;
const NUMBER_WITH_UNIT = /^([+-]?\d+(?:\.\d+)?) ?(%|°?[A-Za-z]+)$/;

/**
 * Units that builds of RouterOS put behind a number, and what they multiply it by. The API's own numbers are in
 * the scale of the terminal without its unit (`poe-out-current` is 449 for 449 mA), so most are just cut off.
 */
const UNIT_FACTORS: ReadonlyMap<string, number> = new Map([
  ...['%', 'V', 'A', 'mA', 'W', 'C', '°C', 'RPM', 'Hz', 'MHz', 'dB', 'dBm', 'nm', 'm', 'ppm', 'B'].map(
    (unit): [string, number] => [unit, 1],
  ),
  ['KiB', 2 ** 10],
  ['MiB', 2 ** 20],
  ['GiB', 2 ** 30],
  ['TiB', 2 ** 40],
]);

/**
 * A number: `42`, `-5.22`, `2%`, `230V`, `1500KiB` (bytes). An unknown unit is unparsable, for its scale is.
 *
 * A 64-bit counter becomes the nearest double. Above 2^53 that is a multiple of 2, near 2^64 of 2048: its rate over a
 * minute is off by 34 a second at most, and a reset is still seen, where wrapping at 2^53 would fake one.
 */
export function parseNumber(text: string): number | undefined {
  if (PLAIN_NUMBER.test(text)) return finite(Number(text));
  const match = NUMBER_WITH_UNIT.exec(text);
  if (match === null) return undefined;
  const [, digits, unit = ''] = match;
  const factor = UNIT_FACTORS.get(unit);
  return factor === undefined ? undefined : finite(Number(digits) * factor);
}

/** `true`, `yes`, `1` or `false`, `no`, `0`: the API says true and false, enums and old versions yes and no. */
export function parseFlag(text: string): boolean | undefined {
  switch (text) {
    case 'true':
    case 'yes':
    case '1':
      return true;
    case 'false':
    case 'no':
    case '0':
      return false;
    default:
      return undefined;
  }
}

const UNITS_DURATION =
  /^(-?)(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?(?:(\d+)us)?(?:(\d+)ns)?$/;
const CLOCK_DURATION = /^(-?)(?:(\d+)w)?(?:(\d+)d)?(\d+):(\d\d):(\d\d)(?:\.(\d{1,9}))?$/;

/**
 * A length of time in seconds: `1w4d23h26m9s`, `53m10s720ms`, `9ms445us`, `-29ms481us`, and the clock form of old
 * versions: `01:22:53`, `00:00:00.060`, `1d02:03:04`, `2w6d13:21:53`.
 */
export function parseDuration(text: string): number | undefined {
  const clock = CLOCK_DURATION.exec(text);
  if (clock !== null) {
    const [, sign, weeks, days, hours, minutes, seconds, fraction = ''] = clock;
    const nanoseconds = fraction.padEnd(9, '0');
    return duration(sign, wholeSeconds(weeks, days, hours, minutes, seconds), Number(nanoseconds));
  }
  const units = UNITS_DURATION.exec(text);
  if (units === null || !/\d/.test(text)) return undefined;
  const [, sign, weeks, days, hours, minutes, seconds, ms = 0, us = 0, ns = 0] = units;
  const nanoseconds = Number(ms) * 1e6 + Number(us) * 1e3 + Number(ns);
  return duration(sign, wholeSeconds(weeks, days, hours, minutes, seconds), nanoseconds);
}

/** Weeks, days, hours, minutes and seconds, any of them absent, as seconds. */
function wholeSeconds(...parts: readonly (string | undefined)[]): number {
  const [weeks = 0, days = 0, hours = 0, minutes = 0, seconds = 0] = parts.map((part) => Number(part ?? 0));
  return (((weeks * 7 + days) * 24 + hours) * 60 + minutes) * 60 + seconds;
}

function duration(sign: string | undefined, seconds: number, nanoseconds: number): number | undefined {
  // One division, so that 1s860ms is 1.86.
  const length = (seconds * 1e9 + nanoseconds) / 1e9;
  return finite(sign === '-' && length > 0 ? -length : length);
}

const RATE = /^(\d+(?:\.\d+)?)([kMGT]?)(?:bps)?(?:-.*)?$/;
const RATE_PREFIXES: Readonly<Record<string, number>> = { '': 1, k: 1e3, M: 1e6, G: 1e9, T: 1e12 };

/** A rate in bits per second: `1Gbps`, `10M`, `72.2Mbps-20MHz/1S`, `1G-baseT-full`, or bare bits per second. */
export function parseRate(text: string): number | undefined {
  const match = RATE.exec(text);
  if (match === null) return undefined;
  const [, digits, prefix = ''] = match;
  return finite(Math.round(Number(digits) * (RATE_PREFIXES[prefix] ?? 1)));
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];
const ISO_TIME = /^(\d{4})-(\d\d)-(\d\d) (\d\d):(\d\d):(\d\d)$/;
const OLD_TIME = /^([A-Za-z]{3})\/(\d\d)\/(\d{4}) (\d\d):(\d\d):(\d\d)$/;

/**
 * A point in time by the device's own clock, in seconds since 1970 as if that clock showed UTC: `2024-03-01 13:13:32`
 * (since 7.10), `mar/01/2024 13:13:32` and `Mar/01/2024 13:13:32` (before). A device says no zone with it.
 */
export function parseLocalTime(text: string): number | undefined {
  const iso = ISO_TIME.exec(text);
  if (iso !== null) return localTime(iso[1], Number(iso[2]), iso[3], iso.slice(4));
  const old = OLD_TIME.exec(text);
  if (old === null) return undefined;
  return localTime(old[3], MONTHS.indexOf((old[1] ?? '').toLowerCase()) + 1, old[2], old.slice(4));
}

function localTime(
  year: string | undefined,
  month: number,
  day: string | undefined,
  clock: readonly string[],
): number | undefined {
  const [hours, minutes, seconds] = clock.map(Number) as [number, number, number];
  const time = Date.UTC(Number(year), month - 1, Number(day), hours, minutes, seconds);
  const date = new Date(time);
  // Date.UTC makes the 31st of April the first of May, and second 75 the next minute.
  const isOnTheClock =
    date.getUTCMonth() === month - 1 &&
    date.getUTCDate() === Number(day) &&
    date.getUTCHours() === hours &&
    date.getUTCMinutes() === minutes &&
    date.getUTCSeconds() === seconds;
  return isOnTheClock ? time / 1000 : undefined;
}

/** How far a clock is ahead of UTC, in seconds: `+01:00`, `-03:30`. */
export function parseUtcOffset(text: string): number | undefined {
  const match = /^([+-])(\d\d):(\d\d)$/.exec(text);
  if (match === null) return undefined;
  const seconds = Number(match[2]) * 3600 + Number(match[3]) * 60;
  return match[1] === '-' && seconds > 0 ? -seconds : seconds;
}

/** The number that a text begins with: -51 of `-51@1Mbps`, -74 of `-74dBm@6Mbps`, 1300 of `1300 (band 3)`. */
export function parseLeadingNumber(text: string): number | undefined {
  const match = /^[+-]?\d+(?:\.\d+)?(?![\w.])|^[+-]?\d+(?:\.\d+)?(?=dBm?\b)/.exec(text);
  return match === null ? undefined : finite(Number(match[0]));
}

const COORDINATE = /^(?:([NSEW]) ?)?([+-]?\d+(?:\.\d+)?)(?: (\d+(?:\.\d+)?)'(?: (\d+(?:\.\d+)?)'')?)?$/;

/** Degrees of `N 56 58' 8.345''` (dms), `E 24 7.5123'` (ddmm), `-33.8688` (dd); south and west are negative. */
export function parseCoordinate(text: string): number | undefined {
  const match = COORDINATE.exec(text);
  if (match === null) return undefined;
  const [, hemisphere, degrees, minutes = 0, seconds = 0] = match;
  const angle = Number(degrees) + Number(minutes) / 60 + Number(seconds) / 3600;
  if (Math.abs(angle) > 180) return undefined;
  return hemisphere === 'S' || hemisphere === 'W' ? -angle : angle;
}

/** Two numbers that belong together: `6689896,2094536` in wireless tables, `10/20` in queues. */
export function splitPair(text: string): readonly [string, string] | undefined {
  const parts = text.split(/[,/]/);
  return parts.length === 2 ? (parts as [string, string]) : undefined;
}

function finite(value: number): number | undefined {
  return Number.isFinite(value) ? value : undefined;
}

const UNSET = new Set([
  '',
  'never',
  'none',
  'unknown',
  'infinity',
  'forever',
  'sometime',
  'disabled',
  'auto',
]);

/** True for the words by which RouterOS says that there is no value: absent, and no parse error. */
export function isUnset(text: string): boolean {
  return UNSET.has(text);
}
