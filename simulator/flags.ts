import { isIPv4 } from 'node:net';
import { parseArgs } from 'node:util';
import { MAX_TENANTS } from './fleet.ts';
import { spanMilliseconds } from './values/span.ts';

/** A wrong command line; the message says what to write instead. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
}

interface Flag {
  readonly default: string;
  readonly help: string;
}

export const FLAGS = {
  devices: { default: '101', help: 'How many devices.' },
  tenants: { default: '3', help: `How many tenants own them, at most ${MAX_TENANTS}.` },
  seed: { default: '1', help: 'The same seed gives the same fleet with the same values.' },
  'listen.base-address': {
    default: '127.77.0.1',
    help: 'First address; each device has the next one.',
  },
  'listen.port': { default: '8728', help: 'Port of every device.' },
  'listen.host': {
    default: '',
    help: 'One address for all devices instead, each on its own port: see --listen.ports.',
  },
  'listen.ports': { default: '20000', help: 'First port with --listen.host; each device has the next one.' },
  'clock.speed': { default: '1', help: 'How fast time goes on the devices.' },
  'service-time': { default: '0ms', help: 'How long a command keeps a device busy.' },
  latency: { default: '0ms', help: 'Round trip time that the network adds.' },
  'control.listen-address': {
    default: '127.0.0.1:9437',
    help: 'Where faults are put in and taken out by HTTP.',
  },
  'write-config': { default: '', help: 'Directory to write a tikscope.yml for this fleet to.' },
} as const satisfies Readonly<Record<string, Flag>>;

export type FlagName = keyof typeof FLAGS;
export type Flags = Readonly<Record<FlagName, string>>;

/** @throws FlagError */
export function parseFlags(argv: readonly string[]): Flags | 'help' {
  const options = Object.fromEntries(
    Object.entries(FLAGS).map(([name, { default: standard }]) => [
      name,
      { type: 'string' as const, default: standard },
    ]),
  );
  try {
    const { values } = parseArgs({
      args: [...argv],
      options: { ...options, help: { type: 'boolean', short: 'h' } },
    });
    const { help, ...flags } = values;
    return help ? 'help' : (flags as Flags);
  } catch (error) {
    throw new FlagError(error instanceof Error ? error.message : String(error));
  }
}

/** The whole number of a flag. @throws FlagError */
export function wholeFlag(flags: Flags, name: FlagName, least: number, most: number): number {
  const number = Number(flags[name]);
  if (flags[name] !== '' && Number.isInteger(number) && number >= least && number <= most) return number;
  throw new FlagError(`--${name}=${flags[name]}: expected a whole number from ${least} to ${most}`);
}

/** A duration such as `50ms`, in ms. @throws FlagError */
export function spanFlag(flags: Flags, name: FlagName): number {
  const span = spanMilliseconds(flags[name]);
  if (span !== undefined) return span;
  throw new FlagError(`--${name}=${flags[name]}: expected a duration such as 50ms or 1s`);
}

/** @throws FlagError */
export function speedFlag(flags: Flags): number {
  const speed = Number(flags['clock.speed']);
  if (speed > 0 && Number.isFinite(speed)) return speed;
  throw new FlagError(`--clock.speed=${flags['clock.speed']}: expected a number greater than 0`);
}

/** @throws FlagError */
export function addressFlag(flags: Flags, name: FlagName): string {
  if (isIPv4(flags[name])) return flags[name];
  throw new FlagError(`--${name}=${flags[name]}: expected an IPv4 address`);
}

/** `127.0.0.1:9437`. @throws FlagError */
export function listenFlag(flags: Flags, name: FlagName): { readonly host: string; readonly port: number } {
  const [, host, port] = /^(.+):(\d{1,5})$/.exec(flags[name]) ?? [];
  if (host !== undefined && Number(port) <= 65535) return { host, port: Number(port) };
  throw new FlagError(`--${name}=${flags[name]}: expected an address such as 127.0.0.1:9437`);
}
