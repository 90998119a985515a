import { type RouterosError } from '../routeros/errors.ts';

const MINUTE = 60_000;
const DIALS_A_MINUTE = 3;
/** Refused logins are tried at scrape pace this often: a password may just be changing on both sides. */
const AUTH_TRIES = 3;
const AUTH_PAUSE = 5 * MINUTE;
/** A device that failed this often in a row is left alone for a while. */
const FAILURES_BEFORE_PAUSE = 2;

/**
 * When a device may be dialled again. Operators see every login in the router's log, and their
 * brute-force rules blacklist a host that keeps trying a wrong password.
 */
export class DialPace {
  readonly #now: () => number;
  readonly #random: () => number;
  #dials: number[] = [];
  #failures = 0;
  #pausedUntil = 0;
  #authFailures = 0;
  #lastAuthFailure = 0;
  #lastSecret: string | undefined;
  #lastError: RouterosError | undefined;

  /**
   * @param now monotonic milliseconds
   * @param random from 0 to 1
   */
  constructor(now: () => number = () => performance.now(), random: () => number = Math.random) {
    this.#now = now;
    this.#random = random;
  }

  /** Why the device was last not reached; what a probe answers that may not dial. */
  get lastError(): RouterosError | undefined {
    return this.#lastError;
  }

  /** True while only a changed secret or time lets the next login through. */
  get #refusedByAuth(): boolean {
    return this.#authFailures >= AUTH_TRIES;
  }

  /** True while a device that failed repeatedly is left alone. */
  get paused(): boolean {
    return this.#pausedUntil > this.#now();
  }

  /** Milliseconds until the next dial is allowed; 0 if now. `secret` is a digest of the password to be tried. */
  wait(secret: string): number {
    if (this.#refusedByAuth && secret !== this.#lastSecret) this.reset();
    const now = this.#now();
    this.#dials = this.#dials.filter((at) => now - at < MINUTE);
    const byPace = this.#dials.length < DIALS_A_MINUTE ? 0 : (this.#dials[0] ?? now) + MINUTE - now;
    const byAuth = this.#refusedByAuth ? this.#lastAuthFailure + AUTH_PAUSE - now : 0;
    return Math.max(0, byPace, byAuth, this.#pausedUntil - now);
  }

  /** Notes that a dial begins. */
  dialled(secret: string): void {
    this.#dials.push(this.#now());
    this.#lastSecret = secret;
  }

  succeeded(): void {
    this.#authFailures = 0;
    this.#failures = 0;
    this.#lastError = undefined;
  }

  /** @param longestPause milliseconds; the pause is from half of that on, so that a dark site is not dialled all at once */
  failed(error: RouterosError, longestPause: number): void {
    this.#lastError = error;
    if (error.code === 'auth') {
      this.#failures = 0;
      this.#authFailures += 1;
      this.#lastAuthFailure = this.#now();
      return;
    }
    this.#failures += 1;
    if (this.#failures < FAILURES_BEFORE_PAUSE) return;
    this.#pausedUntil = this.#now() + (longestPause * (1 + this.#random())) / 2;
  }

  /** Forgets all that was held against the device, as a reload of the configuration does. */
  reset(): void {
    this.#dials = [];
    this.#authFailures = 0;
    this.#failures = 0;
    this.#pausedUntil = 0;
    this.#lastError = undefined;
  }
}
