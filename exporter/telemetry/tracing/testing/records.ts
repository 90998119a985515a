import { type RouterosError } from '../../../routeros/errors.ts';
import { type DialAttempt, type ProbeRecord } from '../../probe-record.ts';

export interface RecordOptions {
  readonly startedAt?: number;
  /** Milliseconds. */
  readonly duration?: number;
  readonly dials?: readonly DialAttempt[];
  /** Of one collector, `system`. */
  readonly commands?: readonly string[];
  readonly error?: RouterosError | undefined;
}

/** A probe of one collector whose commands took 30 ms each. */
export function makeRecord(options: RecordOptions = {}): ProbeRecord {
  // Whole milliseconds: with fractions, the end less the start may be a hair short of the duration.
  const now = Math.floor(performance.now());
  const { startedAt = now, duration = 100, dials = [], commands = [], error } = options;
  const sentAt = startedAt + 50;
  const records = commands.map((command) => ({
    command,
    rows: 3,
    bytes: 120,
    sentAt,
    firstByteAt: sentAt + 20,
    endedAt: sentAt + 30,
    ret: undefined,
    parseErrors: [],
    error: undefined,
  }));
  const collector = {
    name: 'system',
    startedAt: sentAt,
    endedAt: sentAt + 30,
    samples: 10,
    bytes: 500,
    duplicates: 0,
    longestLabelValue: 0,
    cutSamples: 0,
    commands: records,
    skipped: [],
    error: undefined,
  };
  return {
    target: 'riga-core-1',
    modules: ['default'],
    startedAt,
    endedAt: startedAt + duration,
    timeout: 9500,
    joined: false,
    connection: {
      warm: dials.length === 0,
      replaced: undefined,
      dials,
      unknownReplies: 0,
      longestWord: 0,
      longestSentence: 0,
    },
    collectors: commands.length > 0 ? [collector] : [],
    error,
  };
}
