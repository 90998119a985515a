import { parseArgs } from 'node:util';
import { nearest } from './nearest.ts';
import { parseSize } from './units.ts';

/** A wrong command line; the message says what to write instead. */
export class FlagError extends Error {
  override readonly name = 'FlagError';
}

/** Where to listen; no host means all interfaces. */
export interface ListenAddress {
  readonly host: string | undefined;
  readonly port: number;
}

interface Values {
  boolean: boolean;
  text: string;
  folder: string;
  seconds: number;
  count: number;
  bytes: number;
  listen: ListenAddress;
}

type Kind = keyof Values;

interface Flag<K extends Kind = Kind> {
  readonly kind: K;
  readonly default: string;
  readonly help: string;
  readonly short?: string;
  readonly alias?: string;
  readonly choices?: readonly string[];
  /** The environment variable that gives the default, if it is set. */
  readonly environment?: string;
}

const FLAGS = {
  help: { kind: 'boolean', default: 'false', short: 'h', help: 'Show this help.' },
  version: { kind: 'boolean', default: 'false', help: 'Show the version.' },
  'config.file': { kind: 'text', default: 'tikscope.yml', help: 'Configuration file.' },
  'config.check': {
    kind: 'boolean',
    default: 'false',
    alias: 'dry-run',
    help: 'Check the configuration and exit: 0 if it is sound, 1 if not. Also spelt --dry-run.',
  },
  'web.listen-address': {
    kind: 'listen',
    default: '127.0.0.1:9436',
    help:
      'Address to listen on. Only this machine by default: whoever reaches the port may probe every device. ' +
      'Write :9436 for all interfaces.',
  },
  'web.enable-lifecycle': {
    kind: 'boolean',
    default: 'false',
    help: 'Serve /config, /-/reload and /-/log-level, which tell or change much.',
  },
  'timeout-offset': {
    kind: 'seconds',
    default: '0.5',
    help: 'Seconds to finish before the scrape timeout of Prometheus.',
  },
  'probe.max-running': { kind: 'count', default: '1024', help: 'Probes that run at once.' },
  'probe.max-waiting': {
    kind: 'count',
    default: '512',
    help: 'Probes that wait for a place to run; any more are answered 503.',
  },
  'probe.max-held-bytes': {
    kind: 'bytes',
    default: '48MiB',
    help: 'Bytes that all probes hold at once; a collector that would pass it fails.',
  },
  'fleet.sized-for': {
    kind: 'count',
    default: '250',
    help: 'Devices that the installation is sized for, as the stack is shipped; an alert tells when there are more.',
  },
  'log.level': {
    kind: 'text',
    default: 'info',
    choices: ['debug', 'info', 'warn', 'error'],
    help: 'Least severe messages to log.',
  },
  'log.format': {
    kind: 'text',
    default: 'json',
    choices: ['json', 'logfmt'],
    help: 'How to write log lines.',
  },
  'state.directory': {
    kind: 'folder',
    default: '',
    environment: 'STATE_DIRECTORY',
    help:
      'Folder of its own in which a restart finds why the run before ended; none if empty. ' +
      'By default $STATE_DIRECTORY, as systemd sets it.',
  },
} as const satisfies Record<string, Flag>;

type FlagName = keyof typeof FLAGS;
type ValueOf<F extends Flag> = F extends { choices: readonly (infer C)[] } ? C : Values[F['kind']];

/** The value of each flag, under the flag's own name: `flags['config.file']`. */
export type Flags = { readonly [N in FlagName]: ValueOf<(typeof FLAGS)[N]> };

const NAMES = Object.keys(FLAGS) as FlagName[];

/** Reads a command line, without the program's name. @throws FlagError */
export function parseFlags(args: readonly string[], environment: NodeJS.ProcessEnv = process.env): Flags {
  const given = new Map<FlagName, string>();
  for (const token of tokenize(args)) {
    if (token.kind === 'positional') throw new FlagError(`unexpected argument "${token.value}"`);
    if (token.kind === 'option-terminator') continue;
    const name = resolveName(token.name, token.rawName);
    if (given.has(name)) throw new FlagError(`--${name} is given more than once`);
    given.set(name, textOf(name, token.rawName, token.value));
  }
  const standard = (flag: Flag): string =>
    (flag.environment === undefined ? undefined : environment[flag.environment]) ?? flag.default;
  const value = (name: FlagName) => convert(name, given.get(name) ?? standard(FLAGS[name]));
  return Object.fromEntries(NAMES.map((name) => [name, value(name)])) as Flags;
}

