import { type Bounds } from '../telemetry/bound.ts';
import { Places, type Release } from './places.ts';

export interface AdmissionLimits {
  /** Probes that may run at once, their unread responses included. */
  readonly running: number;
  /** Probes that may wait for one of those to end. */
  readonly waiting: number;
}

/** How many probes run and wait at once. Beyond both, a probe is refused at once rather than kept. */
export class Admission {
  readonly #places: Places;

  constructor(limits: AdmissionLimits, bounds: Bounds) {
    const places = new Places(limits.running, limits.waiting);
    this.#places = places;
    bounds.add({
      name: 'probes_running',
      summary: 'a further probe waits',
      setting: '--probe.max-running',
      capacity: () => limits.running,
      level: () => places.taken,
      dropped: () => places.gaveUp,
    });
    bounds.add({
      name: 'probes_waiting',
      summary: 'a further probe is answered 503',
      setting: '--probe.max-waiting',
      capacity: () => limits.waiting,
      level: () => places.waiting,
      dropped: () => places.refused,
    });
  }

  get running(): number {
    return this.#places.taken;
  }

  /** A place to run in, as Places.enter gives it. */
  enter(patience: number, signal: AbortSignal): Promise<Release | undefined> {
    return this.#places.enter(patience, signal);
  }
}
