import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dial } from './dial.ts';
import { type RouterosError } from './errors.ts';
import { HOSTILE_PEERS } from './testing/hostile-peers.ts';
import { ScriptedRouter } from './testing/scripted-router.ts';

/** ms for the dial and for the command: soon over where they are to time out, never reached where they are not. */
const SHORT = 500;
const LONG = 15_000;
/** The largest partial sentence, and what a command and its cancel take. */
const HELD_BYTES = 1024 * 1024 + 4096;

const peers = [...HOSTILE_PEERS];
const groups = [
  { title: 'that lets it wait', time: SHORT, concurrency: 32, quiet: true },
  { title: 'that says too much, or hangs up', time: LONG, concurrency: 1, quiet: false },
];

for (const { title, time, concurrency, quiet } of groups) {
  describe(`a probe of a hostile peer ${title} ends in time, with a typed error`, { concurrency }, () => {
    for (const [name, { play, outcomes }] of peers) {
      if (outcomes.includes('timeout') !== quiet) continue;
      it(`${name}: ${outcomes.join(' or ')}`, { timeout: 2 * LONG }, async (t) => {
        const router = await ScriptedRouter.start(play);
        t.after(() => router.stop());
        const error = await probe(router, time);
        assert.ok(outcomes.includes(error?.code ?? 'ok'), `ended with ${error?.code}: ${error?.message}`);
        assert.ok((error?.message.length ?? 0) < 500);
      });
    }
  });
}

/** Logs in, prints interfaces, and waits for the end of the session. */
async function probe({ address, port }: ScriptedRouter, time: number): Promise<RouterosError | undefined> {
  const credentials = { username: 'monitor', password: 'secret', legacyLogin: false };
  const { record, session } = await dial({
    address,
    port,
    ...credentials,
    codePage: 'windows-1252',
    deadline: performance.now() + time,
  });
  if (session === undefined) return record.error;
  assert.equal(record.error, undefined);
  const { error, rows } = await session.run({
    path: '/interface/print',
    attributes: ['name'],
    onRow: (row) => row.text('name'),
    maxRows: 1000,
    maxBytes: 1024 * 1024,
    deadline: performance.now() + time,
  });
  assert.ok(rows <= 1000);
  assert.ok(session.heldBytes <= HELD_BYTES, `${session.heldBytes} bytes held`);
  // A peer that does not end what was cancelled loses the session by itself.
  if (error?.code !== 'timeout' && error?.code !== 'limit') session.close();
  await session.closed;
  assert.equal(session.open, false);
  return error;
}
