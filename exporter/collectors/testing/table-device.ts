import { setImmediate } from 'node:timers/promises';
import { type SentenceView, SentenceDecoder } from '../../routeros/decoder.ts';
import { RouterosError } from '../../routeros/errors.ts';
import { Row } from '../../routeros/row.ts';
import { textReader } from '../../routeros/text.ts';
import { encodeSentence } from '../../routeros/words.ts';
import { Query } from '../../../simulator/api/query.ts';
import { askUtcOffset } from '../utc-offset.ts';
import { type Device, type InterfaceFilter, type Outcome, type PrintOptions } from '../contract.ts';

/** One row as the device sends it: attribute to value. */
export type TableRow = Readonly<Record<string, string>>;

/** The rows of a device by menu (`/interface`, `/interface/ethernet/monitor`); a menu that is not there is missing. */
export type Tables = Readonly<Record<string, readonly TableRow[]>>;

export interface TableDeviceOptions {
  readonly interfaces?: InterfaceFilter;
  /** Rows that one command may answer. */
  readonly maxRows?: number;
  /** True for collectors that keep what is there when a table passes `maxRows`. */
  readonly partial?: boolean;
  /** How the commands of a menu fail. */
  readonly failures?: Readonly<Record<string, RouterosError>>;
}

const EVERYTHING_STATIC: InterfaceFilter = { dynamic: false, keeps: ({ dynamic }) => !dynamic };

/**
 * A device over tables, without a socket. Its rows take the way of real ones: they are encoded as sentences,
 * decoded, and shown through a Row, so that what a collector did not ask for is not there.
 */
export class TableDevice implements Device {
  readonly memory = new Map<string, unknown>();
  readonly interfaces: InterfaceFilter;
  /** Each command with the ids it was given, in the order sent. */
  readonly commands: string[] = [];
  /** Every attribute that was asked for. */
  readonly attributes = new Set<string>();
  /** The attribute of each value that could not be parsed. */
  readonly parseErrors: string[] = [];
  /** Batches of commands: one begins when a command is sent while none is in flight. */
  roundTrips = 0;
  tables: Tables;
  readonly #options: TableDeviceOptions;
  /** Commands that have not been answered. */
  inFlight = 0;
  /** Rows of the longest reply so far. */
  longestReply = 0;

  constructor(tables: Tables, options: TableDeviceOptions = {}) {
    this.tables = tables;
    this.interfaces = options.interfaces ?? EVERYTHING_STATIC;
    this.#options = options;
  }

  print<A extends string>(
    menu: string,
    attributes: readonly A[],
    onRow: (row: Row<A>) => void,
    { query = [] }: PrintOptions = {},
  ): Promise<Outcome> {
    return this.#answer(`${menu}/print`, menu, attributes, onRow, (rows) => selected(rows, query));
  }

  monitor<A extends string>(
    menu: string,
    ids: readonly string[],
    attributes: readonly A[],
    onRow: (row: Row<A>) => void,
  ): Promise<Outcome> {
    if (ids.length === 0) return Promise.resolve({ rows: 0, present: true, truncated: false });
    const owner = menu.slice(0, menu.lastIndexOf('/'));
    return this.#answer(`${menu} ${ids.join(',')}`, menu, attributes, onRow, (rows) =>
      ids.map((id) => {
        const index = this.tables[owner]?.findIndex((row) => row['.id'] === id) ?? -1;
        const name = this.tables[owner]?.[index]?.['name'];
        // Some monitors do not say of which item a row is: those rows are in the order of the items.
        const named = rows.some((row) => row['name'] !== undefined);
        const row = named ? rows.find((candidate) => candidate['name'] === name) : rows[index];
        if (index === -1 || row === undefined) throw noSuchItem();
        return row;
      }),
    );
  }

  once<A extends string>(
    menu: string,
    words: readonly string[],
    attributes: readonly A[],
    onRow: (row: Row<A>) => void,
  ): Promise<Outcome> {
    return this.#answer([menu, ...words].join(' '), menu, attributes, onRow, (rows) => rows);
  }

  utcOffset(): Promise<number | undefined> {
    return askUtcOffset(this);
  }

  async count(menu: string, query: readonly string[] = []): Promise<number | undefined> {
    let counted = 0;
    const { present } = await this.#answer(
      `${menu}/print`,
      menu,
      [],
      () => undefined,
      (rows) => {
        counted = selected(rows, query).length;
        return [];
      },
    );
    return present ? counted : undefined;
  }

  async #answer<A extends string>(
    command: string,
    menu: string,
    attributes: readonly A[],
    onRow: (row: Row<A>) => void,
    select: (rows: readonly TableRow[]) => readonly TableRow[],
  ): Promise<Outcome> {
    this.commands.push(command);
    for (const attribute of attributes) this.attributes.add(attribute);
    if (this.inFlight === 0) this.roundTrips += 1;
    this.inFlight += 1;
    await setImmediate();
    this.inFlight -= 1;
    const failure = this.#options.failures?.[menu];
    if (failure !== undefined) throw failure;
    const table = this.tables[menu];
    if (table === undefined) return { rows: 0, present: false, truncated: false };
    const { maxRows = Infinity, partial = false } = this.#options;
    const rows = select(table);
    this.longestReply = Math.max(this.longestReply, rows.length);
    this.#show(rows.slice(0, maxRows), attributes, onRow);
    const truncated = rows.length > maxRows;
    if (truncated && !partial) throw new RouterosError('limit', `${command}: more than ${maxRows} rows`);
    return { rows: Math.min(rows.length, maxRows), present: true, truncated };
  }

  #show<A extends string>(
    rows: readonly TableRow[],
    attributes: readonly A[],
    onRow: (row: Row<A>) => void,
  ): void {
    const row = new Row(attributes, textReader('windows-1252'));
    const decoder = new SentenceDecoder((sentence: SentenceView) => row.show(sentence, onRow));
    for (const values of rows) {
      const words = Object.entries(values).map(([name, value]) => `=${name}=${value}`);
      decoder.push(encodeSentence(['!re', '.tag=1', ...words]));
    }
    this.parseErrors.push(...row.parseErrors);
  }
}

function noSuchItem(): RouterosError {
  const message = 'no such item';
  return new RouterosError('trap', message, { trap: { message } });
}

function selected(rows: readonly TableRow[], query: readonly string[]): readonly TableRow[] {
  const question = new Query(query.map((word) => word.slice(1)));
  return rows.filter((row) => question.passes((property) => row[property]));
}
