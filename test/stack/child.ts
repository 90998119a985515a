import { spawn, type ChildProcess } from 'node:child_process';
import { setTimeout as delay } from 'node:timers/promises';

/** How much of a program's output is kept for the message of a failure. */
const TAIL = 8 * 1024;

const running = new Set<ChildProcess>();

// The last line of defence: whatever way this process ends by itself, its children end with it.
process.on('exit', () => {
  for (const child of running) child.kill('SIGKILL');
});

/** A program that was started, is watched, and will be stopped. */
export class Child {
  readonly name: string;
  /** Settles when the program has ended, with how: `exit code 1`, `SIGKILL`. Never rejects. */
  readonly ended: Promise<string>;
  readonly #process: ChildProcess;
  #output = '';
  #end: string | undefined;

  constructor(name: string, program: string, args: readonly string[], cwd: string) {
    this.name = name;
    // A process group of its own: Ctrl-C reaches us only, and we stop the programs in our order.
    const child = spawn(program, args, { cwd, detached: true, stdio: ['ignore', 'pipe', 'pipe'] });
    this.#process = child;
    running.add(child);
    for (const stream of [child.stdout, child.stderr]) {
      stream.setEncoding('utf8').on('data', (text: string) => {
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
