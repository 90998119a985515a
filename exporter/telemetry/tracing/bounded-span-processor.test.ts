import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { until } from '../../../test/stack/until.ts';
import { OtlpSender } from './otlp-sender.ts';
import { type ExportError } from './span-ledger.ts';
import { OtlpReceiver, type ReceiverMode } from './testing/otlp-receiver.ts';
import { addressOf, SMALL_LIMITS, type SpanBench, startBench } from './testing/span-bench.ts';

const TIMEOUT = 20_000;
/** Times for a collector that fails: the exporter's own retry, after 0.8 s at least, would come too late. */
const IMPATIENT = { limits: { exportTimeout: 1200 }, timeout: 500 };
/** At 2,000 spans a second. */
const SPANS = 3000;

/** Every way a collector can be bad, and what its failed exports are called; undefined: they succeed. */
const COLLECTORS: Readonly<
  Record<string, { mode: ReceiverMode | 'refuse'; error: ExportError | undefined }>
> = {
  'takes all': { mode: 'ok', error: undefined },
  'is slow': { mode: { slow: 100 }, error: undefined },
  'answers 64 MiB': { mode: 'huge', error: 'other' },
  'never answers': { mode: 'hang', error: 'timeout' },
  'answers byte by byte': { mode: 'drip', error: 'timeout' },
  'refuses connections': { mode: 'refuse', error: 'ECONNREFUSED' },
  'resets connections': { mode: 'reset', error: 'ECONNRESET' },
  'answers 500': { mode: { status: 500 }, error: '500' },
  'answers 503 and asks for a minute': { mode: { status: 503, retryAfter: '60' }, error: '503' },
};

function checkBounds({ processor, receiver }: SpanBench): void {
  const { limits } = processor;
  assert.ok(processor.inFlight <= limits.batchSpans, `${processor.inFlight} spans in flight`);
  assert.ok(processor.held <= limits.spans, `${processor.held} spans held`);
  assert.ok(processor.heldBytes <= limits.bytes, `${processor.heldBytes} bytes held`);
  assert.equal(processor.unaccounted, 0);
  // The end of a connection that was cut off may reach the receiver after the next has been opened.
  assert.ok(receiver.mostOpen <= 2, `${receiver.mostOpen} requests at once`);
}

/** 2,000 spans a second until `done`, first many, then large ones, with a look at the bounds after each 20. */
async function flood(bench: SpanBench, done: () => boolean): Promise<void> {
  const begun = performance.now();
  while (!done()) {
    const elapsed = performance.now() - begun;
    assert.ok(elapsed < TIMEOUT, 'the exports that were waited for have not ended');
    const { started } = bench.processor.ledger;
    const attributes = { text: 'x'.repeat(started < SPANS / 2 ? 10 : 2000) };
    bench.emit(Math.min(Math.ceil(elapsed * 2) - started, 400), attributes);
    checkBounds(bench);
    await delay(10);
  }
}

describe('BoundedSpanProcessor with a collector that', { concurrency: 3 }, () => {
  for (const [name, { mode, error }] of Object.entries(COLLECTORS)) {
    it(`${name}: stays within its bounds, accounts for every span, and ends in time`, async (t) => {
      const bench = await startBench(t, { ...(error !== undefined && IMPATIENT), flushTime: 400 });
      const { receiver, processor } = bench;
      const { ledger } = processor;
      receiver.keeps = false;
      if (mode === 'refuse') await receiver.refuse();
      else receiver.mode = mode;

      // For a second export, a minute would have to pass.
      const asksForTime = typeof mode === 'object' && 'retryAfter' in mode;
      await flood(bench, () => {
        const failed = Object.values(ledger.failed).reduce((sum, count) => sum + count, 0);
        if (asksForTime) return failed > 0;
        return ledger.started >= SPANS && ledger.exported + failed > SMALL_LIMITS.batchSpans;
      });
      if (asksForTime) {
        assert.equal(processor.backOff, 60_000);
        assert.equal(receiver.requests, 1);
      }

      if (error === undefined) {
        assert.ok(ledger.exported > 0);
        assert.deepEqual(
          Object.entries(ledger.failed).filter(([, count]) => count > 0),
          [],
        );
        assert.equal(processor.consecutiveFailures, 0);
      } else {
        assert.equal(ledger.exported, 0);
        assert.deepEqual(
          Object.entries(ledger.failed).flatMap(([type, count]) => (count > 0 ? [type] : [])),
          [error],
        );
      }
      assert.ok(receiver.answered < 16 * 1024 ** 2, `${receiver.answered} bytes of answers`);

      const begun = performance.now();
      await processor.shutdown();
      assert.ok(performance.now() - begun < 3500, 'the shutdown took longer than it may');
      assert.equal(processor.held, 0);
      assert.equal(processor.heldBytes, 0);
      assert.equal(processor.unaccounted, 0);
      await until('its connections have ended', () => Promise.resolve(receiver.open === 0 || undefined), {
        timeout: TIMEOUT,
        interval: 10,
      });
    });
  }
});

