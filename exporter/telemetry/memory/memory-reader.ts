import path from 'node:path';
import { MemoryCgroup, type CgroupMemory } from './cgroup.ts';
import { type CgroupVersion } from './cgroup-mount.ts';
import { readNumbers, readText } from './pseudo-file.ts';

/** Milliseconds for which a reading stands. */
const FRESH = 1000;
/** Of the memory limit: with more than that in use, memory is short. */
const SHORT_FROM = 0.85;
/** Of `starttime` in /proc/PID/stat: Linux shows it in hundredths of a second, whatever its own clock does. */
const TICKS_A_SECOND = 100;

export interface MemoryReading extends Partial<CgroupMemory> {
  readonly cgroupVersion: CgroupVersion | undefined;
  /** OOM kills on the whole machine since it was started; a container sees them too. */
  readonly hostOomKills: number | undefined;
}

/** How much of what it may have a process uses; bytes. */
export interface MemoryUse {
  readonly workingSet: number;
  /** The working set from which on memory is short, and no probe is admitted. */
  readonly admitted: number;
  readonly short: boolean;
}

/** Undefined if the working set or its limit is unknown. */
export function measure(reading: Pick<MemoryReading, 'workingSet' | 'limit'>): MemoryUse | undefined {
  const { workingSet, limit } = reading;
  if (workingSet === undefined || limit === undefined) return undefined;
  const admitted = Math.floor(limit * SHORT_FROM);
  return { workingSet, admitted, short: workingSet >= admitted };
}

export interface MemoryReaderOptions {
  /** The root of the file system. */
  readonly root?: string;
  /** Monotonic milliseconds. */
  readonly now?: () => number;
}

/** The memory of this process as the kernel accounts it, read at most once a second. */
export class MemoryReader {
  readonly #root: string;
  readonly #now: () => number;
  readonly #cgroup: MemoryCgroup | undefined;
  #last: { readonly at: number; readonly reading: MemoryReading } | undefined;

  constructor({ root = '/', now = () => performance.now() }: MemoryReaderOptions = {}) {
    this.#root = root;
    this.#now = now;
    this.#cgroup = MemoryCgroup.find(root);
  }

  read(): MemoryReading {
    const at = this.#now();
    if (this.#last === undefined || at - this.#last.at >= FRESH) {
      this.#last = {
        at,
        reading: {
          ...this.#cgroup?.read(),
          cgroupVersion: this.#cgroup?.version,
          hostOomKills: readNumbers(path.join(this.#root, 'proc/vmstat')).get('oom_kill'),
        },
      };
    }
    return this.#last.reading;
  }

  /** When process 1, in a container the first one in it, was started; seconds since the epoch. */
  containerStartTime(): number | undefined {
    const booted = readNumbers(path.join(this.#root, 'proc/stat')).get('btime');
    // After the program's name, which may hold blanks and brackets, come the fields from the third on; the 22nd is meant.
    const [, fields] = /^.*\) (.*)$/s.exec(readText(path.join(this.#root, 'proc/1/stat')) ?? '') ?? [];
    const ticks = Number(fields?.split(' ')[19]);
    return booted === undefined || Number.isNaN(ticks) ? undefined : booted + ticks / TICKS_A_SECOND;
  }
}
