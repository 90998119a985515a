import { connect as connectTcp, isIP, type Socket } from 'node:net';
import { checkServerIdentity, connect as connectTls } from 'node:tls';
import { asRouterosError, RouterosError } from './errors.ts';
import { login, type LoginOptions } from './login.ts';
import { DEFAULT_SESSION_LIMITS, Session, type SessionLimits } from './session.ts';
import { socketError, type Stage } from './socket-errors.ts';
import { type ReadText, textReader } from './text.ts';
import { secureContext, type TlsOptions } from './tls-context.ts';

export type { TlsOptions } from './tls-context.ts';

export interface DialOptions extends LoginOptions {
  /** An IP address: names are resolved, and checked against what is allowed, by the caller. */
  readonly address: string;
  readonly port: number;
  readonly tls?: TlsOptions;
  /** How text that is not UTF-8 is read: a label of the Encoding Standard, `windows-1252`. */
  readonly codePage: string;
  readonly limits?: SessionLimits;
}

/** What became of a dial. Times are performance.now(), in ms; a stage that was not passed has none. */
export interface DialRecord {
  readonly startedAt: number;
  readonly connectedAt?: number;
  readonly securedAt?: number;
  readonly endedAt: number;
  readonly error: RouterosError | undefined;
}

const CONNECT_TIME = 3000;
/** For TLS and login together. */
const LOGIN_TIME = 5000;
const KEEP_ALIVE_DELAY = 30_000;
/** What a device may send before its login has succeeded. */
const LOGIN_BYTES = 64 * 1024;

/**
 * Connects to a device and logs in: TCP within 3 s, TLS and login within 5 s, all of it before the deadline.
 * Always resolves: with a session, or with the record's `error` and no socket left.
 */
export async function dial(
  options: DialOptions,
): Promise<{ record: DialRecord; session: Session | undefined }> {
  const startedAt = performance.now();
  const times: { connectedAt?: number; securedAt?: number } = {};
  let session: Session | undefined;
  let error: RouterosError | undefined;
  try {
    session = await establish(options, times);
  } catch (thrown) {
    error = asRouterosError(thrown);
  }
  return { record: { startedAt, ...times, endedAt: performance.now(), error }, session };
}

async function establish(
  options: DialOptions,
  times: { connectedAt?: number; securedAt?: number },
): Promise<Session> {
  const { tls, deadline, codePage, limits = DEFAULT_SESSION_LIMITS } = options;
  const readText = readerFor(codePage);
  const socket = open(options);
  try {
    await passed(socket, 'connect', Math.min(performance.now() + CONNECT_TIME, deadline), options.signal);
    times.connectedAt = performance.now();
    const loginDeadline = Math.min(times.connectedAt + LOGIN_TIME, deadline);
    if (tls !== undefined) {
      await passed(socket, 'handshake', loginDeadline, options.signal);
      times.securedAt = performance.now();
    }
    return await loggedIn(socket, new Session(socket, readText, limits), {
      ...options,
      deadline: loginDeadline,
    });
  } catch (thrown) {
    socket.destroy();
    throw thrown;
  }
}

function readerFor(codePage: string): ReadText {
  try {
    return textReader(codePage);
  } catch (error) {
    throw new RouterosError('config', `there is no code page "${codePage}"; windows-1252 is one`, {
      cause: error,
    });
  }
}

/** Starts to connect. Its errors are never unheard: `passed` and the session listen while they have it. */
function open({ address, port, tls }: DialOptions): Socket {
  const socket = tls === undefined ? connectTcp({ host: address, port }) : openTls(address, port, tls);
  socket.on('error', () => undefined);
  socket.setNoDelay(true);
  socket.setKeepAlive(true, KEEP_ALIVE_DELAY);
  return socket;
}

function openTls(address: string, port: number, tls: TlsOptions): Socket {
  const name = tls.serverName ?? address;
  return connectTls({
    host: address,
    port,
    secureContext: secureContext(tls),
    rejectUnauthorized: !tls.insecure,
    // An IP address must not be sent as the server's name (RFC 6066), only be looked for in the certificate.
    servername: isIP(name) === 0 ? name : '',
    checkServerIdentity: (_, certificate) => checkServerIdentity(name, certificate),
  });
}

const PASSED: Readonly<Record<'connect' | 'handshake', string>> = {
  connect: 'connect',
  handshake: 'secureConnect',
};

/** Resolves when the socket is past a stage. @throws RouterosError */
function passed(
  socket: Socket,
  stage: Exclude<Stage, 'session'>,
  deadline: number,
  signal: AbortSignal | undefined,
): Promise<void> {
  const time = Math.max(Math.ceil(deadline - performance.now()), 0);
  return new Promise((resolve, reject) => {
    const settle = (error?: RouterosError): void => {
      clearTimeout(timer);
      signal?.removeEventListener('abort', onAbort);
      socket.off(PASSED[stage], onPassed).off('error', onError).off('close', onClose);
      if (error === undefined) resolve();
      else reject(error);
    };
    const onPassed = (): void => settle();
    const onError = (error: Error): void => settle(socketError(stage, error));
    const onClose = (): void => onError(new Error('the device closed the connection'));
    const onAbort = (): void => settle(new RouterosError('aborted', `${stage}: aborted`));
    const timer = setTimeout(() => settle(tooLate(stage, time)), time);
    socket.on(PASSED[stage], onPassed).on('error', onError).on('close', onClose);
    if (signal?.aborted === true) onAbort();
    else signal?.addEventListener('abort', onAbort, { once: true });
  });
}

function tooLate(stage: Exclude<Stage, 'session'>, time: number): RouterosError {
  return stage === 'connect'
    ? new RouterosError('connect_timeout', `no TCP connection within ${time} ms`)
    : new RouterosError('timeout', `no TLS handshake within ${time} ms; is this the port of api-ssl?`);
}

/** The session once its login has succeeded. @throws RouterosError */
async function loggedIn(socket: Socket, session: Session, options: LoginOptions): Promise<Session> {
  const bound = (): void => {
    if (session.receivedBytes <= LOGIN_BYTES) return;
    session.destroy(
      new RouterosError('protocol', `more than the limit of ${LOGIN_BYTES} bytes before the login`),
    );
  };
  socket.on('data', bound);
  const error = await login(session, options);
  socket.off('data', bound);
  if (error !== undefined) throw error;
  return session;
}
