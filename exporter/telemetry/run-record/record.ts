import { mkdir, open, readFile, rename } from 'node:fs/promises';
import path from 'node:path';

/**
 * Why a run ended: by itself in order, killed for want of memory, out of heap, by the watchdog, by itself for want
 * of memory, by a fault of the program, or without a word (SIGKILL, a power cut).
 */
export const END_REASONS = ['clean', 'oom', 'heap_oom', 'watchdog', 'memory', 'crash', 'unclean'] as const;
export type EndReason = (typeof END_REASONS)[number];

/** What a run leaves to the next one. Times in ISO 8601, memory in bytes; what was unknown is left out. */
export interface RunRecord {
  readonly process: number;
  readonly started: string;
  /** When this was written. */
  readonly beat: string;
  readonly workingSet?: number | undefined;
  readonly limit?: number | undefined;
  /** Of the cgroup. */
  readonly oomKills?: number | undefined;
  readonly hostOomKills?: number | undefined;
  /** There once the run has ended by its own doing. */
  readonly ended?: EndReason | undefined;
  /** How often each reason was found at a start, by all runs so far. */
  readonly restarts: Readonly<Record<EndReason, number>>;
}

export const NO_RESTARTS: RunRecord['restarts'] = Object.freeze({
  clean: 0,
  oom: 0,
  heap_oom: 0,
  watchdog: 0,
  memory: 0,
  crash: 0,
  unclean: 0,
});

const NAME = 'run.json';

/** The record in a folder; undefined if there is none. @throws Error if it cannot be read or is not a record */
export async function readRecord(folder: string): Promise<RunRecord | undefined> {
  const file = path.join(folder, NAME);
  let text: string;
  try {
    text = await readFile(file, 'utf8');
  } catch (error) {
    if ((error as NodeJS.ErrnoException).code === 'ENOENT') return undefined;
    throw error;
  }
  const record = parseRecord(text);
  if (record === undefined) throw new Error(`${file} is not a run record`);
  return record;
}

/** Replaces the record as a whole: whoever reads it sees the old one or the new one. @throws Error of the file system */
export async function writeRecord(folder: string, record: RunRecord): Promise<void> {
  await mkdir(folder, { recursive: true, mode: 0o700 });
  const file = path.join(folder, NAME);
  const next = `${file}.next`;
  await using handle = await open(next, 'w', 0o600);
  await handle.writeFile(`${JSON.stringify(record, undefined, 2)}\n`);
  await handle.sync();
  await rename(next, file);
}

function parseRecord(text: string): RunRecord | undefined {
  let value: unknown;
  try {
    value = JSON.parse(text);
  } catch {
    return undefined;
  }
  if (!isObject(value) || !isObject(value['restarts'])) return undefined;
  const { restarts } = value;
  const count = (reason: EndReason): number => numberOf(restarts[reason]) ?? 0;
  return {
    process: numberOf(value['process']) ?? 0,
    started: textOf(value['started']),
    beat: textOf(value['beat']),
    workingSet: numberOf(value['workingSet']),
    limit: numberOf(value['limit']),
    oomKills: numberOf(value['oomKills']),
    hostOomKills: numberOf(value['hostOomKills']),
    ended: END_REASONS.find((reason) => reason === value['ended']),
    restarts: {
      clean: count('clean'),
      oom: count('oom'),
      heap_oom: count('heap_oom'),
      watchdog: count('watchdog'),
      memory: count('memory'),
      crash: count('crash'),
      unclean: count('unclean'),
    },
  };
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === 'object' && value !== null;
}

function numberOf(value: unknown): number | undefined {
  return typeof value === 'number' && value >= 0 ? value : undefined;
}

function textOf(value: unknown): string {
  return typeof value === 'string' ? value : '';
}
