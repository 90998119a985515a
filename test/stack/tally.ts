import { type Probe } from './load.ts';

/** Failures of which every one is kept; of more, only their number. */
const KEPT_FAILURES = 20;
/** Of two neighbouring durations that are told apart. */
const STEP = 1.05;
/** Up to five minutes. */
const STEPS = Math.ceil(Math.log(300_000) / Math.log(STEP));

/** What became of any number of probes, in bounded space. */
export class Tally {
  #count = 0;
  #failed = 0;
  #longest = 0;
  readonly #failures: string[] = [];
  /** How many probes took at most STEP ** index milliseconds, and more than the index below. */
  readonly #durations = new Array<number>(STEPS).fill(0);

  readonly note = ({ target, success, reason, status, milliseconds }: Probe): void => {
    this.#count += 1;
    this.#longest = Math.max(this.#longest, milliseconds);
    const step = Math.min(STEPS - 1, Math.max(0, Math.ceil(Math.log(milliseconds) / Math.log(STEP))));
    this.#durations[step] = (this.#durations[step] ?? 0) + 1;
    if (success) return;
    this.#failed += 1;
    if (this.#failures.length < KEPT_FAILURES)
      this.#failures.push(
        `${target}: ${status ?? 'no answer'} ${reason} after ${Math.round(milliseconds)} ms`,
      );
  };

  get count(): number {
    return this.#count;
  }

  get failed(): number {
    return this.#failed;
  }

  /** The first failures, each in a line. */
  get failures(): readonly string[] {
    return this.#failures;
  }

  /** Milliseconds of the slowest. */
  get longest(): number {
    return this.#longest;
  }

  /** Milliseconds within which that share of the probes ended, to 5 %. */
  quantile(share: number): number {
    let seen = 0;
    for (const [step, count] of this.#durations.entries()) {
      seen += count;
      if (seen >= share * this.#count) return STEP ** step;
    }
    return 0;
  }
}
