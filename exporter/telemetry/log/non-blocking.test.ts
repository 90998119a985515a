import assert from 'node:assert/strict';
import { spawn, spawnSync, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it } from 'node:test';
import { fileURLToPath } from 'node:url';
import { TemporaryFolder } from '../../../test/stack/temporary-folder.ts';
import { until } from '../../../test/stack/until.ts';
import { Pipe } from './testing/pipe.ts';

const WRITER = `'${process.execPath}' '${fileURLToPath(new URL('testing/writer.ts', import.meta.url))}'`;
/** Some four megabytes: more than any pipe and the queue hold. */
const MANY = 25_000;
/** Less than the queue holds. */
const FEW = 5000;
const CAPACITY = 1024 * 1024;
/** Milliseconds after which a program is taken to hang. */
const PATIENCE = 30_000;

/** A shell's command that runs the writer, and what the writer says of its lines before it exits. */
class Run {
  readonly child: ChildProcess;
  #said = '';

  constructor(command: string, stdout: 'pipe' | 'ignore' | number) {
    this.child = spawn('sh', ['-c', command], {
      stdio: ['ignore', stdout, 'pipe'],
      timeout: PATIENCE,
      killSignal: 'SIGKILL',
    });
    this.child.stderr?.setEncoding('utf8').on('data', (text: string) => (this.#said += text));
  }

  /** @throws AssertionError if the writer does not exit with 0 */
  async outcome(): Promise<{ readonly waiting: number; readonly dropped: number }> {
    const [, words = '', code] = await until(
      'the writer has exited',
      () => Promise.resolve(/^(\{.*\})\s+exit (\d+)$/m.exec(this.#said) ?? undefined),
      { timeout: PATIENCE, interval: 5, details: () => this.#said },
    );
    assert.equal(code, '0');
    return JSON.parse(words) as { waiting: number; dropped: number };
  }
}

/** The writer, and then its exit code on standard error. */
const write = (lines: number, redirection = ''): string =>
  `${WRITER} ${lines} ${redirection}; echo exit $? >&2`;

function numbersOf(text: string): readonly number[] {
  const lines = text.split('\n').filter((line) => line !== '');
  return lines.map((line) => (JSON.parse(line) as { line: number }).line);
}

const from1To = (last: number): readonly number[] => Array.from({ length: last }, (_, index) => index + 1);

describe('a standard output that nobody reads holds up neither the program nor its exit', () => {
  async function blocked(run: Run): Promise<void> {
    const { waiting, dropped } = await run.outcome();
    assert.ok(dropped > 0, 'lines were dropped');
    assert.ok(waiting > 0 && waiting <= CAPACITY, `${waiting} bytes wait`);
  }

  it('a pipe', async (t) => {
    const pipe = await Pipe.create(t);
    await blocked(new Run(write(MANY), pipe.input));
  });

  it('a socket, such as that of the journal', async () => {
    // What Node calls a pipe is a pair of sockets; its end here is paused, and takes no more than a buffer.
    const run = new Run(write(MANY), 'pipe');
    run.child.stdout?.pause();
    await blocked(run);
    run.child.stdout?.resume();
  });

  it('a terminal', async (t) => {
    if (spawnSync('script', ['--version']).status !== 0) {
      t.skip('script is not installed');
      return;
    }
    // It stops reading its terminal when nobody reads what it prints.
    const pipe = await Pipe.create(t);
    const run = new Run(
      `exec script -qec "${write(MANY, '2>&3').replace('$?', '\\$?').replace('>&2', '>&3')}" /dev/null 3>&2`,
      pipe.input,
    );
    await blocked(run);
    run.child.kill('SIGKILL');
  });

  it('a pipe whose reader has died', async (t) => {
    const pipe = await Pipe.create(t);
    pipe.abandon();
    await blocked(new Run(write(MANY), pipe.input));
  });
});

describe('a standard output that takes everything gets every line, whole and in order', () => {
  it('a pipe', async (t) => {
    const pipe = await Pipe.create(t);
    const run = new Run(write(FEW), pipe.input);
    pipe.leave();
    let text = '';
    await until(
      'the pipe ends',
      () => {
        const read = pipe.read();
        text += read ?? '';
        return Promise.resolve(read === undefined || undefined);
      },
      { timeout: PATIENCE, interval: 1 },
    );
    assert.deepEqual(numbersOf(text), from1To(FEW));
    assert.deepEqual(await run.outcome(), { waiting: 0, dropped: 0 });
  });

  it('a socket', async () => {
    const run = new Run(write(FEW), 'pipe');
    let text = '';
    run.child.stdout?.setEncoding('utf8').on('data', (read: string) => (text += read));
    await once(run.child, 'close');
    assert.deepEqual(numbersOf(text), from1To(FEW));
    assert.deepEqual(await run.outcome(), { waiting: 0, dropped: 0 });
  });

  it('a file, which keeps what is in it', async (t) => {
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const file = path.join(folder.path, 'log');
    const run = new Run(`{ echo '{"line":0}'; ${write(MANY)}; } > '${file}'`, 'ignore');
    assert.deepEqual(await run.outcome(), { waiting: 0, dropped: 0 });
    assert.deepEqual(numbersOf(readFileSync(file, 'utf8')), [0, ...from1To(MANY)]);
  });

  it('/dev/null', async () => {
    assert.deepEqual(await new Run(write(MANY), 'ignore').outcome(), { waiting: 0, dropped: 0 });
  });

  it('one that was closed before the start, as if it were /dev/null', async () => {
    assert.deepEqual(await new Run(write(MANY, '>&-'), 'ignore').outcome(), { waiting: 0, dropped: 0 });
  });
});
