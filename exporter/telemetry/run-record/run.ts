import { setTimeout as delay } from 'node:timers/promises';
import { mkdir } from 'node:fs/promises';
import { measure, type MemoryReader } from '../memory/memory-reader.ts';
import { type Logger } from '../log/log.ts';
import { takeFatalReport } from './fatal-report.ts';
import { lockFolder } from './folder-lock.ts';
import { lastEnd, type LastEnd } from './last-end.ts';
import { NO_RESTARTS, readRecord, writeRecord, type EndReason, type RunRecord } from './record.ts';

/** Milliseconds between two looks. */
const INTERVAL = 1000;
/** Looks from one beat to the next. */
const BEAT = 10;
/** Milliseconds that the first or the last word may take: a disk that hangs must not keep the process. */
const WORD_TIME = 2000;

export interface RunOptions {
  /** Where the record is kept from one run to the next. */
  readonly folder: string;
  readonly reader: Pick<MemoryReader, 'read'>;
  readonly log: Logger;
}

/** This run of the process, as the next one will find it recorded, and how the last one ended. */
export class Run {
  readonly folder: string;
  /** Undefined if there was no run before. */
  readonly last: LastEnd | undefined;
  /** How often each reason was found at a start, this one included. */
  readonly restarts: RunRecord['restarts'];
  readonly #options: RunOptions;
  readonly #unlock: () => void;
  readonly #started = new Date().toISOString();
  #timer: NodeJS.Timeout | undefined;
  #looks = 0;
  #short = false;
  #written: Promise<void> = Promise.resolve();
  #ended: EndReason | undefined;
  #failed = false;
  #beating = false;

  private constructor(
    options: RunOptions,
    last: LastEnd | undefined,
    restarts: RunRecord['restarts'],
    unlock: () => void,
  ) {
    this.folder = options.folder;
    this.last = last;
    this.restarts = restarts;
    this.#options = options;
    this.#unlock = unlock;
  }

  /**
   * Finds out how the last run ended, and begins this one. Takes at most 2 s.
   * Undefined, with a warning, if the folder is of no use.
   */
  static async begin(options: RunOptions): Promise<Run | undefined> {
    const { folder, log } = options;
    const beginning = Run.#prepare(options);
    try {
      const run = await Promise.race([beginning, delay(WORD_TIME, undefined, { ref: false })]);
      if (run === undefined) {
        // If the disk comes back, nobody needs the lock any more.
        beginning.then(
          (run) => run.#unlock(),
          () => undefined,
        );
        throw new Error(`${folder} did not answer within ${WORD_TIME} ms: look at its disk`);
      }
      run.#timer = setInterval(() => void run.#look(), INTERVAL).unref();
      return run;
    } catch (error) {
      log.warn(
        { err: error, folder },
        'state directory of no use: restarts are not counted, and their reasons not known',
      );
      return undefined;
    }
  }

  /** A run whose first record is written, and that does not beat yet. @throws Error, with the folder given back */
  static async #prepare(options: RunOptions): Promise<Run> {
    const { folder, log } = options;
    await mkdir(folder, { recursive: true, mode: 0o700 });
    const unlock = await lockFolder(folder);
    try {
      const record = await readRecord(folder).catch((error: unknown) => {
        log.warn({ err: error }, 'the record of the last run is lost; restarts are counted anew');
        return undefined;
      });
      const last =
        record && lastEnd(record, { ...options.reader.read(), fatalError: await takeFatalReport(folder) });
      const restarts = record?.restarts ?? NO_RESTARTS;
      const run = new Run(
        options,
        last,
        last ? { ...restarts, [last.reason]: restarts[last.reason] + 1 } : restarts,
        unlock,
      );
      await run.#write();
      if (last !== undefined && last.reason !== 'clean')
        log.warn({ ...last, lastSeen: record?.beat }, 'the last run did not end in order');
      return run;
    } catch (error) {
      unlock();
      throw error;
    }
  }

  /** At each beat, and as soon as memory is short: that is what tells an OOM kill from any other. */
  async #look(): Promise<void> {
    const short = measure(this.#options.reader.read())?.short ?? false;
    this.#looks += 1;
    const due = this.#looks % BEAT === 0 || (short && !this.#short);
    this.#short = short;
    // On a disk that hangs, beats would queue without a bound.
    if (due && !this.#beating) await this.#beat();
  }

  /** Records that this run is alive, and how its memory is. A failure is logged once. */
  async #beat(): Promise<void> {
    this.#beating = true;
    try {
      await this.#write();
      this.#failed = false;
    } catch (error) {
      if (!this.#failed)
        this.#options.log.warn(
          { err: error },
          'run record not written; the next start may not know why this run ended',
        );
      this.#failed = true;
    } finally {
      this.#beating = false;
    }
  }

  /** The last word. Takes at most 2 s, and never rejects; the first reason given is the one that counts. */
  async end(reason: EndReason): Promise<void> {
    clearInterval(this.#timer);
    this.#ended ??= reason;
    await Promise.race([this.#beat(), delay(WORD_TIME, undefined, { ref: false })]);
    this.#unlock();
  }

  /** One after the other: an earlier record must not replace a later one. */
  #write(): Promise<void> {
    const write = (): Promise<void> => writeRecord(this.folder, this.#record());
    this.#written = this.#written.then(write, write);
    return this.#written;
  }

  #record(): RunRecord {
    const { workingSet, limit, oomKills, hostOomKills } = this.#options.reader.read();
    return {
      process: process.pid,
      started: this.#started,
      beat: new Date().toISOString(),
      workingSet,
      limit,
      oomKills,
      hostOomKills,
      ended: this.#ended,
      restarts: this.restarts,
    };
  }
}
