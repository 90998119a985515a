import {
  type Device,
  type InterfaceFilter,
  type Outcome,
  type PrintOptions,
} from '../collectors/contract.ts';
import { askUtcOffset } from '../collectors/utc-offset.ts';
import { RouterosError } from '../routeros/errors.ts';
import { type Row } from '../routeros/row.ts';
import { type Command, type CommandRecord, type Session } from '../routeros/session.ts';
import { isMissingMenu } from '../routeros/trap.ts';
import { type SkippedCommand } from '../telemetry/probe-record.ts';

/** Under this and its path, the memory keeps that the device lacks a menu. */
const MISSING = 'missing';
/** Past these a partial collector keeps the rows it has got. */
const CUTTING_BOUNDS: readonly (string | undefined)[] = ['reply_rows', 'reply_bytes'];

/** What the collectors of one poll ask but once. */
export interface SharedClock {
  utcOffset?: Promise<number | undefined>;
}

export interface SessionDeviceOptions {
  readonly clock: SharedClock;
  readonly session: Session;
  readonly memory: Map<string, unknown>;
  readonly interfaces: InterfaceFilter;
  readonly maxRows: number;
  readonly maxBytes: number;
  readonly deadline: number;
  readonly signal: AbortSignal;
  /** A table longer than maxRows is cut instead of failing the collector. */
  readonly partial: boolean;
}

/** The device of one collector in one probe: commands on the session it shares with the others. */
export class SessionDevice implements Device {
  readonly commands: CommandRecord[] = [];
  readonly skipped: SkippedCommand[] = [];
  readonly memory: Map<string, unknown>;
  readonly interfaces: InterfaceFilter;
  readonly #options: SessionDeviceOptions;

  constructor(options: SessionDeviceOptions) {
    this.#options = options;
    this.memory = options.memory;
    this.interfaces = options.interfaces;
  }

  print<A extends string>(
    menu: string,
    attributes: readonly A[],
    onRow: (row: Row<A>) => void,
    options: PrintOptions = {},
  ): Promise<Outcome> {
    return this.#ask({ path: `${menu}/print`, attributes, onRow, ...options });
  }

  monitor<A extends string>(
    menu: string,
    ids: readonly string[],
    attributes: readonly A[],
    onRow: (row: Row<A>) => void,
  ): Promise<Outcome> {
    if (ids.length === 0) return Promise.resolve({ rows: 0, present: true, truncated: false });
    return this.#ask({ path: menu, attributes, onRow, words: [`=numbers=${ids.join(',')}`, '=once='] });
  }

  once<A extends string>(
    menu: string,
    words: readonly string[],
    attributes: readonly A[],
    onRow: (row: Row<A>) => void,
  ): Promise<Outcome> {
    return this.#ask({ path: menu, attributes, onRow, words: [...words, '=once='] });
  }

  utcOffset(): Promise<number | undefined> {
    return (this.#options.clock.utcOffset ??= askUtcOffset(this));
  }

  async count(menu: string, query: readonly string[] = []): Promise<number | undefined> {
    const path = `${menu}/print`;
    if (this.#isMissing(path)) return undefined;
    const record = await this.#run({ path, words: ['=count-only='], query });
    if (this.#noteMissing(path, record)) return undefined;
    if (record.error !== undefined) throw record.error;
    if (record.ret === undefined || !/^\d+$/.test(record.ret)) {
      throw new RouterosError('protocol', `${path}: count-only was answered without a count`);
    }
    return Number(record.ret);
  }

  async #ask<A extends string>(
    command: Pick<Command<A>, 'path' | 'attributes' | 'onRow' | 'words' | 'query'>,
  ): Promise<Outcome> {
    if (this.#isMissing(command.path)) return { rows: 0, present: false, truncated: false };
    const record = await this.#run(command);
    if (this.#noteMissing(command.path, record)) return { rows: 0, present: false, truncated: false };
    const truncated = this.#options.partial && CUTTING_BOUNDS.includes(record.error?.bound);
    if (record.error !== undefined && !truncated) throw record.error;
    return { rows: record.rows, present: true, truncated };
  }

  async #run<A extends string>(
    command: Pick<Command<A>, 'path' | 'attributes' | 'onRow' | 'words' | 'query'>,
  ): Promise<CommandRecord> {
    const { session, maxRows, maxBytes, deadline, signal } = this.#options;
    const record = await session.run({ ...command, maxRows, maxBytes, deadline, signal });
    // Two prints of one menu are told apart by what they ask for.
    this.commands.push({ ...record, command: [command.path, ...(command.query ?? [])].join(' ') });
    return record;
  }

  #isMissing(path: string): boolean {
    if (this.memory.get(`${MISSING} ${path}`) !== true) return false;
    this.skipped.push({
      command: path,
      reason: 'the device does not have this menu (asked before in this session)',
    });
    return true;
  }

  #noteMissing(path: string, record: CommandRecord): boolean {
    if (record.error === undefined || !isMissingMenu(record.error)) return false;
    this.memory.set(`${MISSING} ${path}`, true);
    return true;
  }
}
