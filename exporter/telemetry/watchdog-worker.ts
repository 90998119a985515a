import { setTimeout as delay } from 'node:timers/promises';
import { setFlagsFromString } from 'node:v8';
import { runInThisContext } from 'node:vm';
import { parentPort, workerData } from 'node:worker_threads';
import { readRecord, writeRecord } from './run-record/record.ts';
import { type WatchdogSetup } from './watchdog.ts';

/** Milliseconds that the record may take: the disk may be what the main thread waits for. */
const LAST_WORD = 2000;

const { turns, interval, looks, folder } = workerData as WatchdogSetup;
let seen = -1;
let unchanged = 0;

setInterval(() => {
  const turn = Atomics.load(turns, 0);
  unchanged = turn === seen ? unchanged + 1 : 0;
  seen = turn;
  if (unchanged === looks) void end();
}, interval);

// It has been read, its heap is large enough, and it watches.
parentPort?.postMessage('watching');

async function end(): Promise<void> {
  await Promise.race([record(), delay(LAST_WORD)]);
  process.kill(process.pid, 'SIGKILL');
  // Still here: Linux spares process 1 of a container every signal from inside, but not a trap in its own code.
  setFlagsFromString('--allow-natives-syntax');
  runInThisContext('%SystemBreak()');
}

async function record(): Promise<void> {
  try {
    const last = folder === undefined ? undefined : await readRecord(folder);
    if (folder !== undefined && last !== undefined) await writeRecord(folder, { ...last, ended: 'watchdog' });
  } catch {
    // Nobody is left to tell; the next start finds an end without a word.
  }
}
