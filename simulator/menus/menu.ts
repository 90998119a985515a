import { type Moment } from '../moment.ts';
import { type Row, type Value } from './row.ts';

/** The properties of a row, in the order RouterOS sends them; undefined where the row lacks one. */
export type Columns<E> = Readonly<Record<string, (entry: E, at: Moment) => Value | undefined>>;

/** A menu as data and pure functions: what its rows are, and how each property follows from one. */
export interface MenuDefinition<E> {
  /** `/interface/ethernet` */
  readonly path: string;
  /** The rows, made while they are read: a big table is never held. */
  entries(at: Moment): Iterable<E>;
  readonly columns: Columns<E>;
  /** What `monitor` answers for a row; without it the menu has no such command. */
  readonly monitor?: Columns<E>;
  /** True if `print` takes `=stats=`. */
  readonly takesStats?: boolean;
  /** False if devices of this kind do not have the menu. */
  exists?(at: Moment): boolean;
}

/** A menu as commands use it, whatever its rows are made of. */
export interface Menu {
  readonly path: string;
  readonly properties: readonly string[];
  readonly monitored: readonly string[] | undefined;
  readonly takesStats: boolean;
  exists(at: Moment): boolean;
  rows(at: Moment): Iterable<Row>;
  /** One row for each name or `.id`, in their order; undefined if one of them is not there. */
  monitor(at: Moment, numbers: readonly string[]): Row[] | undefined;
}

export function defineMenu<E>(definition: MenuDefinition<E>): Menu {
  const columns = new Map(Object.entries(definition.columns));
  const monitor = new Map(Object.entries(definition.monitor ?? {}));
  return {
    path: definition.path,
    properties: [...columns.keys()],
    monitored: definition.monitor && [...monitor.keys()],
    takesStats: definition.takesStats ?? false,
    exists: (at) => definition.exists?.(at) ?? true,
    *rows(at) {
      for (const entry of definition.entries(at)) yield (property) => columns.get(property)?.(entry, at);
    },
    monitor(at, numbers) {
      const found = new Map<string, E>();
      for (const entry of definition.entries(at)) {
        const id = columns.get('.id')?.(entry, at);
        const name = columns.get('name')?.(entry, at);
        for (const number of numbers) if (number === id || number === name) found.set(number, entry);
      }
      const rows: Row[] = [];
      for (const number of numbers) {
        const entry = found.get(number);
        if (entry === undefined) return undefined;
        rows.push((property) => monitor.get(property)?.(entry, at));
      }
      return rows;
    },
  };
}

/** A settings menu: one row without an `.id`. */
export function defineSettings(
  path: string,
  columns: Readonly<Record<string, (at: Moment) => Value | undefined>>,
  exists?: (at: Moment) => boolean,
): Menu {
  return defineMenu<Moment>({ path, entries: (at) => [at], columns, ...(exists && { exists }) });
}

/** A flag that RouterOS sends only when it is true. */
export function whenTrue(flag: boolean): true | undefined {
  return flag ? true : undefined;
}
