import { type SentenceView } from './decoder.ts';
import { asRouterosError, RouterosError } from './errors.ts';
import { type ReplyWord, valueOf } from './reply.ts';
import { Row } from './row.ts';
import { type ReadText } from './text.ts';
import { trapError } from './trap.ts';
import { encodeSentence } from './words.ts';

/** One question to a device. */
export interface Command<A extends string = string> {
  /** The API path with its command: `/interface/print`. */
  readonly path: string;
  /** Become `=.proplist=a,b`, and are what a row can be asked for. */
  readonly attributes?: readonly A[];
  /** Further attribute words: `=stats=`, `=once=`, `=numbers=*1,*2`, `=count-only=`. */
  readonly words?: readonly string[];
  /** Query words in their order: `?dynamic=true`, `?#!`. */
  readonly query?: readonly string[];
  /** Called as each row arrives; if it throws, this command ends with that error, and no other does. */
  readonly onRow?: (row: Row<A>) => void;
  /** Rows that are delivered at most; the next one ends the command with `limit`. */
  readonly maxRows: number;
  /** Bytes of the whole reply on the wire; more end the command with `limit`. */
  readonly maxBytes: number;
  /** performance.now() at which it ends with `timeout`. */
  readonly deadline: number;
  /** Ends it with `aborted`. */
  readonly signal?: AbortSignal;
}

/** What became of a command. Times are performance.now(), in ms. */
export interface CommandRecord {
  readonly command: string;
  /** Rows that were delivered. */
  readonly rows: number;
  /** Bytes of the reply on the wire. */
  readonly bytes: number;
  /** When it was written; when it was asked for, if it never was. */
  readonly sentAt: number;
  readonly firstByteAt: number | undefined;
  readonly endedAt: number;
  /** `=ret=` of `!done`: the number of a `=count-only=`. */
  readonly ret: string | undefined;
  /** The attribute of each value that could not be parsed: one entry each time, 16 at most. */
  readonly parseErrors: readonly string[];
  readonly error: RouterosError | undefined;
}

/** A command from when it is asked for until its record; it settles once, whatever comes later. */
export class PendingCommand {
  readonly record: Promise<CommandRecord>;
  /** performance.now() at which its session gives it up; moved when it is cancelled and drains. */
  deadline: number;
  readonly #command: Command;
  readonly #readText: ReadText;
  readonly #row: Row;
  #resolve: (record: CommandRecord) => void = () => undefined;
  #onAbort: (() => void) | undefined;
  #tag = 0;
  #sentAt = performance.now();
  #firstByteAt: number | undefined;
  #rows = 0;
  #bytes = 0;
  #trap: RouterosError | undefined;
  #settled = false;
  #drained = 0;

  constructor(command: Command, readText: ReadText) {
    this.#command = command;
    this.#readText = readText;
    this.#row = new Row(command.attributes ?? [], readText);
    this.deadline = command.deadline;
    this.record = new Promise((resolve) => {
      this.#resolve = resolve;
    });
  }

  get path(): string {
    return this.#command.path;
  }

  /** What its replies carry; 0 until it is sent. */
  get tag(): number {
    return this.#tag;
  }

  get settled(): boolean {
    return this.#settled;
  }

  /**
   * Counts a sentence that comes after the command has settled: what the device had queued before `/cancel`
   * reached it. False once that is more than the command's own limit of bytes.
   */
  drain(sentence: SentenceView): boolean {
    this.#drained += sentence.size;
    return this.#drained <= this.#command.maxBytes;
  }

  /** The error of a command whose deadline has passed. */
  timeout(): RouterosError {
    const what =
      this.#firstByteAt !== undefined ? 'no end of the reply' : this.#tag > 0 ? 'no reply' : 'not sent';
    return new RouterosError('timeout', `${this.path}: ${what} within its deadline`);
  }

  /** Calls `abandon` when the command's signal aborts before it has settled. */
  watchSignal(abandon: (error: RouterosError) => void): void {
    const { signal } = this.#command;
    if (signal === undefined) return;
    this.#onAbort = () => abandon(new RouterosError('aborted', `${this.path}: aborted`));
    if (signal.aborted) this.#onAbort();
    else signal.addEventListener('abort', this.#onAbort, { once: true });
  }

  /** Gives the command its tag, and returns its sentence. */
  send(tag: number, sentAt: number): Buffer {
    const { path, attributes = [], words = [], query = [] } = this.#command;
    this.#tag = tag;
    this.#sentAt = sentAt;
    const proplist = attributes.length === 0 ? [] : [`=.proplist=${attributes.join(',')}`];
    return encodeSentence([path, ...proplist, ...words, ...query, `.tag=${tag}`]);
  }

  /**
   * Takes a sentence of the reply. Returns why the command must be cancelled, if it must.
   * What comes after it has settled is passed over.
   */
  take(word: ReplyWord, sentence: SentenceView, arrivedAt: number): RouterosError | undefined {
    if (this.#settled) return undefined;
    this.#firstByteAt ??= arrivedAt;
    this.#bytes += sentence.size;
    switch (word) {
      case '!re':
        return this.#overLimit() ?? this.#takeRow(sentence);
      case '!trap':
        this.#trap ??= trapError(this.path, sentence, this.#readText);
        return this.#overLimit();
      case '!done':
        this.settle(this.#overLimit() ?? this.#trap, valueOf(sentence, '=ret=', this.#readText));
        return undefined;
      default:
        return this.#overLimit();
    }
  }

  settle(error: RouterosError | undefined, ret?: string): void {
    if (this.#settled) return;
    this.#settled = true;
    if (this.#onAbort !== undefined) this.#command.signal?.removeEventListener('abort', this.#onAbort);
    this.#resolve({
      command: this.path,
      rows: this.#rows,
      bytes: this.#bytes,
      sentAt: this.#sentAt,
      firstByteAt: this.#firstByteAt,
      endedAt: performance.now(),
      ret,
      parseErrors: this.#row.parseErrors,
      error,
    });
  }

  #takeRow(sentence: SentenceView): RouterosError | undefined {
    const { maxRows, onRow } = this.#command;
    if (this.#rows === maxRows) {
      return new RouterosError('limit', `${this.path}: more than the limit of ${maxRows} rows`, {
        bound: 'reply_rows',
      });
    }
    this.#rows += 1;
    if (onRow === undefined) return undefined;
    try {
      this.#row.show(sentence, onRow);
    } catch (error) {
      return asRouterosError(error);
    }
    return undefined;
  }

  #overLimit(): RouterosError | undefined {
    const { maxBytes } = this.#command;
    if (this.#bytes <= maxBytes) return undefined;
    return new RouterosError('limit', `${this.path}: a reply of more than the limit of ${maxBytes} bytes`, {
      bound: 'reply_bytes',
    });
  }
}
