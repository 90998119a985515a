import assert from 'node:assert/strict';
import { it } from 'node:test';
import { until } from './until.ts';

it('the first thing seen is the result', async () => {
  let looks = 0;
  const seen = await until('three looks', () => Promise.resolve(++looks === 3 ? looks : undefined), {
    timeout: 5000,
    interval: 1,
  });
  assert.equal(seen, 3);
});

it('a failure says what was waited for, the last error, and the details', async () => {
  const look = (): Promise<never> =>
    Promise.reject(new Error('fetch failed', { cause: new Error('ECONNREFUSED') }));
  await assert.rejects(until('the door opens', look, { timeout: 5, interval: 1, details: () => 'the log' }), {
    message: 'the door opens: not within 0 s\nlast seen: fetch failed (ECONNREFUSED)\nthe log',
  });
});

it('waiting ends at once when it is hopeless', async () => {
  const look = (): Promise<undefined> => Promise.resolve(undefined);
  await assert.rejects(
    until('the door opens', look, { timeout: 60_000, hopeless: () => 'the house is gone' }),
    {
      message: 'the door opens: the house is gone',
    },
  );
});

it('waiting ends when it is aborted', async () => {
  const controller = new AbortController();
  const waiting = until('never', () => Promise.resolve(undefined), {
    timeout: 60_000,
    signal: controller.signal,
  });
  controller.abort(new Error('interrupted'));
  await assert.rejects(waiting);
});
