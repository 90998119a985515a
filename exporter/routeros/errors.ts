/**
 * Every way a probe can fail. The same words are the `reason` label values, the log field
 * and the headings of docs/errors.md, so a page at night, a log line and the manual agree.
 */
export const ERROR_CODES = [
  'config',
  'dns',
  'connect_refused',
  'connect_timeout',
  'unreachable',
  'tls',
  'auth',
  'permission',
  'timeout',
  'protocol',
  'limit',
  'closed',
  'trap',
  'aborted',
  'internal',
] as const;

export type ErrorCode = (typeof ERROR_CODES)[number];

/** What the device itself said in a `!trap`. `category` is 0–7, absent on old versions. */
export interface Trap {
  readonly message: string;
  readonly category?: number;
}

export interface RouterosErrorOptions extends ErrorOptions {
  readonly trap?: Trap;
  readonly bound?: string;
}

/** A failure to talk to a device: what happened, in a closed set of codes. Its message never holds a secret. */
export class RouterosError extends Error {
  override readonly name = 'RouterosError';
  readonly code: ErrorCode;
  readonly trap: Trap | undefined;
  /** The bound that was met, by its name in docs/bounds.md, if one was. */
  readonly bound: string | undefined;

  constructor(code: ErrorCode, message: string, options: RouterosErrorOptions = {}) {
    super(message, options.cause === undefined ? undefined : { cause: options.cause });
    this.code = code;
    this.trap = options.trap;
    this.bound = options.bound;
  }
}

/** Any thrown value as a RouterosError; what is not one already becomes `internal`. */
export function asRouterosError(thrown: unknown): RouterosError {
  if (thrown instanceof RouterosError) return thrown;
  const message = thrown instanceof Error ? thrown.message : String(thrown);
  return new RouterosError('internal', message, { cause: thrown });
}
