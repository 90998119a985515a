import { type Family, type FamilyTable } from '../exposition/family.ts';
import { type LabelSet } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';

/**
 * What a menu costs the router. `walk` (a big table is walked, even for a count) and `slow`
 * (a monitor that asks hardware for long) are never in the module `default`.
 */
export type Cost = 'cheap' | 'table' | 'monitor' | 'walk' | 'slow';

/** A menu that a collector asks: for docs, the command count, and the user policies needed. */
export interface Menu {
  /** The API path with its command, `/interface/print`. */
  readonly command: string;
  readonly cost: Cost;
  /** Versions that have it, in words: `6 and 7`, `7.13 and newer`. */
  readonly versions: string;
  /** User policies needed beyond `read` and `api`. */
  readonly policies?: readonly string[];
}

/** One domain of a device: what it asks, what it exports, and how the one becomes the other. */
export interface Collector {
  /** Also the value of the label `collector` and the name in `modules` of the configuration. */
  readonly name: string;
  /** One sentence for the docs. */
  readonly summary: string;
  /** Built-in modules that include it. */
  readonly modules: readonly string[];
  /** Rows of one reply at which it stops, if that is fewer than the module allows: for tables that strangers can fill. */
  readonly maxRows?: number;
  /** Keeps the rows up to a cap instead of failing when a table passes it; says so by a `…_truncated` sample. */
  readonly partial?: boolean;
  readonly families: FamilyTable;
  readonly menus: readonly Menu[];
  /** Sends its commands at once (before the first await), so that a warm probe is one round trip. */
  collect(device: Device, emit: Emit): Promise<void>;
}

/** How many rows a command answered, and whether the device has its menu at all. */
export interface Outcome {
  readonly rows: number;
  /** False if the device does not know the menu ("no such command"): nothing to report, and no failure. */
  readonly present: boolean;
  /** True if a `partial` collector's row cap cut the table. */
  readonly truncated: boolean;
}

export interface PrintOptions {
  /** Further words of the command: `=stats=`. */
  readonly words?: readonly string[];
  /** Query words in their order: `?dynamic=true`, `?#!`. */
  readonly query?: readonly string[];
}

/** A device as a collector sees it: a few read-only questions, and a memory that lasts as long as the session. */
export interface Device {
  /**
   * Per session and capped: port ids, menus that are missing. Values are JSON-like, by which they are measured.
   * Losing it costs one round trip, nothing else.
   */
  readonly memory: Map<string, unknown>;
  /** Which interfaces the module exports. */
  readonly interfaces: InterfaceFilter;
  /**
   * Prints a menu (`/interface`). `attributes` are the `.proplist` and the row's type.
   * `onRow` runs while the reply streams in; the row is valid only inside it.
   * @throws RouterosError; a missing menu is not one (see Outcome.present).
   */
  print<A extends string>(
    menu: string,
    attributes: readonly A[],
    onRow: (row: Row<A>) => void,
    options?: PrintOptions,
  ): Promise<Outcome>;
  /**
   * Runs `menu` (`/interface/ethernet/monitor`) once for all `ids` in one command.
   * No ids: no command, an outcome with no rows.
   * @throws RouterosError; `trap` with "no such item" if an id is gone.
   */
  monitor<A extends string>(
    menu: string,
    ids: readonly string[],
    attributes: readonly A[],
    onRow: (row: Row<A>) => void,
  ): Promise<Outcome>;
  /**
   * Runs a monitor that takes no list of ids. `words` stand beside `=once=`: none for `/system/gps/monitor`,
   * `=number=lte1` for `/interface/lte/info`.
   * @throws RouterosError
   */
  once<A extends string>(
    menu: string,
    words: readonly string[],
    attributes: readonly A[],
    onRow: (row: Row<A>) => void,
  ): Promise<Outcome>;
  /**
   * How far the device's clock is ahead of UTC, in seconds, by `/system/clock: gmt-offset`, which is asked once for all
   * collectors of a probe; undefined if the device does not say. @throws RouterosError
   */
  utcOffset(): Promise<number | undefined>;
  /** Rows of a menu by `=count-only=`; undefined if the device lacks the menu. @throws RouterosError */
  count(menu: string, query?: readonly string[]): Promise<number | undefined>;
}

/** Include and exclude of a module, by name, type, comment; dynamic interfaces only where the module says so. */
export interface InterfaceFilter {
  /** True if dynamic interfaces (PPPoE sessions, …) are exported one by one. */
  readonly dynamic: boolean;
  keeps(candidate: InterfaceFacts): boolean;
}

export interface InterfaceFacts {
  readonly name: string;
  readonly type: string | undefined;
  readonly comment: string | undefined;
  readonly dynamic: boolean;
}

type LabelsOf<F extends Family> = LabelSet<F['labels'][number]>;

/** Takes the samples of a collector. `undefined` is unknown, and yields no sample. */
export interface Emit {
  <F extends Family>(family: F, labels: LabelsOf<F>, value: number | boolean | undefined): void;
  /** One series a state of the family: 1 for `current`, else 0; `other` is 1 if the family does not know it. */
  state<F extends Family>(family: F, labels: LabelsOf<F>, current: string | undefined): void;
}
