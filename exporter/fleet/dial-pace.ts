import { type RouterosError } from '../routeros/errors.ts';

const MINUTE = 60_000;
const DIALS_A_MINUTE = 3;
/** Refused logins are tried at scrape pace this often: a password may just be changing on both sides. */
const AUTH_TRIES = 3;
const AUTH_PAUSE = 5 * MINUTE;

/**
 * When a device may be dialled again. Operators see every login in the router's log, and their
 * brute-force rules blacklist a host that keeps trying a wrong password.
 */
export class DialPace {
  readonly #now: () => number;
  #dials: number[] = [];
  #authFailures = 0;
  #lastAuthFailure = 0;
  #lastSecret: string | undefined;
  #lastError: RouterosError | undefined;

  /** @param now monotonic milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  /** Why the device was last not reached; what a probe answers that may not dial. */
  get lastError(): RouterosError | undefined {
    return this.#lastError;
  }

  /** True while only a changed secret or time lets the next login through. */
  get refusedByAuth(): boolean {
    return this.#authFailures >= AUTH_TRIES;
  }

  /** Milliseconds until the next dial is allowed; 0 if now. `secret` is a digest of the password to be tried. */
  wait(secret: string): number {
    if (this.refusedByAuth && secret !== this.#lastSecret) this.reset();
    const now = this.#now();
    this.#dials = this.#dials.filter((at) => now - at < MINUTE);
    const byPace = this.#dials.length < DIALS_A_MINUTE ? 0 : (this.#dials[0] ?? now) + MINUTE - now;
    const byAuth = this.refusedByAuth ? this.#lastAuthFailure + AUTH_PAUSE - now : 0;
    return Math.max(0, byPace, byAuth);
  }

  /** Notes that a dial begins. */
  dialled(secret: string): void {
    this.#dials.push(this.#now());
    this.#lastSecret = secret;
  }

  succeeded(): void {
    this.#authFailures = 0;
    this.#lastError = undefined;
  }

  failed(error: RouterosError): void {
    this.#lastError = error;
    if (error.code !== 'auth') return;
    this.#authFailures += 1;
    this.#lastAuthFailure = this.#now();
  }

  /** Forgets all that was held against the device, as a reload of the configuration does. */
  reset(): void {
    this.#dials = [];
    this.#authFailures = 0;
    this.#lastError = undefined;
  }
}
