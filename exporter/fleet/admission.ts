import { type Bounds } from '../telemetry/bound.ts';

export interface AdmissionLimits {
  /** Probes that may run at once, their unread responses included. */
  readonly running: number;
  /** Probes that may wait for one of those to end. */
  readonly waiting: number;
}

/** Gives a running probe's place back; calling it again does nothing. */
export type Release = () => void;

/** How many probes run and wait at once. Beyond both, a probe is refused at once rather than kept. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #waiting = new Set<(release: Release) => void>();
  #running = 0;
  #refused = 0;
  #gaveUp = 0;

  constructor(limits: AdmissionLimits, bounds: Bounds) {
    this.#limits = limits;
    bounds.add({
      name: 'probes_running',
      summary: 'a further probe waits',
      capacity: () => limits.running,
      level: () => this.#running,
      dropped: () => this.#gaveUp,
    });
    bounds.add({
      name: 'probes_waiting',
      summary: 'a further probe is answered 503',
      capacity: () => limits.waiting,
      level: () => this.#waiting.size,
      dropped: () => this.#refused,
    });
  }

  get running(): number {
    return this.#running;
  }

  /**
   * A place to run in; undefined if there is none: the queue is full, none came free within `patience`
   * milliseconds, or the signal (nobody waits any more) came first.
   */
  enter(patience: number, signal: AbortSignal): Promise<Release | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    if (this.#running < this.#limits.running) return Promise.resolve(this.#take());
    if (this.#waiting.size >= this.#limits.waiting) {
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
    this.#running += 1;
    let held = true;
    return () => {
      if (!held) return;
      held = false;
      this.#running -= 1;
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
