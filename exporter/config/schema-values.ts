import { z } from 'zod';
import { MAX_INTERVAL } from './defaults.ts';
import { parseDuration, parseSize } from './units.ts';

declare module 'zod' {
  interface GlobalMeta {
    /** How the docs name the type: `<duration>`. */
    type?: string;
    /** The default in words, where it is computed. */
    computed?: string;
  }
}

const MAX_GLOB = 200;

/** What was found, by kind: the value itself may be a secret. */
export function found(input: unknown): string {
  if (input === null) return 'nothing';
  if (Array.isArray(input)) return 'a list';
  const kinds: Readonly<Record<string, string>> = {
    object: 'a map',
    string: 'text',
    boolean: 'true or false',
  };
  return kinds[typeof input] ?? (Number.isInteger(input) ? 'a number' : 'a number with a fraction');
}

/** A message for a value of the wrong kind. A missing one is told by its key (check.ts). */
export function expected(what: string, hint = '') {
  return {
    error: ({ input }: { input?: unknown }) => {
      const quotable = hint !== '' && (typeof input === 'number' || typeof input === 'boolean');
      return `expected ${what}, found ${found(input)}${quotable ? hint : ''}`;
    },
  };
}

export const QUOTE = '; put it in quotes';

export function strict<S extends z.core.$ZodLooseShape>(shape: S) {
  const allowed = Object.keys(shape).join(', ');
  return z.strictObject(shape, {
    error: ({ code, input }) =>
      code === 'unrecognized_keys'
        ? `allowed: ${allowed}`
        : `expected a map of ${allowed}, found ${found(input)}`,
  });
}

export function list<T extends z.ZodType>(item: T, what: string, least: 0 | 1 = 1) {
  return z
    .array(item, expected(`a list of ${what}`))
    .min(least, `expected at least one of ${what}, found an empty list`);
}

/** Text that `parse` turns into something else; undefined if it cannot. */
export function parsed<T>(what: string, parse: (text: string) => T | undefined) {
  return z.string(expected(what)).transform((text, context): T => {
    const value = parse(text);
    if (value !== undefined) return value;
    context.addIssue({
      code: 'custom',
      message: `expected ${what}, found ${quote(text)}`,
    });
    return z.NEVER;
  });
}

function quote(text: unknown): string {
  const most = 80;
  const string = String(text);
  return JSON.stringify(string.length > most ? `${string.slice(0, most)}…` : string);
}

/** Text of 1 to `most` characters, without control characters. */
export function text(what: string, most: number) {
  return z
    .string(expected(what, QUOTE))
    .min(1, `expected ${what}, found an empty text`)
    .max(most, `is longer than ${most} characters`)
    .refine((value) => !/\p{Cc}/u.test(value), 'holds a control character');
}

/** Text of one shape; a value of another is quoted, so it must not be a secret. */
export function matching(what: string, shape: RegExp) {
  return z
    .string(expected(what, QUOTE))
    .regex(shape, { error: ({ input }) => `expected ${what}, found ${quote(input)}` });
}

const NAME = /^[A-Za-z0-9_][A-Za-z0-9_.-]{0,63}$/;
const A_NAME = 'a name (letters, digits, _ . - and at most 64 of them)';

export const name = matching(A_NAME, NAME).meta({ type: '<name>' });

/** The name of an auth, where it stands as a key: it is not quoted, since `{ password:secret }` is a key too. */
export const authName = z.string().regex(NAME, `expected ${A_NAME}`);

export const deviceName = matching(
  'a name (letters, digits, _ . : @ + - and at most 128 of them)',
  /^[\p{L}\p{N}][\p{L}\p{N}\p{M}_.:@+-]{0,127}$/u,
).meta({ type: '<device_name>' });

export const filePath = text('a path', 1024).meta({ type: '<path>' });
export const flag = z.boolean(expected('true or false')).meta({ type: '<boolean>' });

/** At most as long as the longest interval. */
export const duration = parsed('a duration such as 30s or 1m30s', parseDuration)
  .refine((seconds) => seconds >= 1 && seconds <= MAX_INTERVAL, `must be between 1s and ${MAX_INTERVAL}s`)
  .meta({ type: '<duration>' });

export function size(most: number) {
  return parsed('a size such as 64KiB or 8MiB', parseSize)
    .refine((bytes) => bytes >= 1024 && bytes <= most, `must be between 1KiB and ${most / 1024 ** 2}MiB`)
    .meta({ type: '<size>' });
}

export function count(most: number) {
  return z
    .int(expected('a whole number'))
    .min(1, 'must be at least 1')
    .max(most, `must be at most ${most}`)
    .meta({ type: '<int>' });
}

export const ratio = z
  .number(expected('a number from 0 to 1'))
  .min(0, 'must be at least 0')
  .max(1, 'must be at most 1')
  .meta({ type: '<ratio>' });

/** One that holds a user or a query is refused: it would be shown. For the same reason it is not quoted. */
export const url = z
  .string(expected('a URL'))
  .refine(isPlainUrl, 'expected an http or https URL without user, query and fragment')
  .transform((value) => new URL(value).href.replace(/\/$/, ''))
  .meta({ type: '<url>' });

function isPlainUrl(value: string): boolean {
  if (!URL.canParse(value)) return false;
  const { protocol, username, password, search, hash } = new URL(value);
  return (protocol === 'http:' || protocol === 'https:') && username + password + search + hash === '';
}

export const globs = list(text('a pattern', MAX_GLOB), 'patterns', 0)
  .max(100, 'holds more than 100 patterns')
  .default([])
  .meta({ type: '[ <glob>, … ]' });

/** The encoding's own name for any of its labels (`latin1` is windows-1252). */
export function parseCodePage(label: string): string | undefined {
  try {
    return new TextDecoder(label).encoding;
  } catch {
    return undefined;
  }
}
