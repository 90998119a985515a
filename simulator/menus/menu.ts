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
  /** Commands like `monitor` by their names: `info`, `monitor-slaves`, or a `monitor` that takes no `=numbers=`. */
  readonly monitors?: Readonly<Record<string, MonitorDefinition<E>>>;
  /** What a user needs beyond `read` and `api`. */
  readonly policies?: readonly string[];
  /** True if `print` takes `=stats=`. */
  readonly takesStats?: boolean;
  /** The query, without its `?`, that `print` adds for `=active=`; without it the menu does not take that. */
  readonly active?: string;
  /** False if devices of this kind do not have the menu. */
  exists?(at: Moment): boolean;
}

/** A command that says how rows fare at the moment. */
export interface MonitorDefinition<E> {
  /** The argument that names the rows, `numbers`, `number`, `bond`; undefined for a settings menu, which takes none. */
  readonly argument: string | undefined;
  /** One row of the answer for each of these; without it one for each row named. */
  entries?(entry: E, at: Moment): Iterable<E>;
  readonly columns: Columns<E>;
  /** What a user needs beyond what printing the menu needs. */
  readonly policies?: readonly string[];
}

export interface Monitor {
  readonly argument: string | undefined;
  readonly policies: readonly string[];
  readonly properties: readonly string[];
  /** The rows for each name or `.id`, in their order; undefined if one of them is not there. */
  rows(at: Moment, numbers: readonly string[]): Row[] | undefined;
}

/** A menu as commands use it, whatever its rows are made of. */
export interface Menu {
  readonly path: string;
  readonly properties: readonly string[];
  readonly monitors: ReadonlyMap<string, Monitor>;
  readonly takesStats: boolean;
  readonly active: string | undefined;
  readonly policies: readonly string[];
  exists(at: Moment): boolean;
  rows(at: Moment): Iterable<Row>;
}

export function defineMenu<E>(definition: MenuDefinition<E>): Menu {
  const columns = new Map(Object.entries(definition.columns));
  const monitors: Record<string, MonitorDefinition<E>> = { ...definition.monitors };
  if (definition.monitor) monitors['monitor'] = { argument: 'numbers', columns: definition.monitor };
  return {
    path: definition.path,
    properties: [...columns.keys()],
    monitors: new Map(
      Object.entries(monitors).map(([verb, monitor]) => [verb, defineMonitor(definition, monitor)]),
    ),
    takesStats: definition.takesStats ?? false,
    active: definition.active,
    policies: definition.policies ?? [],
    exists: (at) => definition.exists?.(at) ?? true,
    *rows(at) {
      for (const entry of definition.entries(at)) yield (property) => columns.get(property)?.(entry, at);
    },
  };
}

function defineMonitor<E>(menu: MenuDefinition<E>, definition: MonitorDefinition<E>): Monitor {
  const columns = new Map(Object.entries(definition.columns));
  return {
    argument: definition.argument,
    policies: definition.policies ?? [],
    properties: [...columns.keys()],
    rows(at, numbers) {
      const named = definition.argument === undefined ? [...menu.entries(at)] : find(menu, at, numbers);
      return named
        ?.flatMap((entry) => [...(definition.entries?.(entry, at) ?? [entry])])
        .map((entry) => (property) => columns.get(property)?.(entry, at));
    },
  };
}

/**
 * The rows of some names, ids or positions in the order of print, in their order; undefined if one of them is not
 * there. Positions are what the console counts by; mktxp asks by them.
 */
function find<E>(menu: MenuDefinition<E>, at: Moment, numbers: readonly string[]): E[] | undefined {
  const found = new Map<string, E>();
  let position = 0;
  for (const entry of menu.entries(at)) {
    const id = menu.columns['.id']?.(entry, at);
    const name = menu.columns['name']?.(entry, at);
    for (const number of numbers)
      if (number === id || number === name || number === String(position)) found.set(number, entry);
    position += 1;
  }
  const entries: E[] = [];
  for (const number of numbers) {
    const entry = found.get(number);
    if (entry === undefined) return undefined;
    entries.push(entry);
  }
  return entries;
}

/** A settings menu: one row without an `.id`. */
export function defineSettings(
  path: string,
  columns: Readonly<Record<string, (at: Moment) => Value | undefined>>,
  exists?: (at: Moment) => boolean,
  monitor?: Readonly<Record<string, (at: Moment) => Value | undefined>>,
): Menu {
  return defineMenu<Moment>({
    path,
    entries: (at) => [at],
    columns,
    ...(exists && { exists }),
    ...(monitor && { monitors: { monitor: { argument: undefined, columns: monitor } } }),
  });
}

/** A flag that RouterOS sends only when it is true. */
export function whenTrue(flag: boolean): true | undefined {
  return flag ? true : undefined;
}

/** A flag that old versions send whatever it is, and new ones only when it is true. */
export function flagAt(at: Moment, flag: boolean): boolean | undefined {
  return at.persona.name === '7.20' ? whenTrue(flag) : flag;
}
