/** What setTimeout can wait at most. */
const LONGEST_DELAY = 2 ** 31 - 1;

/** One timer for many deadlines: it fires at the nearest, and is then told the next. */
export class DeadlineTimer {
  readonly #onDeadline: () => void;
  #timer: NodeJS.Timeout | undefined;
  #at = Infinity;

  constructor(onDeadline: () => void) {
    this.#onDeadline = onDeadline;
  }

  /** Fires at `at` (performance.now()) at the latest; a nearer time set before stays. */
  set(at: number): void {
    if (at >= this.#at) return;
    clearTimeout(this.#timer);
    this.#at = at;
    const delay = Math.min(Math.max(Math.ceil(at - performance.now()), 1), LONGEST_DELAY);
    this.#timer = setTimeout(() => {
      this.#at = Infinity;
      this.#onDeadline();
    }, delay).unref();
  }

  clear(): void {
    clearTimeout(this.#timer);
    this.#at = Infinity;
  }
}
