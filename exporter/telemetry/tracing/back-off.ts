const SHORTEST = 1000;
const LONGEST = 30_000;
/** What a collector may ask for with Retry-After. */
const LONGEST_ASKED = 60_000;
const JITTER = 0.2;

/** How long to leave a collector alone after failures in a row: 1 s, doubled up to 30 s, ± 20 %; or as long as it asks. */
export class BackOff {
  readonly #random: () => number;
  #failures = 0;
  #wait = 0;

  /** @param random from 0 to 1 */
  constructor(random: () => number = Math.random) {
    this.#random = random;
  }

  /** In a row. */
  get failures(): number {
    return this.#failures;
  }

  /** The last wait in milliseconds; 0 after a success. */
  get wait(): number {
    return this.#wait;
  }

  succeeded(): void {
    this.#failures = 0;
    this.#wait = 0;
  }

  /** @param retryAfter milliseconds that the collector asked for. @returns milliseconds to wait */
  failed(retryAfter: number | undefined): number {
    const wait = Math.min(SHORTEST * 2 ** Math.min(this.#failures, 10), LONGEST);
    const jittered = wait * (1 + JITTER * (2 * this.#random() - 1));
    this.#failures += 1;
    this.#wait = Math.max(jittered, Math.min(retryAfter ?? 0, LONGEST_ASKED));
    return this.#wait;
  }
}
