/** Something that could grow, what it may grow to, and how often it was stopped there. */
export interface Bound {
  /** The value of the label `bound`; it names the unit: `probes_running`, `span_queue_bytes`. */
  readonly name: string;
  /** What happens at the bound, for docs and the debug eye. */
  readonly summary: string;
  /** The flag, configuration key or environment variable that sets the capacity; undefined if nothing does. */
  readonly setting?: string;
  /** False while there is nothing to measure, as of a memory limit that is not set: no series then. True if left out. */
  readonly exists?: () => boolean;
  readonly capacity: () => number;
  readonly level: () => number;
  /** How many were turned away, cut or thrown out at the bound since the start. */
  readonly dropped: () => number;
}

/** All bounds of the process: the one list that metrics, docs and tests read. */
export class Bounds {
  readonly #bounds = new Map<string, Bound>();

  /** @throws Error if a bound of that name exists: two owners of one series would lie about both. */
  add(bound: Bound): void {
    if (this.#bounds.has(bound.name)) throw new Error(`bound "${bound.name}" exists already`);
    this.#bounds.set(bound.name, bound);
  }

  list(): readonly Bound[] {
    return [...this.#bounds.values()];
  }
}
