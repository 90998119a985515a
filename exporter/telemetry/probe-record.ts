import { type CommandRecord } from '../routeros/session.ts';
import { type DialRecord } from '../routeros/dial.ts';
import { type RouterosError } from '../routeros/errors.ts';

/**
 * All that is known of one probe. Three readers: the debug report, the exporter's own metrics,
 * and the spans. Times are performance.now() milliseconds; no secret is ever in it.
 */
export interface ProbeRecord {
  readonly target: string;
  readonly modules: readonly string[];
  readonly startedAt: number;
  readonly endedAt: number;
  /** Milliseconds the probe was given. */
  readonly timeout: number;
  /** True if the poll was begun by another request. */
  readonly joined: boolean;
  readonly connection: ConnectionRecord;
  readonly collectors: readonly CollectorRecord[];
  /** Why the probe failed as a whole; undefined if it succeeded. */
  readonly error: RouterosError | undefined;
}

/** How the probe came to its session. */
export interface ConnectionRecord {
  /** True if a session of an earlier probe served. */
  readonly warm: boolean;
  /** Why the warm session was given up inside this probe, if it was. */
  readonly replaced: string | undefined;
  readonly dials: readonly DialAttempt[];
  /** Reply words and tags that the protocol does not know; they were ignored. */
  readonly unknownReplies: number;
  /** Bytes of the longest word and sentence that came. */
  readonly longestWord: number;
  readonly longestSentence: number;
}

/** One attempt to get a new session: name resolution, secret, TCP, TLS, login. */
export interface DialAttempt {
  /** `host:port` as configured. */
  readonly endpoint: string;
  /** The address dialled; undefined if it did not come so far. */
  readonly address: string | undefined;
  readonly startedAt: number;
  readonly endedAt: number;
  /** Undefined if the name, the secret or the dial pace stopped it before. */
  readonly dial: DialRecord | undefined;
  readonly error: RouterosError | undefined;
}

export interface CollectorRecord {
  readonly name: string;
  readonly startedAt: number;
  readonly endedAt: number;
  readonly samples: number;
  /** Of the exposition, before compression. */
  readonly bytes: number;
  readonly duplicates: number;
  /** UTF-16 units of the longest label value. */
  readonly longestLabelValue: number;
  /** Samples with a label value that was cut. */
  readonly cutSamples: number;
  readonly commands: readonly CommandRecord[];
  /** Commands that were not sent, and why. */
  readonly skipped: readonly SkippedCommand[];
  readonly error: RouterosError | undefined;
}

export interface SkippedCommand {
  readonly command: string;
  readonly reason: string;
}
