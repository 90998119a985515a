import { type Bounds } from './bound.ts';

/**
 * The bytes that all probes together hold at this moment: sentences that have not ended, samples,
 * and responses that have not been read. Whoever wants to hold more asks here first.
 */
export class HeldBytes {
  readonly #capacity: number;
  #held = 0;
  #refused = 0;

  constructor(capacity: number, bounds: Bounds) {
    this.#capacity = capacity;
    bounds.add({
      name: 'held_bytes',
      summary: 'the collector that would pass it fails with `limit`; a response that would is answered 503',
      setting: '--probe.max-held-bytes',
      capacity: () => capacity,
      level: () => this.#held,
      dropped: () => this.#refused,
    });
  }

  /** False, and nothing taken, if that would be too much. */
  take(bytes: number): boolean {
    if (this.#held + bytes > this.#capacity) {
      this.#refused += 1;
      return false;
    }
    this.#held += bytes;
    return true;
  }

  give(bytes: number): void {
    this.#held -= bytes;
  }
}
