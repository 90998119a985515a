/** Everything that can be made to go wrong on a device. The CLI's help and the README print this table. */

interface FaultDescription {
  readonly summary: string;
  readonly options: Readonly<Record<string, FaultOption>>;
}

interface FaultOption {
  readonly summary: string;
  /** Also says the type. */
  readonly default: string | number;
}

const MENU = { summary: 'menu, such as /interface; all if empty', default: '' };

export const FAULTS = {
  unreachable: { summary: 'connecting times out, open connections go silent', options: {} },
  refuses: { summary: 'the port is closed; open connections are reset', options: {} },
  silent: { summary: 'accepts connections and answers nothing', options: {} },
  slow: {
    summary: 'every reply comes late',
    options: { ms: { summary: 'by how many milliseconds', default: 2000 } },
  },
  drip: {
    summary: 'replies come byte by byte',
    options: { ms: { summary: 'milliseconds between two bytes', default: 200 } },
  },
  'wrong-password': { summary: 'no password is the right one', options: {} },
  'login-not-ready': { summary: 'is booting: logins end with "std failure: timeout (13)"', options: {} },
  'max-sessions': { summary: 'ends new sessions with !fatal "too many sessions"', options: {} },
  reset: { summary: 'resets the connection in the middle of every reply', options: {} },
  fatal: { summary: 'ends the session with !fatal in the middle of every reply', options: {} },
  garbage: {
    summary: 'answers random bytes',
    options: { bytes: { summary: 'how many, for each command', default: 4096 } },
  },
  'endless-word': { summary: 'answers one word of 2 GiB that never ends', options: {} },
  flood: { summary: 'answers a command with rows that nobody asked for, for ever', options: {} },
  'endless-table': { summary: 'prints rows for ever', options: { menu: MENU } },
  trap: {
    summary: 'commands fail',
    options: { menu: MENU, message: { summary: 'what the trap says', default: 'std failure: timeout (13)' } },
  },
  'missing-menu': { summary: 'does not know a menu', options: { menu: MENU } },
  reboot: {
    summary: 'restarts: counters and uptime begin again',
    options: { down: { summary: 'seconds until it can be reached again', default: 30 } },
  },
  'interface-down': {
    summary: 'interfaces lose their link',
    options: { interface: { summary: 'names, joined by commas', default: 'ether1' } },
  },
  crowd: {
    summary: 'has very many PPPoE sessions, each a dynamic interface',
    options: { sessions: { summary: 'how many at most', default: 1_000_000 } },
  },
  'high-cpu': { summary: 'CPU load near 100 %', options: {} },
  hot: { summary: 'temperatures far above normal', options: {} },
} as const satisfies Readonly<Record<string, FaultDescription>>;

export type FaultName = keyof typeof FAULTS;

/** The options of a fault, every one with a value. */
export type FaultOptions<N extends FaultName> = {
  readonly [K in keyof (typeof FAULTS)[N]['options']]: (typeof FAULTS)[N]['options'][K] extends {
    default: number;
  }
    ? number
    : string;
};

export type GivenOptions = Readonly<Record<string, unknown>>;

export class FaultError extends Error {
  override readonly name = 'FaultError';
}

export function isFaultName(name: string): name is FaultName {
  return Object.hasOwn(FAULTS, name);
}

/** The faults of one device that are in force, with their options. */
export class Faults {
  readonly #active = new Map<FaultName, Readonly<Record<string, string | number>>>();

  has(name: FaultName): boolean {
    return this.#active.has(name);
  }

  get<N extends FaultName>(name: N): FaultOptions<N> | undefined {
    return this.#active.get(name) as FaultOptions<N> | undefined;
  }

  /** @throws FaultError at an option that the fault does not have, or of the wrong type. */
  set(name: FaultName, given: GivenOptions): void {
    this.#active.set(name, completed(name, given));
  }

  delete(name: FaultName): void {
    this.#active.delete(name);
  }

  clear(): void {
    this.#active.clear();
  }

  toJSON(): Record<string, unknown> {
    return Object.fromEntries(this.#active);
  }
}

function completed(name: FaultName, given: GivenOptions): Record<string, string | number> {
  const options: Readonly<Record<string, FaultOption>> = FAULTS[name].options;
  for (const option of Object.keys(given)) {
    if (Object.hasOwn(options, option)) continue;
    const allowed = Object.keys(options).join(', ') || 'none';
    throw new FaultError(`fault ${name} has no option "${option}"; it has: ${allowed}`);
  }
  return Object.fromEntries(
    Object.entries(options).map(([option, { default: standard }]) => [
      option,
      checked(name, option, given[option] ?? standard, standard),
    ]),
  );
}

/** Numbers may be given as text, as a command line does. */
function checked(name: string, option: string, value: unknown, standard: string | number): string | number {
  if (typeof standard === 'string' && typeof value === 'string') return value;
  const number = typeof value === 'string' && value.trim() !== '' ? Number(value) : value;
  if (typeof standard === 'number' && typeof number === 'number' && number >= 0 && Number.isFinite(number))
    return number;
  const wanted = typeof standard === 'number' ? 'a number of at least 0' : 'text';
  throw new FaultError(`option "${option}" of fault ${name} must be ${wanted}`);
}
