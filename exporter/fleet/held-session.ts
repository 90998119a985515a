import { type Session } from '../routeros/session.ts';
import { SessionMemory } from './session-memory.ts';

/** A day, give or take: sessions opened together must not all be renewed together. */
const AGE = 24 * 60 * 60_000;
const AGE_SPREAD = 0.2;
/** A warm session is called dead after this, or after three of its round trips if those are longer. */
const SILENCE = 1000;

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
  /** Unknown replies that came since anyone last took them. */
  readonly takeUnknownReplies: () => number;
}

/** A session that is kept between probes, and used by several at once. */
export class HeldSession {
  readonly session: Session;
  readonly #memory = new SessionMemory();
  readonly #expiresAt = performance.now() + AGE * (1 + AGE_SPREAD * (2 * Math.random() - 1));
  #users = 0;
  #roundTrip = 0;
  #reportedReplies = 0;

  constructor(session: Session) {
    this.session = session;
  }

  /** True when it is old and nobody's commands are on it. */
  get isDue(): boolean {
    return this.#users === 0 && performance.now() >= this.#expiresAt;
  }

  lease(warm: boolean): Lease {
    this.#users += 1;
    return {
      session: this.session,
      memory: this.#memory,
      warm,
      silenceLimit: Math.max(SILENCE, 3 * this.#roundTrip),
      end: (roundTrip) => {
        this.#users -= 1;
        // Modules differ: the slowest first byte of late decides, and fades.
        if (roundTrip !== undefined) this.#roundTrip = Math.max(roundTrip, 0.9 * this.#roundTrip);
      },
      takeUnknownReplies: () => this.#takeUnknownReplies(),
    };
  }

  #takeUnknownReplies(): number {
    const { unknownReplies } = this.session;
    const fresh = unknownReplies - this.#reportedReplies;
    this.#reportedReplies = unknownReplies;
    return fresh;
  }
}