/** What `--help` prints. */
export function formatHelp(): string {
  const left = NAMES.map((name) => `  ${formatFlag(name, FLAGS[name])}`);
  const entries = NAMES.map((name, index) => {
    const [first = '', ...rest] = wrap(FLAGS[name].help, WIDTH - INDENT);
    const label = left[index] ?? '';
    const lines =
      label.length < INDENT
        ? [label.padEnd(INDENT) + first, ...rest.map(indent)]
        : [label, ...[first, ...rest].map(indent)];
    return lines.join('\n');
  });
  return [...USAGE, '', 'Flags:', ...entries, ''].join('\n');
}

const USAGE = [
  'usage: tikscope [<flags>]',
  '       tikscope import <mktxp.conf>   Make a configuration from one of mktxp; --help tells more.',
  '       tikscope simulate [<flags>]    Run a fleet of simulated devices; --help tells more.',
];

const WIDTH = 100;
const INDENT = 36;

const indent = (line: string): string => ' '.repeat(INDENT) + line;

function tokenize(args: readonly string[]) {
  const options = Object.fromEntries(
    Object.entries<Flag>(FLAGS).flatMap(([name, flag]) => {
      const type: 'boolean' | 'string' = flag.kind === 'boolean' ? 'boolean' : 'string';
      const option = { type, ...(flag.short !== undefined && { short: flag.short }) };
      return [name, flag.alias].flatMap((spelling) => (spelling === undefined ? [] : [[spelling, option]]));
    }),
  );
  return parseArgs({ args: [...args], options, strict: false, allowNegative: true, tokens: true }).tokens;
}

function resolveName(name: string, written: string): FlagName {
  const known = NAMES.find((flag) => flag === name || (FLAGS[flag] as Flag).alias === name);
  if (known !== undefined) return known;
  const meant = nearest(name, NAMES);
  const hint = meant === undefined ? '--help lists all flags' : `did you mean --${meant}?`;
  throw new FlagError(`unknown flag ${written}; ${hint}`);
}

function textOf(name: FlagName, written: string, value: string | undefined): string {
  const negated = written.startsWith('--no-');
  if (FLAGS[name].kind === 'boolean') {
    if (value !== undefined) throw new FlagError(`--${name} takes no value: write --${name} or --no-${name}`);
    return String(!negated);
  }
  if (negated || value === undefined)
    throw new FlagError(`--${name} needs a value: --${name}=${FLAGS[name].default}`);
  return value;
}

function convert(name: FlagName, text: string): Flags[FlagName] {
  const flag: Flag = FLAGS[name];
  const value = CONVERTERS[flag.kind](text);
  if (value !== undefined && (flag.choices?.includes(text) ?? true)) return value;
  const wanted = flag.choices === undefined ? WANTED[flag.kind] : `one of ${flag.choices.join(', ')}`;
  throw new FlagError(`--${name}: expected ${wanted}, found "${text}"`);
}

const CONVERTERS: { readonly [K in Kind]: (text: string) => Values[K] | undefined } = {
  boolean: (text) => text === 'true',
  text: (text) => (text === '' ? undefined : text),
  folder: (text) => text,
  seconds: (text) => (/^\d{1,6}(\.\d{1,6})?$/.test(text) ? Number(text) : undefined),
  count: (text) => (/^\d{1,6}$/.test(text) ? Number(text) : undefined),
  bytes: parseSize,
  listen: parseListenAddress,
};

const WANTED: Readonly<Record<Kind, string>> = {
  boolean: 'true or false',
  text: 'a value',
  folder: 'a folder',
  seconds: 'a number of seconds',
  count: 'a whole number up to 999999',
  bytes: 'a size like 48MiB',
  listen: 'host:port or :port',
};

function parseListenAddress(text: string): ListenAddress | undefined {
  const match = /^(?:\[(?<bracketed>[0-9a-f:.]+)\]|(?<plain>[^:[\]\s]*)):(?<port>\d{1,5})$/i.exec(text);
  const port = Number(match?.groups?.['port'] ?? Infinity);
  if (port > 65535) return undefined;
  const host = match?.groups?.['bracketed'] ?? match?.groups?.['plain'];
  return { host: host === '' ? undefined : host, port };
}

/** As kingpin, the flag library of Prometheus, prints one: `--config.file="tikscope.yml"`. */
function formatFlag(name: string, flag: Flag): string {
  const short = flag.short === undefined ? '    ' : `-${flag.short}, `;
  if (flag.kind === 'boolean') return `${short}--[no-]${name}`;
  const quoted = ['text', 'folder', 'listen'].includes(flag.kind);
  return `${short}--${name}=${quoted ? `"${flag.default}"` : flag.default}`;
}

function wrap(text: string, width: number): string[] {
  return text.split(' ').reduce<string[]>((lines, word) => {
    const last = lines.at(-1);
    if (last === undefined || last.length + 1 + word.length > width) return [...lines, word];
    return [...lines.slice(0, -1), `${last} ${word}`];
  }, []);
}
