import { existsSync, mkdirSync, rmdirSync, writeFileSync } from 'node:fs';
import path from 'node:path';
import { readNumber, readNumbers } from '../../exporter/telemetry/memory/pseudo-file.ts';
import { until } from './until.ts';

/** Where the kernel's memory controller may be had, and what its files are called there. */
const HIERARCHIES = [
  {
    mount: '/sys/fs/cgroup/memory',
    limit: 'memory.limit_in_bytes',
    // Memory and swap together.
    swap: { file: 'memory.memsw.limit_in_bytes', on: (limit: number) => limit },
    usage: 'memory.usage_in_bytes',
    inactiveFile: 'total_inactive_file',
  },
  {
    mount: '/sys/fs/cgroup',
    limit: 'memory.max',
    swap: { file: 'memory.swap.max', on: () => 0 },
    usage: 'memory.current',
    inactiveFile: 'inactive_file',
  },
] as const;

let made = 0;

/** A memory cgroup of this machine's own kernel, with a limit, for programs under test. */
export class LimitedCgroup {
  readonly #folder: string;
  readonly #files: (typeof HIERARCHIES)[number];
  readonly #removeAtExit = (): void => rmdirSync(this.#folder);

  private constructor(folder: string, files: (typeof HIERARCHIES)[number]) {
    this.#folder = folder;
    this.#files = files;
    process.on('exit', this.#removeAtExit);
  }

  /** Why there can be none here (not root, or no controller given to us), for a test to skip with; false if there can. */
  static unavailable(): string | false {
    try {
      const cgroup = LimitedCgroup.create(1024 ** 3);
      cgroup.#removeAtExit();
      process.off('exit', cgroup.#removeAtExit);
      return false;
    } catch (error) {
      return String(error);
    }
  }

  /** @param limit bytes; no swap on top. @throws Error if there can be none */
  static create(limit: number): LimitedCgroup {
    const reasons: string[] = [];
    for (const files of HIERARCHIES) {
      made += 1;
      const folder = path.join(files.mount, `tikscope-test-${process.pid}-${made}`);
      try {
        mkdirSync(folder);
        if (existsSync(path.join(folder, files.limit))) {
          writeFileSync(path.join(folder, files.limit), String(limit));
          const swap = path.join(folder, files.swap.file);
          if (existsSync(swap)) writeFileSync(swap, String(files.swap.on(limit)));
          return new LimitedCgroup(folder, files);
        }
        rmdirSync(folder);
        reasons.push(`${files.mount} has no memory controller for us`);
      } catch (error) {
        reasons.push(String(error));
      }
    }
    throw new Error(`no memory cgroup can be made: ${reasons.join('; ')}`);
  }

  /** The command that runs what follows it inside. */
  get command(): readonly string[] {
    return ['sh', '-c', 'echo $$ > "$0/cgroup.procs" && exec "$@"', this.#folder];
  }

  /** Bytes, at this moment. */
  get workingSet(): number {
    const usage = readNumber(path.join(this.#folder, this.#files.usage)) ?? 0;
    const stat = readNumbers(path.join(this.#folder, 'memory.stat'));
    return usage - (stat.get(this.#files.inactiveFile) ?? 0);
  }

  /** Once the programs in it have ended. */
  async remove(): Promise<void> {
    await until('the cgroup is empty', () => Promise.resolve((rmdirSync(this.#folder), true)), {
      timeout: 10_000,
    });
    process.off('exit', this.#removeAtExit);
  }
}
