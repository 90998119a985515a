import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bounds } from '../telemetry/bound.ts';
import { Admission } from './admission.ts';

const never = (): AbortSignal => new AbortController().signal;

function bound(bounds: Bounds, name: string): { level: number; dropped: number } {
  const found = bounds.list().find((candidate) => candidate.name === name);
  assert.ok(found);
  return { level: found.level(), dropped: found.dropped() };
}

describe('Admission', () => {
  it('lets as many run as the limit says and makes the next one wait for a release', async () => {
    const admission = new Admission({ running: 1, waiting: 1 }, new Bounds());
    const release = await admission.enter(never());
    let admitted = false;
    const second = admission.enter(never()).then((place) => {
      admitted = true;
      return place;
    });
    await Promise.resolve();
    assert.equal(admitted, false);
    release?.();
    assert.notEqual(await second, undefined);
    assert.equal(admission.running, 1);
  });

  it('refuses at once, and counts it, when both the places and the queue are full', async () => {
    const bounds = new Bounds();
    const admission = new Admission({ running: 1, waiting: 1 }, bounds);
    await admission.enter(never());
    void admission.enter(never());
    assert.equal(await admission.enter(never()), undefined);
    assert.deepEqual(bound(bounds, 'probes_waiting'), { level: 1, dropped: 1 });
  });

  it('gives up a waiting probe whose deadline comes first, and counts it', async () => {
    const bounds = new Bounds();
    const admission = new Admission({ running: 1, waiting: 1 }, bounds);
    const release = await admission.enter(never());
    const deadline = new AbortController();
    const waiting = admission.enter(deadline.signal);
    deadline.abort();
    assert.equal(await waiting, undefined);
    assert.deepEqual(bound(bounds, 'probes_waiting'), { level: 0, dropped: 0 });
    assert.deepEqual(bound(bounds, 'probes_running'), { level: 1, dropped: 1 });
    release?.();
    assert.equal(admission.running, 0);
  });

  it('admits waiting probes in the order in which they came', async () => {
    const admission = new Admission({ running: 1, waiting: 3 }, new Bounds());
    const first = await admission.enter(never());
    const order: number[] = [];
    const waiting = [1, 2, 3].map(async (number) => {
      const release = await admission.enter(never());
      order.push(number);
      release?.();
    });
    first?.();
    await Promise.all(waiting);
    assert.deepEqual(order, [1, 2, 3]);
  });

  it('takes a place back once, however often it is released', async () => {
    const admission = new Admission({ running: 2, waiting: 0 }, new Bounds());
    const first = await admission.enter(never());
    await admission.enter(never());
    first?.();
    first?.();
    assert.equal(admission.running, 1);
  });
});