describe('BoundedSpanProcessor', { concurrency: 3 }, () => {
  const settled = (what: string, look: () => boolean): Promise<true> =>
    until(what, () => Promise.resolve(look() || undefined), { timeout: TIMEOUT, interval: 10 });

  it('sends a batch when it is full, and a part of one when its oldest span has waited', async (t) => {
    const { processor, receiver, emit } = await startBench(t, { limits: { scheduleDelay: 200 } });
    emit(60);
    await settled('both', () => processor.ledger.exported === 60);
    emit(1);
    await processor.forceFlush();
    emit(1);
    await settled('the last', () => processor.ledger.exported === 62);
    assert.deepEqual(receiver.batches, [50, 10, 1, 1]);
    assert.equal(receiver.requests, 4, 'nothing is sent when there is nothing to send');
  });

  it('drops the oldest spans for new ones, and counts by which bound', async (t) => {
    const { processor, receiver, emit } = await startBench(t, {
      limits: { scheduleDelay: 60_000, batchSpans: 200 },
    });
    receiver.mode = 'ok';
    for (let index = 0; index < 199; index += 1) emit(1, { index });
    processor.bound({ ...processor.limits, spans: 100 });
    assert.equal(processor.held, 100);
    assert.equal(processor.ledger.dropped.queue_full, 99);
    emit(1, { index: 199 });
    assert.equal(processor.ledger.dropped.queue_full, 100);
    processor.bound({ ...processor.limits, bytes: 4096 });
    assert.ok(processor.heldBytes <= 4096);
    assert.ok(processor.queued > 0);
    assert.ok(processor.ledger.dropped.queue_full_bytes > 0);
    assert.equal(processor.unaccounted, 0);
    await processor.forceFlush();
    const last = receiver.spans.at(-1)?.attributes.find(({ key }) => key === 'index');
    assert.deepEqual(last?.value, { intValue: 199 });
  });

  it('refuses a span that is too large, and one that does not fit at all', async (t) => {
    const { processor, emit } = await startBench(t, { limits: { bytes: 10_000 } });
    emit(1, { long: 'x'.repeat(70_000) });
    assert.equal(processor.ledger.dropped.span_too_large, 1);
    emit(1, { long: 'x'.repeat(20_000) });
    assert.equal(processor.ledger.dropped.queue_full_bytes, 1);
    assert.equal(processor.held, 0);
    assert.equal(processor.unaccounted, 0);
  });

  it('works again when the collector does, and says both in one line each', async (t) => {
    const { processor, receiver, lines, emit } = await startBench(t, IMPATIENT);
    const { ledger } = processor;
    await receiver.refuse();
    emit(400);
    await settled('two failed exports', () => processor.consecutiveFailures >= 2);
    await receiver.listen();
    await settled('a success', () => ledger.exported > 0);
    assert.equal(processor.consecutiveFailures, 0);
    assert.equal(processor.backOff, 0);
    const { lost } = ledger;
    emit(100);
    await settled('all exported', () => processor.held === 0);
    assert.equal(ledger.lost, lost);
    assert.deepEqual(
      lines.map(({ level, msg, failedExports, error }) => ({ level, msg, failedExports, error })),
      [
        {
          level: 40,
          msg: 'spans are not exported; check the collector and the endpoint of tracing',
          failedExports: 1,
          error: 'ECONNREFUSED',
        },
        { level: 30, msg: 'spans are exported again', failedExports: 1, error: undefined },
      ],
    );
  });

  it('exports what is queued at a shutdown, and counts what comes later as lost', async (t) => {
    const { processor, receiver, emit } = await startBench(t, { limits: { scheduleDelay: 60_000 } });
    emit(120);
    await processor.shutdown();
    assert.equal(receiver.spans.length, 120);
    emit(3);
    assert.equal(processor.ledger.dropped.shutdown, 3);
    assert.equal(processor.unaccounted, 0);
    await processor.shutdown();
  });

  it('cuts a shutdown off that takes too long, and counts what it lost', async (t) => {
    const { processor, receiver, lines, emit } = await startBench(t, {
      limits: { exportTimeout: 60_000 },
      timeout: 30_000,
      flushTime: 400,
    });
    receiver.mode = 'drip';
    emit(120);
    await settled('an export runs', () => receiver.open === 1);
    await processor.shutdown();
    assert.equal(processor.ledger.failed.shutdown, 50);
    assert.equal(processor.ledger.dropped.shutdown, 70);
    assert.equal(processor.flushesCutOff, 1);
    const lost = lines.reduce((sum, { spansLost }) => sum + Number(spansLost), 0);
    assert.equal(lost, 120, 'the log tells of each span that was lost');
    assert.equal(processor.unaccounted, 0);
  });

  it('never rejects a flush, and runs one export for several flushes at once', async (t) => {
    const { processor, receiver, emit } = await startBench(t, { limits: { scheduleDelay: 60_000 } });
    emit(150);
    receiver.mode = { slow: 20 };
    await Promise.all([processor.forceFlush(), processor.forceFlush(), processor.forceFlush()]);
    assert.equal(receiver.mostOpen, 1);
    assert.equal(processor.ledger.exported, 150);
    receiver.mode = { status: 500 };
    emit(10);
    await processor.forceFlush();
    assert.equal(processor.ledger.failed[500], 10);
  });

  it('goes over to another collector, without waiting out what the first was due', async (t) => {
    const { processor, receiver, emit } = await startBench(t);
    receiver.mode = { status: 503, retryAfter: '3600' };
    emit(50);
    await settled('the back-off', () => processor.backOff === 60_000);
    const other = await OtlpReceiver.start();
    t.after(() => other.stop());
    emit(10);
    processor.redirect(new OtlpSender(addressOf(other), {}));
    await settled('spans at the other', () => other.spans.length === 10);
    assert.equal(receiver.requests, 1);
    assert.equal(processor.unaccounted, 0);
  });

  it('goes over to another collector in the middle of an export, whose end is not held against the other', async (t) => {
    const { processor, receiver, emit } = await startBench(t, {
      limits: { exportTimeout: 60_000 },
      timeout: 30_000,
    });
    receiver.mode = 'hang';
    emit(60);
    await settled('an export runs', () => receiver.open === 1);
    const other = await OtlpReceiver.start();
    t.after(() => other.stop());
    processor.redirect(new OtlpSender(addressOf(other), {}));
    await settled('the end of the export', () => processor.ledger.failed.shutdown === 50);
    assert.equal(processor.backOff, 0);
    await settled('the rest at the other', () => other.spans.length === 10);
    assert.equal(processor.unaccounted, 0);
  });

  it('sends no more at once than half of what it may hold', async (t) => {
    const { processor, receiver, emit } = await startBench(t, {
      limits: { bytes: 20_000, scheduleDelay: 60_000 },
    });
    emit(30, { text: 'x'.repeat(1000) });
    assert.ok(processor.queued < 20);
    await processor.forceFlush();
    assert.ok(receiver.bodies.length > 1);
    for (const body of receiver.bodies) assert.ok(body.length < 12_000, `${body.length} bytes`);
  });
});
