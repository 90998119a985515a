/*
 * Loaded by --import into a program under test, beside --expose-gc: to any message it answers with its memory
 * when all garbage is gone. JavaScript, because what removes types would weigh more than what is measured.
 */
import { setImmediate as nextTurn } from 'node:timers/promises';

async function report() {
  // What the first one finalises, the second one frees.
  for (let pass = 0; pass < 2; pass += 1) {
    globalThis.gc();
    await nextTurn();
  }
  process.send(process.memoryUsage());
}

process.on('message', () => void report());
process.channel.unref();
