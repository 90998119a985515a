import assert from 'node:assert/strict';
import { describe, it, mock, type TestContext } from 'node:test';
import { pino } from 'pino';
import { Bounds } from '../bound.ts';
import { MemoryGate } from './memory-gate.ts';
import { type MemoryReading } from './memory-reader.ts';

const PATIENCE = 60_000;

function start(t: TestContext, first: Partial<MemoryReading> = { workingSet: 10, limit: 1e12 }) {
  mock.timers.enable({ apis: ['setInterval'] });
  t.after(() => mock.timers.reset());
  let reading = first;
  let exhausted = false;
  const bounds = new Bounds();
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
  const reader = { read: () => ({ cgroupVersion: undefined, hostOomKills: undefined, ...reading }) };
  const gate = new MemoryGate({ reader, bounds, log, patience: PATIENCE });
  t.after(() => gate.close());
  void gate.exhausted.then(() => (exhausted = true));
  return {
    gate,
    lines,
    bound: bounds.list().find(({ name }) => name === 'memory_working_set_bytes') ?? assert.fail(),
    heap: bounds.list().find(({ name }) => name === 'heap_bytes') ?? assert.fail(),
    /** What the kernel says from now on, and so many seconds of it. */
    for: async (seconds: number, next: Partial<MemoryReading>): Promise<void> => {
      reading = next;
      mock.timers.tick(seconds * 1000);
      await Promise.resolve();
    },
    isExhausted: () => exhausted,
  };
}

const SHORT = { workingSet: 0.85e12, limit: 1e12 };
const AMPLE = { workingSet: 0.8499e12, limit: 1e12 };
const ENOUGH = { workingSet: 0.79e12, limit: 1e12 };

describe('MemoryGate', () => {
  it('refuses from 85 % of the limit on, counts it, and admits again below', async (t) => {
    const memory = start(t);
    await memory.for(1, AMPLE);
    assert.equal(memory.gate.refuses(), false);
    await memory.for(1, SHORT);
    assert.equal(memory.gate.refuses(), true);
    assert.equal(memory.gate.refuses(), true);
    assert.equal(memory.bound.level(), SHORT.workingSet);
    assert.equal(memory.bound.capacity(), SHORT.workingSet);
    assert.equal(memory.bound.dropped(), 2);
    await memory.for(1, ENOUGH);
    assert.equal(memory.gate.refuses(), false);
    assert.equal(memory.bound.dropped(), 2);
  });

  it('does not open and close at every look for a working set that swings about the limit, and gives up in the end', async (t) => {
    const memory = start(t);
    for (let second = 0; second < 60; second += 1) {
      await memory.for(1, second % 2 === 0 ? SHORT : AMPLE);
      assert.equal(memory.gate.refuses(), true);
    }
    assert.equal(memory.isExhausted(), true);
    assert.equal(memory.lines.filter((line) => line.includes('memory is short')).length, 1);
  });

  it('gives up after a minute of short memory on end, and not for two halves of one', async (t) => {
    const memory = start(t);
    await memory.for(59, SHORT);
    await memory.for(1, ENOUGH);
    await memory.for(59, SHORT);
    assert.equal(memory.isExhausted(), false);
    await memory.for(1, SHORT);
    assert.equal(memory.isExhausted(), true);
  });

  it('logs one line as memory becomes short, and one as it no longer is', async (t) => {
    const memory = start(t);
    await memory.for(30, SHORT);
    await memory.for(30, ENOUGH);
    assert.equal(memory.lines.length, 2, memory.lines.join(''));
  });

  it('has no bound, and refuses nothing, where no limit or no working set is known', async (t) => {
    const memory = start(t);
    for (const unknown of [{ workingSet: 1e15 }, { limit: 1 }, {}]) {
      await memory.for(PATIENCE / 1000, unknown);
      assert.equal(memory.gate.refuses(), false);
      assert.equal(memory.bound.exists?.(), false);
    }
    assert.equal(memory.isExhausted(), false);
    assert.equal(memory.bound.dropped(), 0);
  });

  it('warns at the start of a missing limit, and of a heap that may take more than 60 % of it', (t) => {
    const [none = ''] = start(t, {}).lines;
    assert.match(none, /no memory limit.*MemoryMax/);
    mock.timers.reset();
    const { heap } = start(t);
    mock.timers.reset();
    const [large = ''] = start(t, { workingSet: 1, limit: heap.capacity() / 0.66 }).lines;
    assert.match(large, /max-old-space-size-percentage=60/);
    mock.timers.reset();
    assert.deepEqual(start(t, { workingSet: 1, limit: heap.capacity() / 0.64 }).lines, []);
  });

  it('shows the heap beside what V8 gives it', (t) => {
    const { heap } = start(t);
    assert.ok(heap.level() > 1e6 && heap.level() < heap.capacity());
  });
});
