import { createHash } from 'node:crypto';
import { RouterosError } from './errors.ts';
import { type CommandRecord } from './pending.ts';
import { type Session } from './session.ts';

/** Who logs in, and until when. */
export interface LoginOptions {
  readonly username: string;
  readonly password: string;
  /** Answers the MD5 challenge of RouterOS before 6.43. */
  readonly legacyLogin: boolean;
  /** performance.now() */
  readonly deadline: number;
  readonly signal?: AbortSignal;
}

const REPLY_BYTES = 4096;
const CHALLENGE = /^[0-9a-f]{32}$/i;
const REFUSALS = ['invalid user name or password', 'cannot log in'];

/** Logs a fresh session in. Resolves with why it failed, if it did; no error holds the password. */
export async function login(session: Session, options: LoginOptions): Promise<RouterosError | undefined> {
  const { username, password, legacyLogin } = options;
  const name = `=name=${username}`;
  const reply = await askLogin(session, options, [name, `=password=${password}`]);
  // RouterOS before 6.43 does not look at the password and answers with a challenge.
  if (reply.error !== undefined || reply.ret === undefined) return loginError(reply.error);
  if (!legacyLogin) {
    return new RouterosError(
      'auth',
      'the device wants the MD5 login of RouterOS before 6.43; set legacy_login: true in its auth to allow that',
    );
  }
  if (!CHALLENGE.test(reply.ret)) {
    return new RouterosError(
      'protocol',
      'the device sent a login challenge that is not 16 bytes in hexadecimal',
    );
  }
  const response = `=response=00${challengeResponse(password, Buffer.from(reply.ret, 'hex'))}`;
  return loginError((await askLogin(session, options, [name, response])).error);
}

function askLogin(session: Session, options: LoginOptions, words: readonly string[]): Promise<CommandRecord> {
  const { deadline, signal } = options;
  return session.run({
    path: '/login',
    words,
    maxRows: 0,
    maxBytes: REPLY_BYTES,
    deadline,
    ...(signal === undefined ? {} : { signal }),
  });
}

/** MD5 of a zero byte, the password and the challenge. */
function challengeResponse(password: string, challenge: Buffer): string {
  return createHash('md5').update('\0').update(password, 'utf8').update(challenge).digest('hex');
}

function loginError(error: RouterosError | undefined): RouterosError | undefined {
  const trap = error?.trap;
  if (error === undefined || trap === undefined) return error;
  if (!REFUSALS.some((refusal) => trap.message.startsWith(refusal))) return error;
  return new RouterosError('auth', `the device refused the login: ${trap.message}`, { trap });
}
