import { type TestContext } from 'node:test';
import { type Attributes } from '@opentelemetry/api';
import { AlwaysOnSampler, BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { pino } from 'pino';
import { BackOff } from '../back-off.ts';
import { BoundedSpanProcessor } from '../bounded-span-processor.ts';
import { OtlpSender } from '../otlp-sender.ts';
import { type CollectorAddress, type SpanLimits } from '../settings.ts';
import { OtlpReceiver } from './otlp-receiver.ts';

/** Small enough that a test soon passes them, with times that no busy machine does. */
export const SMALL_LIMITS: SpanLimits = {
  spans: 200,
  bytes: 200 * 1024,
  batchSpans: 50,
  scheduleDelay: 50,
  exportTimeout: 20_000,
};

export function addressOf(receiver: OtlpReceiver, timeout = 10_000): CollectorAddress {
  const url = `${receiver.endpoint}/v1/traces`;
  return { url, timeout, certificate: undefined, clientCertificate: undefined, clientKey: undefined };
}

/** The SDK, our processor, the real exporter and a receiver; ended after the test. */
export interface SpanBench {
  readonly receiver: OtlpReceiver;
  readonly processor: BoundedSpanProcessor;
  /** The log, one parsed line each. */
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly emit: (count: number, attributes?: Attributes) => void;
}

export async function startBench(
  t: Pick<TestContext, 'after'>,
  {
    limits,
    timeout,
    flushTime = 10_000,
  }: { limits?: Partial<SpanLimits>; timeout?: number; flushTime?: number } = {},
): Promise<SpanBench> {
  const receiver = await OtlpReceiver.start();
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { base: null },
    { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const processor = new BoundedSpanProcessor({
    sender: new OtlpSender(addressOf(receiver, timeout), {}),
    limits: { ...SMALL_LIMITS, ...limits },
    log,
    backOff: new BackOff(() => 0.5),
    flushTime,
  });
  t.after(async () => {
    await processor.shutdown();
    await receiver.stop();
  });
  const provider = new BasicTracerProvider({ sampler: new AlwaysOnSampler(), spanProcessors: [processor] });
  const tracer = provider.getTracer('test');
  const emit: SpanBench['emit'] = (count, attributes = { 'server.address': '192.0.2.1', rows: 12 }) => {
    for (let made = 0; made < count; made += 1) tracer.startSpan('probe', { attributes }).end();
  };
  return { receiver, processor, lines, emit };
}
