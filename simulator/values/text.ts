/** How RouterOS writes things: durations, dates, ids, addresses. */

const UNITS: readonly (readonly [string, number])[] = [
  ['w', 7 * 24 * 3600],
  ['d', 24 * 3600],
  ['h', 3600],
  ['m', 60],
  ['s', 1],
];

/** `1w4d23h26m9s`; what is zero is left out, and zero itself is `0s`. */
export function durationText(milliseconds: number): string {
  let seconds = Math.max(0, Math.floor(milliseconds / 1000));
  let text = '';
  for (const [unit, length] of UNITS) {
    const count = Math.floor(seconds / length);
    if (count > 0) text += `${count}${unit}`;
    seconds -= count * length;
  }
  return text || '0s';
}

const MONTHS = ['jan', 'feb', 'mar', 'apr', 'may', 'jun', 'jul', 'aug', 'sep', 'oct', 'nov', 'dec'];

/** `2026-05-07` since RouterOS 7.10, `may/07/2026` before. */
export function dateText(time: number, iso: boolean): string {
  const [year = '', month = '', day = ''] = new Date(time).toISOString().slice(0, 10).split('-');
  return iso ? `${year}-${month}-${day}` : `${MONTHS[Number(month) - 1] ?? ''}/${day}/${year}`;
}

/** `17:58:11` */
export function timeText(time: number): string {
  return new Date(time).toISOString().slice(11, 19);
}

export function dateTimeText(time: number, iso: boolean): string {
  return `${dateText(time, iso)} ${timeText(time)}`;
}

/** `*1A`, as RouterOS numbers its rows. */
export function idText(number: number): string {
  return `*${number.toString(16).toUpperCase()}`;
}

/** `10.1.2.3` for an address as one number. */
export function ipText(address: number): string {
  return [address >>> 24, (address >>> 16) & 255, (address >>> 8) & 255, address & 255].join('.');
}

/** The number of `10.1.2.3`. */
export function ipNumber(address: string): number {
  return address.split('.').reduce((sum, octet) => ((sum << 8) | Number(octet)) >>> 0, 0);
}

/** `48:A9:8A:01:02:03` of twelve hexadecimal digits. */
export function macText(digits: string): string {
  return digits.match(/../g)?.join(':') ?? '';
}

/** A number with at most `digits` decimals and no trailing zeros: `24.1`, `38`. */
export function decimalText(value: number, digits: number): string {
  return String(Number(value.toFixed(digits)));
}
