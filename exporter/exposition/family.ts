/** What a metric family may be. States are gauges with a `state` label, in both formats. */
export type FamilyType = 'gauge' | 'counter' | 'info';

/**
 * A metric family as data. Docs, lint, dashboards, alerts and tests read the same table.
 * `name` is the name of its samples: a counter's ends in `_total`, an info's in `_info`.
 */
export interface Family<L extends string = string> {
  readonly name: string;
  readonly type: FamilyType;
  /** The base unit, which is then the last word of the name (before `_total`). */
  readonly unit?: Unit;
  /** One sentence with a full stop that names the RouterOS path. */
  readonly help: string;
  /** Label names, in the order in which they are written. */
  readonly labels: readonly L[];
  /** For a state family: the known states. One series each, with the further label `state`, plus `other`. */
  readonly states?: readonly string[];
}

export type Unit =
  | 'seconds'
  | 'bytes'
  | 'celsius'
  | 'volts'
  | 'amperes'
  | 'watts'
  | 'hertz'
  | 'ratio'
  | 'dbm'
  | 'meters'
  | 'rpm'
  | 'decibels'
  | 'degrees';

/** The families of one collector; the order is the order in the exposition. */
export type FamilyTable = Readonly<Record<string, Family>>;

/** The state that a state family shows when the device reports one that its table does not know. */
export const OTHER_STATE = 'other';
