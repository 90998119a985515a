import { defineMenu, type Menu, whenTrue } from './menu.ts';
import { type Moment } from '../moment.ts';
import { hexDigits, mix, wholeBetween } from '../values/random.ts';
import { DAY } from '../values/signal.ts';
import { dateTimeText, durationText, idText } from '../values/text.ts';
import { localTime } from './clock.ts';

interface Certificate {
  readonly number: number;
  readonly name: string;
  readonly commonName: string;
  readonly authority: boolean;
  /** Absent for a template, which nobody has signed. */
  readonly valid?: { readonly from: number; readonly to: number };
}

/** An authority for ten years, a certificate that is renewed two weeks before its 90 days end, a template. */
function* certificates(at: Moment): Generator<Certificate> {
  const signed = at.installedAt - 30 * DAY;
  yield {
    number: 1,
    name: 'ca',
    commonName: `${at.name} CA`,
    authority: true,
    valid: { from: signed, to: signed + 3650 * DAY },
  };
  const offset = wholeBetween(at.key, 'renewal', 0, 75) * DAY;
  const from = at.time - ((at.time + offset) % (76 * DAY));
  yield {
    number: 2,
    name: 'web',
    commonName: `${at.name}.example.net`,
    authority: false,
    valid: { from, to: from + 90 * DAY },
  };
  yield { number: 3, name: 'template', commonName: 'client', authority: false };
}

/** RouterOS 7.20 sends a flag only when it is true. */
function flag(is: boolean, at: Moment): boolean | undefined {
  return at.persona.name === '7.20' ? whenTrue(is) : is;
}

function date(time: number | undefined, at: Moment): string | undefined {
  return time === undefined ? undefined : dateTimeText(localTime(at, time), at.persona.isoDates);
}

const certificate = defineMenu<Certificate>({
  path: '/certificate',
  entries: certificates,
  columns: {
    '.id': (entry) => idText(entry.number),
    name: (entry) => entry.name,
    'common-name': (entry) => entry.commonName,
    'key-size': () => 2048,
    'key-type': (entry) => entry.valid && 'rsa',
    issuer: (entry, at) => entry.valid && `CN=${at.name} CA`,
    fingerprint: (entry, at) =>
      entry.valid && hexDigits(mix(at.key, entry.name), entry.valid.from, 64).toLowerCase(),
    'invalid-before': (entry, at) => date(entry.valid?.from, at),
    'invalid-after': (entry, at) => date(entry.valid?.to, at),
    'expires-after': (entry, at) => entry.valid && durationText(entry.valid.to - at.time),
    authority: (entry, at) => flag(entry.authority, at),
    trusted: (entry, at) => flag(entry.valid !== undefined, at),
    revoked: (_, at) => flag(false, at),
    crl: (_, at) => flag(false, at),
  },
});

export const certificateMenus: readonly Menu[] = [certificate];
