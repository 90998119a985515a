import { type Bounds } from '../telemetry/bound.ts';

export interface AdmissionLimits {
  /** Probes that may run at once, their unread responses included. */
  readonly running: number;
  /** Probes that may wait for one of those to end. */
  readonly waiting: number;
}

/** Gives a running probe's place back; calling it again does nothing. */
export type Release = () => void;

interface Waiter {
  readonly admit: (release: Release) => void;
}

/** How many probes run and wait at once. Beyond both, a probe is refused at once rather than kept. */
export class Admission {
  readonly #limits: AdmissionLimits;
  readonly #waiting = new Set<Waiter>();
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
   * A place to run in, or undefined if there is none: the queue is full, or the signal
   * (the request's deadline or its end) came first.
   */
  enter(signal: AbortSignal): Promise<Release | undefined> {
    if (signal.aborted) return Promise.resolve(undefined);
    if (this.#running < this.#limits.running) return Promise.resolve(this.#take());
    if (this.#waiting.size >= this.#limits.waiting) {
      this.#refused += 1;
      return Promise.resolve(undefined);
    }
    return new Promise((resolve) => {
      const giveUp = (): void => {
        this.#waiting.delete(waiter);
        this.#gaveUp += 1;
        resolve(undefined);
      };
      const waiter: Waiter = {
        admit: (release) => {
          signal.removeEventListener('abort', giveUp);
          resolve(release);
        },
      };
      this.#waiting.add(waiter);
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
    for (const waiter of this.#waiting) {
      this.#waiting.delete(waiter);
      waiter.admit(this.#take());
      return;
    }
  }
}
