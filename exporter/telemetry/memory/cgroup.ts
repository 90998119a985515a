import { existsSync } from 'node:fs';
import path from 'node:path';
import { findCgroup, type CgroupFolder, type CgroupVersion } from './cgroup-mount.ts';
import { readNumber, readNumbers, readText } from './pseudo-file.ts';

/** "No limit" is a word in version 2, and in version 1 the largest multiple of the page size. */
const UNLIMITED = 2 ** 60;

/** What a memory cgroup says of itself; what the kernel does not tell is undefined. Bytes, and counts since it was made. */
export interface CgroupMemory {
  readonly usage: number | undefined;
  /** Usage without the page cache that the kernel takes back first. */
  readonly workingSet: number | undefined;
  /** The least of its own limit and those above it. */
  readonly limit: number | undefined;
  /** Where the kernel begins to slow it down. */
  readonly high: number | undefined;
  readonly peak: number | undefined;
  readonly anon: number | undefined;
  readonly file: number | undefined;
  readonly kernel: number | undefined;
  readonly sock: number | undefined;
  readonly oomKills: number | undefined;
  readonly oomEvents: number | undefined;
  /** How often the limit was met; most times the kernel finds something to take back. */
  readonly limitHits: number | undefined;
  /** Stopped for want of memory, in a cgroup whose OOM killer is off. */
  readonly underOom: boolean | undefined;
  /** Seconds in which some of it, or all of it, waited for memory. */
  readonly stalled: { readonly some: number; readonly full: number } | undefined;
}

/** The memory cgroup that this process was started in. */
export class MemoryCgroup {
  readonly version: CgroupVersion;
  readonly #memory: CgroupFolder;
  /** Of the unified hierarchy, which may stand beside a version 1 that accounts the memory. */
  readonly #unified: CgroupFolder | undefined;

  private constructor(version: CgroupVersion, memory: CgroupFolder, unified: CgroupFolder | undefined) {
    this.version = version;
    this.#memory = memory;
    this.#unified = unified;
  }

  /** Undefined where none is visible. @param root the root of the file system */
  static find(root: string): MemoryCgroup | undefined {
    const unified = findCgroup(root, 2);
    const first = findCgroup(root, 1);
    if (first !== undefined) return new MemoryCgroup(1, first, unified);
    return unified && new MemoryCgroup(2, unified, unified);
  }

  read(): CgroupMemory {
    const stalled = this.#unified && readPressure(this.#unified.folder);
    return { ...(this.version === 1 ? readFirst(this.#memory) : readSecond(this.#memory)), stalled };
  }
}

type Accounted = Omit<CgroupMemory, 'stalled'>;

function readFirst({ folder }: CgroupFolder): Accounted {
  const number = (name: string): number | undefined => readNumber(path.join(folder, `memory.${name}`));
  const stat = readNumbers(path.join(folder, 'memory.stat'));
  const oom = readNumbers(path.join(folder, 'memory.oom_control'));
  const usage = number('usage_in_bytes');
  const underOom = oom.get('under_oom');
  return {
    usage,
    workingSet: workingSet(usage, stat.get('total_inactive_file')),
    limit: limited(stat.get('hierarchical_memory_limit')),
    high: undefined,
    peak: number('max_usage_in_bytes'),
    anon: stat.get('total_rss'),
    file: stat.get('total_cache'),
    kernel: number('kmem.usage_in_bytes'),
    sock: number('kmem.tcp.usage_in_bytes'),
    oomKills: oom.get('oom_kill'),
    oomEvents: undefined,
    limitHits: number('failcnt'),
    underOom: underOom === undefined ? undefined : underOom !== 0,
  };
}

function readSecond({ folder, mount }: CgroupFolder): Accounted {
  const number = (name: string): number | undefined => readNumber(path.join(folder, `memory.${name}`));
  const stat = readNumbers(path.join(folder, 'memory.stat'));
  const events = readNumbers(path.join(folder, 'memory.events'));
  const usage = number('current');
  return {
    usage,
    workingSet: workingSet(usage, stat.get('inactive_file')),
    limit: leastUpwards(folder, mount, 'memory.max'),
    high: leastUpwards(folder, mount, 'memory.high'),
    peak: number('peak'),
    anon: stat.get('anon'),
    file: stat.get('file'),
    kernel: stat.get('kernel'),
    sock: stat.get('sock'),
    oomKills: events.get('oom_kill'),
    oomEvents: events.get('oom'),
    limitHits: events.get('max'),
    underOom: undefined,
  };
}

function workingSet(usage: number | undefined, inactiveFile: number | undefined): number | undefined {
  return usage === undefined || inactiveFile === undefined ? undefined : Math.max(0, usage - inactiveFile);
}

function limited(bytes: number | undefined): number | undefined {
  return bytes !== undefined && bytes < UNLIMITED ? bytes : undefined;
}

/** What holds for a cgroup is the least of its own and all those above it. */
function leastUpwards(folder: string, mount: string, name: string): number | undefined {
  let least: number | undefined;
  for (let at = folder; ; at = path.dirname(at)) {
    const bytes = limited(readNumber(path.join(at, name)));
    if (bytes !== undefined && (least === undefined || bytes < least)) least = bytes;
    if (at.length <= mount.length) return least;
  }
}

/** From lines `some avg10=0.00 avg60=0.00 avg300=0.00 total=MICROSECONDS`. */
function readPressure(folder: string): CgroupMemory['stalled'] {
  // The root cgroup's pressure is the whole machine's, not ours; only a cgroup below it has a type.
  if (!existsSync(path.join(folder, 'cgroup.type'))) return undefined;
  const text = readText(path.join(folder, 'memory.pressure')) ?? '';
  const seconds = (kind: string): number | undefined => {
    const [, microseconds] = new RegExp(`^${kind} .*total=(\\d+)$`, 'm').exec(text) ?? [];
    return microseconds === undefined ? undefined : Number(microseconds) / 1e6;
  };
  const [some, full] = [seconds('some'), seconds('full')];
  return some === undefined || full === undefined ? undefined : { some, full };
}
