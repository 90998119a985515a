/** Gives a place back; calling it again does nothing. */
export type Release = () => void;

/**
 * A number of places, and a queue for them in the order of arrival. A place that is given back goes
 * to the one who has waited longest.
 */
export class Places {
  readonly capacity: number;
  readonly #maxWaiting: number;
  readonly #waiting = new Set<(release: Release) => void>();
  #taken = 0;
  #refused = 0;
  #gaveUp = 0;

  constructor(capacity: number, maxWaiting: number) {
    this.capacity = capacity;
    this.#maxWaiting = maxWaiting;
  }

  get taken(): number {
    return this.#taken;
  }

  get waiting(): number {
    return this.#waiting.size;
  }

  /** How many found the queue full. */
  get refused(): number {
    return this.#refused;
  }

  /** How many left the queue without a place. */
  get gaveUp(): number {
    return this.#gaveUp;
  }

  /**
   * A place; undefined if there is none: the queue is full, none came free within `patience`
   * milliseconds, or the signal (nobody waits any more) came first.
   */
  enter(patience: number, signal: AbortSignal): Promise<Release | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    if (this.#taken < this.capacity) return Promise.resolve(this.#take());
    if (this.#waiting.size >= this.#maxWaiting) {
      this.#refused += 1;
      return Promise.resolve(undefined);
    }
    return new Promise((resolve) => {
      const leave = (release: Release | undefined): void => {
        clearTimeout(timer);
        signal.removeEventListener('abort', giveUp);
        resolve(release);
      };
      const giveUp = (): void => {
        this.#waiting.delete(leave);
        this.#gaveUp += 1;
        leave(undefined);
      };
      const timer = setTimeout(giveUp, patience);
      this.#waiting.add(leave);
      signal.addEventListener('abort', giveUp, { once: true });
    });
  }

  #take(): Release {
    this.#taken += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#taken -= 1;
      this.#admitNext();
    };
  }

  #admitNext(): void {
    for (const admit of this.#waiting) {
      this.#waiting.delete(admit);
      admit(this.#take());
      return;
    }
  }
}
