import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dial } from './dial.ts';
import { type RouterosError } from './errors.ts';
import { HOSTILE_PEERS } from './testing/hostile-peers.ts';
import { ScriptedRouter } from './testing/scripted-router.ts';

const TIME = 1000;
/** The largest partial sentence, and what a command and its cancel take. */
const HELD_BYTES = 1024 * 1024 + 4096;

describe(
  'against a hostile peer, one dial and one command end in time, with a typed error',
  { concurrency: 16 },
  () => {
    for (const [name, { play, outcomes }] of HOSTILE_PEERS) {
      it(`${name}: ${outcomes.join(' or ')}`, { timeout: 20_000 }, async (t) => {
        const router = await ScriptedRouter.start(play);
        t.after(() => router.stop());
        const error = await probe(router);
        assert.ok(outcomes.includes(error?.code ?? 'ok'), `ended with ${error?.code}: ${error?.message}`);
        assert.ok((error?.message.length ?? 0) < 500);
      });
    }
  },
);

/** Logs in, prints interfaces, and ends the session. */
async function probe({ address, port }: ScriptedRouter): Promise<RouterosError | undefined> {
  const credentials = { username: 'monitor', password: 'secret', legacyLogin: false };
  const { record, session } = await dial({
    address,
    port,
    ...credentials,
    codePage: 'windows-1252',
    deadline: performance.now() + TIME,
  });
  if (session === undefined) return record.error;
  assert.equal(record.error, undefined);
  const rows: string[] = [];
  const { error } = await session.run({
    path: '/interface/print',
    attributes: ['name'],
    onRow: (row) => rows.push(row.text('name') ?? ''),
    maxRows: 1000,
    maxBytes: 1024 * 1024,
    deadline: performance.now() + TIME,
  });
  assert.ok(rows.length <= 1000);
  assert.ok(session.heldBytes <= HELD_BYTES, `${session.heldBytes} bytes held`);
  if (error?.code !== 'timeout' && error?.code !== 'limit') session.close();
  await session.closed;
  assert.equal(session.open, false);
  return error;
}
