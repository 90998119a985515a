import { duplexPair } from 'node:stream';
import { DEFAULT_SESSION_LIMITS, Session, type SessionLimits } from '../session.ts';
import { textReader } from '../text.ts';
import { type Command } from '../pending.ts';
import { type Script, ScriptedPeer } from './scripted-router.ts';

/** A session and its router, joined in memory: each write arrives as one chunk. Nobody logs in. */
export function sessionWith(
  script: Script = () => undefined,
  limits: Partial<SessionLimits> = {},
): { session: Session; peer: ScriptedPeer } {
  const [ours, theirs] = duplexPair();
  const peer = new ScriptedPeer(theirs, script);
  const session = new Session(ours, textReader('windows-1252'), { ...DEFAULT_SESSION_LIMITS, ...limits });
  return { session, peer };
}

/** A command with generous limits, where the test does not say otherwise. */
export function command<A extends string>(path: string, options: Partial<Command<A>> = {}): Command<A> {
  return { path, maxRows: 1000, maxBytes: 100_000, deadline: performance.now() + 60_000, ...options };
}
