import { writeSync } from 'node:fs';
import { setTimeout as delay } from 'node:timers/promises';
import { type Bound } from '../bound.ts';
import { nonBlocking } from './non-blocking.ts';

/** Bytes of lines that wait for a reader. */
const CAPACITY = 1024 * 1024;
/** A pipe takes up to this many bytes whole or not at all (PIPE_BUF): no line is cut, none mixes with another writer's. */
const WHOLE = 4096;
/** Milliseconds between two tries to write. */
const RETRY = 50;
/** Milliseconds that an exit waits for a reader that is slow, but reads. */
const CLOSE_TIME = 1000;

/**
 * Lines to a descriptor that perhaps nobody reads. Nothing here ever waits for the reader: what it does not take
 * stays in a bounded queue and is tried again, what does not fit is dropped and counted.
 */
export class LogOutput {
  readonly #open: () => number;
  readonly #onDropped: (lines: number) => void;
  #descriptor: number | undefined;
  #waiting: Buffer[] = [];
  /** The rest of what has been written in part. */
  #begun: Buffer | undefined;
  #bytes = 0;
  #dropped = 0;
  #told = 0;
  #retry: NodeJS.Timeout | undefined;

  /** @param onDropped called when lines are taken again, with the number of those that were dropped before */
  constructor(descriptor: number, onDropped: (lines: number) => void = () => undefined) {
    this.#open = () => nonBlocking(descriptor);
    this.#onDropped = onDropped;
  }

  get bound(): Bound {
    return {
      name: 'log_queue_bytes',
      summary: 'a further line is dropped (dropped counts lines), standard output not being read',
      capacity: () => CAPACITY,
      level: () => this.#bytes,
      dropped: () => this.#dropped,
    };
  }

  /** Takes a line, its newline included. */
  write(line: Buffer): void {
    if (this.#bytes + line.length > CAPACITY) {
      this.#dropped += 1;
      return;
    }
    this.#waiting.push(line);
    this.#bytes += line.length;
    if (this.#retry === undefined) this.#flush();
  }

  /** Writes what waits for as long as the reader takes some of it, at most a second. */
  async close(): Promise<void> {
    const deadline = performance.now() + CLOSE_TIME;
    let before = Infinity;
    while (this.#bytes < before && performance.now() < deadline) {
      before = this.#bytes;
      if (this.#flush()) return;
      await delay(RETRY);
    }
  }

  /** True if nothing waits any more. */
  #flush(): boolean {
    clearTimeout(this.#retry);
    this.#retry = undefined;
    try {
      this.#descriptor ??= this.#open();
      for (let piece = this.#next(); piece !== undefined; piece = this.#next()) {
        const written = writeSync(this.#descriptor, piece);
        this.#bytes -= written;
        this.#begun = written < piece.length ? piece.subarray(written) : undefined;
      }
    } catch {
      // Full (EAGAIN), or worse: the reader gone, the disk full. Any of these can pass, and none can be told here.
      this.#retry = setTimeout(() => this.#flush(), RETRY).unref();
      return false;
    }
    const dropped = this.#dropped - this.#told;
    this.#told = this.#dropped;
    if (dropped > 0) this.#onDropped(dropped);
    return true;
  }

  /** The rest of the last piece, or as many lines as are written whole or not at all, or one longer line. */
  #next(): Buffer | undefined {
    if (this.#begun !== undefined) return this.#begun;
    let size = 0;
    const fitting = this.#waiting.findIndex((line) => (size += line.length) > WHOLE);
    const lines = this.#waiting.splice(0, fitting === -1 ? this.#waiting.length : Math.max(fitting, 1));
    this.#begun = lines.length === 0 ? undefined : Buffer.concat(lines);
    return this.#begun;
  }
}
