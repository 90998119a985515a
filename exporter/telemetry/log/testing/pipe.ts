import { execFileSync } from 'node:child_process';
import { closeSync, constants, openSync, readSync } from 'node:fs';
import path from 'node:path';
import { type TestContext } from 'node:test';
import { TemporaryFolder } from '../../../../test/stack/temporary-folder.ts';

/** A pipe of which the test has both ends, so that it says when something is read. */
export class Pipe {
  /** The end for lines, blocking as a shell makes it. */
  readonly input: number;
  readonly #output: number;

  private constructor(file: string) {
    this.#output = openSync(file, constants.O_RDONLY | constants.O_NONBLOCK);
    this.input = openSync(file, constants.O_WRONLY);
  }

  static async create(t: Pick<TestContext, 'after'>): Promise<Pipe> {
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const file = path.join(folder.path, 'pipe');
    execFileSync('mkfifo', [file]);
    return new Pipe(file);
  }

  /** What waits in it; undefined at its end. */
  read(): string | undefined {
    const buffer = Buffer.alloc(64 * 1024);
    try {
      const size = readSync(this.#output, buffer);
      return size === 0 ? undefined : buffer.toString('latin1', 0, size);
    } catch {
      return '';
    }
  }

  /** The reader dies. */
  abandon(): void {
    closeSync(this.#output);
  }

  /** Our own copy of the writing end goes: the pipe ends with its other writers. */
  leave(): void {
    closeSync(this.input);
  }
}
