import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Attributes, SpanStatusCode } from '@opentelemetry/api';
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import fc from 'fast-check';
import { OtlpSender } from './otlp-sender.ts';
import { spanSize } from './span-size.ts';
import { OtlpReceiver } from './testing/otlp-receiver.ts';
import { addressOf } from './testing/span-bench.ts';

/** Text as spans hold it: what JSON must escape (`\u0000`) would be six bytes for one. */
const text = (maxLength: number): fc.Arbitrary<string> =>
  fc.string({ unit: fc.constantFrom('a', 'Z', '9', '/', '-', '.', ' ', 'ā', 'ü', '日', '🛰'), maxLength });

const spanShape = fc.record({
  name: text(64),
  attributes: fc.dictionary(
    fc.stringMatching(/^[a-z][a-z_.]{0,30}$/),
    fc.oneof(
      text(1024),
      fc.integer(),
      fc.double({ noNaN: true, noDefaultInfinity: true }),
      fc.boolean(),
      fc.array(text(40)),
    ),
    { maxKeys: 30 },
  ),
  events: fc.array(text(40), { maxLength: 5 }),
  failed: fc.boolean(),
});

function make(
  shapes: readonly { name: string; attributes: Attributes; events: readonly string[]; failed: boolean }[],
): ReadableSpan[] {
  const memory = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new SimpleSpanProcessor(memory)],
  });
  const tracer = provider.getTracer('test');
  for (const { name, attributes, events, failed } of shapes) {
    const span = tracer.startSpan(name, { attributes });
    for (const event of events) span.addEvent(event);
    if (failed) span.setStatus({ code: SpanStatusCode.ERROR, message: 'timeout' });
    span.end();
  }
  return memory.getFinishedSpans();
}

describe('spanSize', () => {
  it('is between 0.7 and 1.5 of the bytes that the exporter sends', async (t) => {
    const receiver = await OtlpReceiver.start();
    const sender = new OtlpSender(addressOf(receiver, 5000), {});
    t.after(async () => {
      sender.close();
      await receiver.stop();
    });
    const shapes = fc.sample(spanShape, { numRuns: 300, seed: 20260115 });
    const spans = make(shapes);
    assert.equal((await sender.send(spans, 10_000)).error, undefined);
    assert.equal(receiver.spans.length, spans.length);
    for (const [index, received] of receiver.spans.entries()) {
      const span = spans[index];
      assert.ok(span);
      const real = Buffer.byteLength(JSON.stringify(received));
      const ratio = spanSize(span) / real;
      assert.ok(
        ratio >= 0.7 && ratio <= 1.5,
        `${ratio.toFixed(2)} of ${real} bytes: ${JSON.stringify(received)}`,
      );
    }
  });
});
