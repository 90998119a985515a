const MINUTE = 60_000;
const MINUTES = 5;

/**
 * The largest value of the last four to five minutes: the level of a bound on what passes through
 * (a reply, an exposition), of which no two are there at the same time to be measured.
 */
export class RecentPeak {
  readonly #now: () => number;
  readonly #peaks = new Array<number>(MINUTES).fill(0);
  #minute = 0;

  /** @param now monotonic milliseconds */
  constructor(now: () => number = () => performance.now()) {
    this.#now = now;
  }

  note(value: number): void {
    this.#turn();
    const at = this.#minute % MINUTES;
    if (value > (this.#peaks[at] ?? 0)) this.#peaks[at] = value;
  }

  get value(): number {
    this.#turn();
    return Math.max(...this.#peaks);
  }

  /** Empties the minutes that have passed without a value. */
  #turn(): void {
    const minute = Math.floor(this.#now() / MINUTE);
    const passed = Math.min(minute - this.#minute, MINUTES);
    for (let back = 0; back < passed; back += 1) this.#peaks[(minute - back) % MINUTES] = 0;
    this.#minute = minute;
  }
}
