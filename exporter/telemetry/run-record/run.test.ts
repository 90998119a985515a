import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import {
  closeSync,
  constants,
  openSync,
  mkdirSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { pino } from 'pino';
import { until } from '../../../test/stack/until.ts';
import { type MemoryReading } from '../memory/memory-reader.ts';
import { readRecord, writeRecord } from './record.ts';
import { Run } from './run.ts';

const READING: MemoryReading = {
  cgroupVersion: 2,
  workingSet: 50,
  limit: 100,
  oomKills: 0,
  hostOomKills: 7,
};

/** A place where runs follow each other. */
function place(t: TestContext) {
  const parent = mkdtempSync(path.join(tmpdir(), 'tikscope-test-'));
  t.after(() => rmSync(parent, { recursive: true }));
  const folder = path.join(parent, 'state');
  const lines: string[] = [];
  const log = pino({ base: null, timestamp: false }, { write: (line: string) => void lines.push(line) });
  let reading = READING;
  let reads = 0;
  const read = (): MemoryReading => {
    reads += 1;
    return reading;
  };
  const begin = (): Promise<Run | undefined> => Run.begin({ folder, reader: { read }, log });
  return {
    folder,
    lines,
    begin,
    begun: async (): Promise<Run> => (await begin()) ?? assert.fail(lines.join('')),
    setReading: (next: Partial<MemoryReading>) => (reading = { ...READING, ...next }),
    /** How often memory was read: at each look, and for each record written. */
    reads: () => reads,
  };
}

describe('Run', () => {
  it('has nothing to tell of a last run at the first start, and all counts at 0', async (t) => {
    const run = await place(t).begun();
    assert.equal(run.last, undefined);
    assert.deepEqual([...new Set(Object.values(run.restarts))], [0]);
    await run.end('clean');
  });

  it('counts the reasons from run to run', async (t) => {
    const { begun } = place(t);
    await (await begun()).end('clean');
    await (await begun()).end('memory');
    const run = await begun();
    assert.deepEqual(run.last, { reason: 'memory', certainty: 'observed' });
    assert.equal(run.restarts.clean, 1);
    assert.equal(run.restarts.memory, 1);
    await run.end('clean');
  });

  it('goes on without a folder that hangs, and begins no run when it comes back', async (t) => {
    const { begin, folder, lines } = place(t);
    mkdirSync(folder);
    const pipe = path.join(folder, 'run.json.next');
    execFileSync('mkfifo', [pipe]);
    assert.equal(await begin(), undefined);
    assert.match(lines.join(''), /did not answer within 2000 ms/);
    // Somebody reads at last: the write goes on, fails, and the folder is given back.
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    t.after(() => closeSync(reader));
    await until(
      'the folder is given back',
      () => Promise.resolve(!readdirSync(folder).includes('lock') || undefined),
      { timeout: 5000 },
    );
  });

  it('gives a folder back that it cannot write in, and does not beat there', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { begin, begun, folder, reads } = place(t);
    const next = path.join(folder, 'run.json.next');
    mkdirSync(next, { recursive: true });
    assert.equal(await begin(), undefined);
    assert.deepEqual(readdirSync(folder), ['run.json.next']);
    const before = reads();
    t.mock.timers.tick(20_000);
    assert.equal(reads(), before);
    rmSync(next, { recursive: true });
    await (await begun()).end('clean');
  });

  it('leaves beats out while one waits for a disk that hangs, and still writes the last word', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { begun, folder, reads } = place(t);
    const run = await begun();
    const pipe = path.join(folder, 'run.json.next');
    execFileSync('mkfifo', [pipe]);
    for (let beat = 0; beat < 100; beat += 1) {
      t.mock.timers.tick(10_000);
      await Promise.resolve();
    }
    const before = reads();
    const reader = openSync(pipe, constants.O_RDONLY | constants.O_NONBLOCK);
    t.after(() => closeSync(reader));
    rmSync(pipe);
    await run.end('clean');
    assert.equal(reads() - before, 1);
    assert.equal((await readRecord(folder))?.ended, 'clean');
  });

  it('keeps to the first reason that is given', async (t) => {
    const { begun, folder } = place(t);
    const run = await begun();
    await Promise.all([run.end('crash'), run.end('clean')]);
    assert.equal((await readRecord(folder))?.ended, 'crash');
  });

  it('records its memory every ten seconds, and at once when it becomes short', async (t) => {
    t.mock.timers.enable({ apis: ['setInterval'] });
    const { begun, folder, setReading } = place(t);
    const run = await begun();
    const recorded = (workingSet: number): Promise<true> =>
      until(
        `the record says ${workingSet}`,
        async () => (await readRecord(folder))?.workingSet === workingSet || undefined,
        { timeout: 5000, interval: 5 },
      );
    setReading({ workingSet: 60 });
    t.mock.timers.tick(10_000);
    await recorded(60);
    setReading({ workingSet: 85 });
    t.mock.timers.tick(1000);
    await recorded(85);
    await run.end('clean');
  });

  it('refuses a folder that another one uses, and takes it when that one has ended', async (t) => {
    const { begin, begun, lines } = place(t);
    const run = await begun();
    assert.equal(await begin(), undefined);
    assert.match(lines.join(''), /in use by another exporter: give each one a folder of its own/);
    await run.end('clean');
    await (await begun()).end('clean');
  });

  it('warns once of a folder that it cannot use, and goes on without', async (t) => {
    const { folder, begin, lines } = place(t);
    writeFileSync(folder, 'a file');
    assert.equal(await begin(), undefined);
    assert.equal(lines.length, 1);
    assert.match(lines.join(''), /state directory of no use/);
  });

  it('begins anew, with a warning, when the record is no record', async (t) => {
    const { folder, begun, lines } = place(t);
    mkdirSync(folder);
    for (const text of ['', '{', '[]', 'null', '{"restarts":1}']) {
      writeFileSync(path.join(folder, 'run.json'), text);
      const run = await begun();
      assert.equal(run.last, undefined, text);
      await run.end('clean');
    }
    assert.equal(lines.length, 5);
    assert.match(lines[0] ?? '', /run\.json is not a run record/);
  });

  it('takes what is odd in a record as unknown', async (t) => {
    const { folder } = place(t);
    mkdirSync(folder);
    const odd = { ended: 'sudden', oomKills: -1, limit: 'much', restarts: { oom: 2, other: 5, crash: null } };
    writeFileSync(path.join(folder, 'run.json'), JSON.stringify(odd));
    const record = (await readRecord(folder)) ?? assert.fail();
    assert.deepEqual([record.ended, record.oomKills, record.limit], [undefined, undefined, undefined]);
    assert.equal(record.restarts.oom, 2);
    assert.equal(record.restarts.crash, 0);
    assert.ok(!('other' in record.restarts));
    await writeRecord(folder, record);
    assert.deepEqual(await readRecord(folder), record);
  });

  it('takes a report of V8 for the end of the run before, once, and keeps the newest one', async (t) => {
    const { folder, begun } = place(t);
    await (await begun()).end('clean');
    for (const [event, reason] of [
      ['Allocation failed - JavaScript heap out of memory', 'heap_oom'],
      ['Something else that is fatal', 'crash'],
    ] as const) {
      const record = (await readRecord(folder)) ?? assert.fail();
      await writeRecord(folder, { ...record, ended: undefined });
      writeFileSync(path.join(folder, 'fatal-error.json'), `{"header":{"event":"${event}"`);
      const run = await begun();
      assert.equal(run.last?.reason, reason);
      await run.end('clean');
    }
    const run = await begun();
    assert.equal(run.last?.reason, 'clean');
    await run.end('clean');
    assert.deepEqual(readdirSync(folder).toSorted(), ['last-fatal-error.json', 'run.json']);
  });
});
