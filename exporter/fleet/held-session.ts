import { type Session } from '../routeros/session.ts';
import { type SessionMemory } from './session-memory.ts';

/** A day, give or take: sessions opened together must not all be renewed together. */
const AGE = 24 * 60 * 60_000;
const AGE_SPREAD = 0.2;
/** A warm session is called dead after this, or after three of its round trips if those are longer. */
const SILENCE = 1000;

export interface SessionCounts {
  readonly unknownReplies: number;
  readonly longestWord: number;
  readonly longestSentence: number;
}

/** A session to probe with, and what is known of the device behind it. */
export interface Lease {
  readonly session: Session;
  readonly memory: SessionMemory;
  /** True if an earlier probe opened it, so that NAT or a reboot may have cut it in silence. */
  readonly warm: boolean;
  /** Milliseconds without a byte after which a warm session counts as cut. */
  readonly silenceLimit: number;
  /** Ends the lease; `roundTrip` is how long the device took to answer, in milliseconds, if it did. */
  readonly end: (roundTrip: number | undefined) => void;
  /** What came since anyone last took these counts: unknown replies, and the longest word and sentence in bytes. */
  readonly takeCounts: () => SessionCounts;
}

/** A session that is kept between probes, and used by several at once. */
export class HeldSession {
  readonly session: Session;
  readonly memory: SessionMemory;
  readonly #expiresAt = performance.now() + AGE * (1 + AGE_SPREAD * (2 * Math.random() - 1));
  #users = 0;
  #roundTrip = 0;
  #reportedReplies = 0;

  constructor(session: Session, memory: SessionMemory) {
    this.session = session;
    this.memory = memory;
  }

  /** True when it is old and nobody's commands are on it. */
  get isDue(): boolean {
    return this.#users === 0 && performance.now() >= this.#expiresAt;
  }

  lease(warm: boolean): Lease {
    this.#users += 1;
    return {
      session: this.session,
      memory: this.memory,
      warm,
      silenceLimit: Math.max(SILENCE, 3 * this.#roundTrip),
      end: (roundTrip) => {
        this.#users -= 1;
        // Modules differ: the slowest first byte of late decides, and fades.
        if (roundTrip !== undefined) this.#roundTrip = Math.max(roundTrip, 0.9 * this.#roundTrip);
      },
      takeCounts: () => this.#takeCounts(),
    };
  }

  #takeCounts(): SessionCounts {
    const { word, sentence } = this.session.takeLongest();
    const unknownReplies = this.session.unknownReplies - this.#reportedReplies;
    this.#reportedReplies += unknownReplies;
    return { unknownReplies, longestWord: word, longestSentence: sentence };
  }
}
