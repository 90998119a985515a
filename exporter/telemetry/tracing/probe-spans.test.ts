import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SpanStatusCode } from '@opentelemetry/api';
import {
  AlwaysOnSampler,
  BasicTracerProvider,
  InMemorySpanExporter,
  type ReadableSpan,
  SimpleSpanProcessor,
} from '@opentelemetry/sdk-trace-base';
import { RouterosError } from '../../routeros/errors.ts';
import { type DialAttempt, type ProbeRecord } from '../probe-record.ts';
import { makeProbeSpans } from './probe-spans.ts';
import { makeRecord } from './testing/records.ts';

const START = performance.now();

function spansOf(record: ProbeRecord): { spans: readonly ReadableSpan[]; traceId: string } {
  const memory = new InMemorySpanExporter();
  const provider = new BasicTracerProvider({
    sampler: new AlwaysOnSampler(),
    spanProcessors: [new SimpleSpanProcessor(memory)],
  });
  const traceId = makeProbeSpans(provider.getTracer('test'), record);
  return { spans: memory.getFinishedSpans(), traceId };
}

/** The tree as lines, children in the order of their start: `probe > dial > connect`. */
function treeOf(spans: readonly ReadableSpan[], parent?: ReadableSpan, above = ''): string[] {
  return spans
    .filter((span) => span.parentSpanContext?.spanId === parent?.spanContext().spanId)
    .flatMap((span) => [`${above}${span.name}`, ...treeOf(spans, span, `${above}${span.name} > `)]);
}

function dialOf(dial: Partial<NonNullable<DialAttempt['dial']>>, error?: RouterosError): ProbeRecord {
  const attempt: DialAttempt = {
    endpoint: '[2001:db8::1]:8729',
    address: '2001:db8::1',
    startedAt: START,
    endedAt: START + 40,
    dial: { startedAt: START + 10, endedAt: START + 40, error, ...dial },
    error,
  };
  return makeRecord({ startedAt: START, dials: [attempt], error });
}

const milliseconds = (span: ReadableSpan | undefined): number =>
  span === undefined ? NaN : Math.round(span.duration[0] * 1e3 + span.duration[1] / 1e6);

describe('the spans of a probe', () => {
  it('are the probe, each dial with its stages, each collector, and each of its commands without query words', () => {
    const { spans, traceId } = spansOf(
      makeRecord({
        startedAt: START,
        dials: dialOf({ connectedAt: START + 15, securedAt: START + 25 }).connection.dials,
        commands: ['/interface/print ?dynamic=false', '/system/resource/print'],
      }),
    );
    assert.deepEqual(treeOf(spans), [
      'probe',
      'probe > dial',
      'probe > dial > connect',
      'probe > dial > tls',
      'probe > dial > login',
      'probe > collector system',
      'probe > collector system > /interface/print',
      'probe > collector system > /system/resource/print',
    ]);
    assert.ok(spans.every((span) => span.spanContext().traceId === traceId));
    const named = (name: string): ReadableSpan | undefined => spans.find((span) => span.name === name);
    assert.deepEqual(
      ['probe', 'dial', 'connect', 'tls', 'login', '/interface/print'].map((name) =>
        milliseconds(named(name)),
      ),
      [100, 40, 5, 10, 15, 30],
    );
    assert.deepEqual(named('dial')?.attributes, {
      'network.transport': 'tcp',
      'server.address': '2001:db8::1',
      'server.port': 8729,
      'network.peer.address': '2001:db8::1',
      'network.peer.port': 8729,
    });
    assert.deepEqual(named('/interface/print')?.attributes, {
      'mikrotik.command': '/interface/print',
      'mikrotik.reply.rows': 3,
      'mikrotik.reply.bytes': 120,
      'tikscope.parse_errors': 0,
    });
  });

  it('have the times of the wall clock', () => {
    const before = Date.now();
    const { spans } = spansOf(makeRecord({ startedAt: performance.now() }));
    const probe = spans.find(({ name }) => name === 'probe');
    const startedAt = (probe?.startTime[0] ?? 0) * 1000 + (probe?.startTime[1] ?? 0) / 1e6;
    assert.ok(Math.abs(startedAt - before) < 1000, `${startedAt} is not near ${before}`);
  });

  const stages: readonly [
    title: string,
    dial: Parameters<typeof dialOf>[0],
    code: 'tls' | 'auth' | 'connect_timeout',
    failed: string,
  ][] = [
    ['connecting', {}, 'connect_timeout', 'connect'],
    ['the TLS handshake', { connectedAt: START + 15 }, 'tls', 'tls'],
    ['the login', { connectedAt: START + 15 }, 'auth', 'login'],
  ];
  for (const [title, dial, code, failed] of stages) {
    it(`show that ${title} failed, by the error code and no word of the device`, () => {
      const { spans } = spansOf(dialOf(dial, new RouterosError(code, 'hunter2 said the device')));
      const failing = spans
        .filter(({ status }) => status.code === SpanStatusCode.ERROR)
        .map(({ name }) => name);
      assert.deepEqual(failing, [failed, 'dial', 'probe']);
      for (const { name, status, attributes } of spans.filter((span) => failing.includes(span.name))) {
        assert.deepEqual([status.message, attributes['error.type']], [code, code], name);
      }
      assert.doesNotMatch(
        JSON.stringify(spans.map(({ attributes, status, events }) => [attributes, status, events])),
        /hunter2/,
      );
    });
  }

  it('are one dial without stages if it came no further than its name', () => {
    const error = new RouterosError('dns', 'no address');
    const attempt = {
      endpoint: 'gone.example.net:8728',
      address: undefined,
      startedAt: START,
      endedAt: START + 5,
      dial: undefined,
      error,
    };
    const { spans } = spansOf(makeRecord({ startedAt: START, dials: [attempt], error }));
    assert.deepEqual(treeOf(spans).slice(0, 2), ['probe', 'probe > dial']);
    assert.equal(spans[0]?.attributes['network.peer.address'], undefined);
  });
});
