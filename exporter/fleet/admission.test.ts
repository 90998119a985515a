import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bounds } from '../telemetry/bound.ts';
import { Admission } from './admission.ts';

const never = (): AbortSignal => new AbortController().signal;
/** Milliseconds; longer than any of these tests. */
const PATIENT = 60_000;

function bound(bounds: Bounds, name: string): { level: number; dropped: number } {
  const found = bounds.list().find((candidate) => candidate.name === name);
  assert.ok(found);
  return { level: found.level(), dropped: found.dropped() };
}

describe('Admission', () => {
  it('lets as many run as the limit says and makes the next one wait for a release', async () => {
    const admission = new Admission({ running: 1, waiting: 1 }, new Bounds());
    const release = await admission.enter(PATIENT, never());
    let admitted = false;
    const second = admission.enter(PATIENT, never()).then((place) => {
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
    await admission.enter(PATIENT, never());
    void admission.enter(PATIENT, never());
    assert.equal(await admission.enter(PATIENT, never()), undefined);
    assert.deepEqual(bound(bounds, 'probes_waiting'), { level: 1, dropped: 1 });
  });

  it('gives up a waiting probe that gets no place in time, and counts it', async () => {
    const bounds = new Bounds();
    const admission = new Admission({ running: 1, waiting: 1 }, bounds);
    await admission.enter(PATIENT, never());
    assert.equal(await admission.enter(1, never()), undefined);
    assert.deepEqual(bound(bounds, 'probes_waiting'), { level: 0, dropped: 0 });
    assert.deepEqual(bound(bounds, 'probes_running'), { level: 1, dropped: 1 });
  });

  it('gives up a waiting probe whose client leaves, and counts it', async () => {
    const bounds = new Bounds();
    const admission = new Admission({ running: 1, waiting: 1 }, bounds);
    const release = await admission.enter(PATIENT, never());
    const client = new AbortController();
    const waiting = admission.enter(PATIENT, client.signal);
    client.abort();
    assert.equal(await waiting, undefined);
    assert.deepEqual(bound(bounds, 'probes_waiting'), { level: 0, dropped: 0 });
    assert.deepEqual(bound(bounds, 'probes_running'), { level: 1, dropped: 1 });
    release?.();
    assert.equal(admission.running, 0);
  });

  it('admits waiting probes in the order in which they came', async () => {
    const admission = new Admission({ running: 1, waiting: 3 }, new Bounds());
    const first = await admission.enter(PATIENT, never());
    const order: number[] = [];
    const waiting = [1, 2, 3].map(async (number) => {
      const release = await admission.enter(PATIENT, never());
      order.push(number);
      release?.();
    });
    first?.();
    await Promise.all(waiting);
    assert.deepEqual(order, [1, 2, 3]);
  });

  it('takes a place back once, however often it is released', async () => {
    const admission = new Admission({ running: 2, waiting: 0 }, new Bounds());
    const first = await admission.enter(PATIENT, never());
    await admission.enter(PATIENT, never());
    first?.();
    first?.();
    assert.equal(admission.running, 1);
  });
});
