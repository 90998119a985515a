import { type ErrorCode, RouterosError } from './errors.ts';

const CODES: Readonly<Record<string, ErrorCode>> = {
  ECONNREFUSED: 'connect_refused',
  ECONNRESET: 'closed',
  EPIPE: 'closed',
  ECONNABORTED: 'closed',
  EHOSTUNREACH: 'unreachable',
  ENETUNREACH: 'unreachable',
  EHOSTDOWN: 'unreachable',
  ENETDOWN: 'unreachable',
  EADDRNOTAVAIL: 'unreachable',
};

/** Where a socket was when it failed; it decides what a time-out means, and what a reset does. */
export type Stage = 'connect' | 'handshake' | 'session';

/**
 * The error of a socket. What the system says of this machine alone (no file descriptor left, no buffer space) is
 * `internal`; in a TLS handshake everything is `tls`, a peer that hangs up included.
 */
export function socketError(stage: Stage, error: Error): RouterosError {
  const systemCode = 'code' in error && typeof error.code === 'string' ? error.code : '';
  return new RouterosError(codeOf(stage, systemCode), `${DOING[stage]} failed: ${reasonOf(error)}`, {
    cause: error,
  });
}

const DOING: Readonly<Record<Stage, string>> = {
  connect: 'the TCP connection',
  handshake: 'the TLS handshake',
  session: 'the session',
};

/** OpenSSL puts its source lines into the message, and what it means into `reason`. */
function reasonOf(error: Error): string {
  return 'reason' in error && typeof error.reason === 'string' ? error.reason : error.message;
}

function codeOf(stage: Stage, systemCode: string): ErrorCode {
  if (stage === 'handshake') return 'tls';
  if (systemCode === 'ETIMEDOUT') return stage === 'connect' ? 'connect_timeout' : 'timeout';
  return CODES[systemCode] ?? 'internal';
}
