import { spawn, type ChildProcess } from 'node:child_process';
import { once } from 'node:events';
import { setTimeout as delay } from 'node:timers/promises';

/** How much of a program's output is kept for the message of a failure. */
const TAIL = 8 * 1024;

const running = new Set<ChildProcess>();

// The last line of defence: whatever way this process ends by itself, its children end with it.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

export interface ChildOptions {
  /** Added to our own environment. */
  readonly env?: Readonly<Record<string, string>>;
  /** False leaves what it writes to standard output in the pipe, which is full after some 64 KiB. */
  readonly readsOutput?: boolean;
  /** True if it is a Node.js program that answers `ask`. */
  readonly answers?: boolean;
}

/** A program that was started, is watched, and will be stopped. */
export class Child {
  readonly name: string;
  /** Settles when the program has ended, with how: `exit code 1`, `SIGKILL`. Never rejects. */
  readonly ended: Promise<string>;
  readonly #process: ChildProcess;
  #output = '';
  #end: string | undefined;

  constructor(
    name: string,
    program: string,
    args: readonly string[],
    cwd: string,
    { env, readsOutput = true, answers = false }: ChildOptions = {},
  ) {
    this.name = name;
    const child = spawn(program, args, {
      cwd,
      env: { ...process.env, ...env },
      // A process group of its own: Ctrl-C reaches us only, and we stop the programs in our order.
      detached: true,
      stdio: ['ignore', 'pipe', 'pipe', ...(answers ? (['ipc'] as const) : [])],
    });
    this.#process = child;
    running.add(child);
    for (const stream of readsOutput ? [child.stdout, child.stderr] : [child.stderr]) {
      stream?.setEncoding('utf8').on('data', (text: string) => {
        this.#output = (this.#output + text).slice(-TAIL);
      });
    }
    this.ended = new Promise((resolve) => {
      const end = (how: string): void => {
        running.delete(child);
        this.#end = how;
        resolve(how);
      };
      child.on('error', (error) => end(error.message));
      child.on('close', (code, signal) => end(signal ?? `exit code ${code ?? 'unknown'}`));
    });
  }

  /** How it ended; undefined while it runs. */
  get end(): string | undefined {
    return this.#end;
  }

  /** The end of what it wrote, for a message. */
  get tail(): string {
    const text = this.#output.trimEnd();
    return text === '' ? '(no output)' : text;
  }

  signal(name: NodeJS.Signals): void {
    this.#process.kill(name);
  }

  /** What it answers to a message, by `process.send`. @throws Error if it ends first */
  async ask(message: string): Promise<unknown> {
    const answer = once(this.#process, 'message') as Promise<[unknown]>;
    // Awaited below; until then its failure waits too.
    answer.catch(() => undefined);
    this.#process.send(message);
    const ended = this.ended.then((how) => {
      throw new Error(`${this.name} has ended (${how}):\n${this.tail}`);
    });
    const [value] = await Promise.race([answer, ended]);
    return value;
  }

  /** SIGTERM, and SIGKILL if that has not helped after `grace` ms. */
  async stop(grace = 10_000): Promise<void> {
    if (this.#end !== undefined) return;
    this.#process.kill('SIGTERM');
    const patience = new AbortController();
    const ended = await Promise.race([
      this.ended.then(() => true),
      delay(grace, false, { signal: patience.signal }),
    ]);
    patience.abort();
    if (!ended) this.#process.kill('SIGKILL');
    await this.ended;
  }
}
