import inspector from 'node:inspector';
import path from 'node:path';
import { Worker } from 'node:worker_threads';
import { type Logger } from './log/log.ts';

/** How often the thread looks within `patience`. */
const LOOKS = 30;

export interface WatchdogSetup {
  /** One Int32 that the main thread counts up. */
  readonly turns: Int32Array;
  /** Milliseconds between two looks. */
  readonly interval: number;
  /** Looks on end that may find it unchanged. */
  readonly looks: number;
  /** Of the run record, if there is one. */
  readonly folder: string | undefined;
}

export interface WatchdogOptions {
  /** Milliseconds that the event loop may stand still. */
  readonly patience: number;
  /** Of the run record, if there is one. */
  readonly folder: string | undefined;
  readonly log: Logger;
}

/**
 * A thread that ends this process once its event loop stands still: what restarts programs sees the end of one,
 * and not that it no longer answers. The thread counts its own looks, and so a process that was stopped, or starved,
 * as a whole is not ended for it. Not while a debugger may hold the loop.
 * @returns whether the thread watches
 */
export function startWatchdog({ patience, folder, log }: WatchdogOptions): () => boolean {
  if (inspector.url() !== undefined) return () => false;
  const interval = Math.ceil(patience / LOOKS);
  const turns = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  setInterval(() => void Atomics.add(turns, 0, 1), interval).unref();
  const workerData: WatchdogSetup = { turns, interval, looks: LOOKS, folder };
  const file = new URL(`watchdog-worker${path.extname(import.meta.filename)}`, import.meta.url);
  const worker = new Worker(file, {
    workerData,
    execArgv: [],
    // What it does takes 3 MiB, and reading it as TypeScript ten more; a small young generation is what makes a thread cheap.
    // Where --max-old-space-size or its percentage is given, that counts instead of the old generation here.
    resourceLimits: { maxOldGenerationSizeMb: 32, maxYoungGenerationSizeMb: 1 },
  });
  let running = false;
  worker.on('message', () => {
    running = true;
  });
  worker.on('error', (error) => {
    running = false;
    log.error({ err: error }, 'watchdog failed: a frozen exporter would not end itself');
  });
  worker.unref();
  return () => running;
}
