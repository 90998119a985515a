import assert from 'node:assert/strict';
import { execFile, execFileSync } from 'node:child_process';
import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { promisify } from 'node:util';
import { pino } from 'pino';
import { Registry } from 'prom-client';
import { until } from '../../../test/stack/until.ts';
import { type TracingConfig } from '../../config/config.ts';
import { RouterosError } from '../../routeros/errors.ts';
import { Bounds } from '../bound.ts';
import { renderOwnMetrics } from '../own-exposition.ts';
import { OtlpReceiver } from './testing/otlp-receiver.ts';
import { makeRecord } from './testing/records.ts';
import { NOTHING_CONFIGURED } from './settings.ts';
import { Tracing } from './tracing.ts';

interface Bench {
  readonly tracing: Tracing;
  readonly bounds: Bounds;
  readonly lines: readonly Readonly<Record<string, unknown>>[];
  readonly apply: (config?: Partial<TracingConfig>) => Promise<void>;
  readonly metrics: () => Promise<string>;
}

function startTracing(
  t: TestContext,
  { environment = {}, random = () => 0.5 }: { environment?: NodeJS.ProcessEnv; random?: () => number } = {},
): Bench {
  const registry = new Registry();
  const bounds = new Bounds();
  const lines: Record<string, unknown>[] = [];
  const log = pino(
    { base: null },
    { write: (line) => lines.push(JSON.parse(line) as Record<string, unknown>) },
  );
  const tracing = new Tracing({ bounds, registry, log, version: '1.2.3', environment, random });
  t.after(() => tracing.shutdown());
  return {
    tracing,
    bounds,
    lines,
    apply: (config = {}) => tracing.apply({ ...NOTHING_CONFIGURED, ...config }),
    metrics: () => renderOwnMetrics(registry, 'text'),
  };
}

async function startReceiver(t: TestContext): Promise<OtlpReceiver> {
  const receiver = await OtlpReceiver.start();
  t.after(() => receiver.stop());
  return receiver;
}

const arrived = (receiver: OtlpReceiver, spans: number): Promise<true> =>
  until(`${spans} spans`, () => Promise.resolve(receiver.spans.length >= spans || undefined), {
    timeout: 20_000,
    interval: 10,
  });

const FAILED = makeRecord({ error: new RouterosError('timeout', 'silent') });

describe('Tracing', () => {
  it('does nothing without an endpoint: no trace, no series, and the SDK is not even loaded', async (t) => {
    const { tracing, apply, metrics, bounds } = startTracing(t);
    await apply({ sampleRatio: 1 });
    assert.equal(tracing.record(FAILED), undefined);
    assert.equal(await metrics(), '');
    assert.deepEqual(
      bounds.list().map(({ name, capacity, level, dropped }) => [name, capacity(), level(), dropped()]),
      [
        ['span_queue_spans', 1024, 0, 0],
        ['span_queue_bytes', 4 * 1024 ** 2, 0, 0],
        ['span_bytes', 65_536, 0, 0],
        ['span_exports', 1, 0, 0],
        ['span_export_seconds', 10, 0, 0],
        ['span_flush_seconds', 3, 0, 0],
      ],
    );
    const script = `
      import { createRequire } from 'node:module';
      import { startExporter } from ${JSON.stringify(new URL('../../exporter.ts', import.meta.url).href)};
      const loaded = Object.keys(createRequire(import.meta.url).cache).filter((path) => path.includes('@opentelemetry/sdk'));
      console.log(typeof startExporter, loaded.length);`;
    const { stdout } = await promisify(execFile)(process.execPath, ['--input-type=module', '-e', script]);
    assert.equal(stdout, 'function 0\n');
  });

  it('always traces failed and slow probes, and of the others the share that was asked for', async (t) => {
    let random = 0.3;
    const { tracing, apply } = startTracing(t, { random: () => random });
    const receiver = await startReceiver(t);
    await apply({ endpoint: receiver.endpoint, sampleRatio: 0.25, slowProbe: 2 });
    assert.match(tracing.record(FAILED) ?? '', /^[0-9a-f]{32}$/);
    assert.match(tracing.record(makeRecord({ duration: 2000 })) ?? '', /^[0-9a-f]{32}$/);
    assert.equal(tracing.record(makeRecord({ duration: 1999 })), undefined);
    random = 0.2;
    assert.match(tracing.record(makeRecord({ duration: 1999 })) ?? '', /^[0-9a-f]{32}$/);
    await tracing.shutdown();
    assert.equal(receiver.spans.length, 3);
  });

  it('has every series of errors at 0 from the start, and none after it was switched off', async (t) => {
    const { apply, metrics } = startTracing(t);
    const receiver = await startReceiver(t);
    await apply({ endpoint: receiver.endpoint });
    const text = await metrics();
    const processor =
      'otel_component_type="batching_span_processor",otel_component_name="batching_span_processor/0"';
    const exporter =
      'otel_component_type="otlp_http_span_exporter",otel_component_name="otlp_http_span_exporter/0"';
    for (const series of [
      `otel_sdk_span_started_total{${processor}} 0`,
      `otel_sdk_span_live{${processor}} 0`,
      `otel_sdk_processor_span_queue_size{${processor}} 0`,
      `otel_sdk_processor_span_queue_capacity{${processor}} 1024`,
      ...['', 'queue_full', 'queue_full_bytes', 'span_too_large', 'shutdown'].map(
        (type) => `otel_sdk_processor_span_processed_total{${processor},error_type="${type}"} 0`,
      ),
      `otel_sdk_exporter_span_inflight{${exporter}} 0`,
      ...['', 'timeout', '503', 'ECONNREFUSED', 'other'].map(
        (type) => `otel_sdk_exporter_span_exported_total{${exporter},error_type="${type}"} 0`,
      ),
      `otel_sdk_exporter_operation_duration_seconds_count{${exporter}} 0`,
      'mikrotik_exporter_otel_queue_bytes 0',
      'mikrotik_exporter_otel_queue_capacity_bytes 4194304',
      'mikrotik_exporter_otel_oldest_span_age_seconds 0',
      'mikrotik_exporter_otel_export_consecutive_failures 0',
      'mikrotik_exporter_otel_backoff_seconds 0',
      'mikrotik_exporter_otel_spans_unaccounted 0',
    ])
      assert.ok(text.includes(`\n${series}\n`), `${series} is not in\n${text}`);
    assert.doesNotMatch(text, /otel_last_success/);
    await apply({});
    assert.equal(await metrics(), '');
  });

  it('tells when it last succeeded, and how long exports took', async (t) => {
    const { tracing, apply, metrics } = startTracing(t);
    const receiver = await startReceiver(t);
    await apply({ endpoint: receiver.endpoint, maxExportBatchSize: 1 });
    tracing.record(FAILED);
    await arrived(receiver, 1);
    const text = await until(
      'the success',
      async () => {
        const seen = await metrics();
        return seen.includes('last_success') ? seen : undefined;
      },
      { timeout: 5000, interval: 10 },
    );
    const seconds = Number(/^mikrotik_exporter_otel_last_success_timestamp_seconds (\S+)$/m.exec(text)?.[1]);
    assert.ok(Math.abs(seconds - Date.now() / 1000) < 60);
    assert.match(text, /^otel_sdk_exporter_operation_duration_seconds_count\{.*\} 1$/m);
    assert.match(text, /^mikrotik_exporter_otel_spans_unaccounted 0$/m);
  });

  it('takes other bounds and another collector at a reload, and counts on', async (t) => {
    const { tracing, apply, metrics } = startTracing(t);
    const [first, second] = [await startReceiver(t), await startReceiver(t)];
    first.mode = 'hang';
    await apply({ endpoint: first.endpoint, scheduleDelay: 60 });
    for (let index = 0; index < 20; index += 1) tracing.record(FAILED);
    await apply({ endpoint: second.endpoint, scheduleDelay: 1, maxQueueSize: 5 });
    assert.match(await metrics(), /error_type="queue_full"\} 15$/m);
    await arrived(second, 5);
    assert.equal(first.requests, 0);
    assert.match(await metrics(), /^otel_sdk_span_started_total\{.*\} 20$/m);
  });

  it('warns of a variable that it does not understand once, not at every reload', async (t) => {
    const environment = { OTEL_BSP_MAX_QUEUE_SIZE: 'many' };
    const { apply, lines } = startTracing(t, { environment });
    await apply();
    await apply();
    assert.deepEqual(
      lines.map(({ level, warning }) => [level, warning]),
      [
        [
          40,
          'OTEL_BSP_MAX_QUEUE_SIZE: expected a whole number from 1 to 16384, found "many"; it is taken as not set',
        ],
      ],
    );
  });

  it('goes on without a certificate that cannot be read, and says so', async (t) => {
    const receiver = await startReceiver(t);
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
      OTEL_EXPORTER_OTLP_CERTIFICATE: '/nowhere/ca.pem',
    };
    const { tracing, apply, lines } = startTracing(t, { environment });
    await apply();
    tracing.record(FAILED);
    await tracing.shutdown();
    assert.equal(receiver.spans.length, 1);
    assert.equal(lines[0]?.['path'], '/nowhere/ca.pem');
  });

  it('does not wait for a certificate that is a pipe, and takes none that is too large', async (t) => {
    const folder = mkdtempSync(path.join(tmpdir(), 'tikscope-test-'));
    t.after(() => rmSync(folder, { recursive: true }));
    const [pipe, large] = [path.join(folder, 'pipe.pem'), path.join(folder, 'large.pem')];
    execFileSync('mkfifo', [pipe]);
    writeFileSync(large, Buffer.alloc(1_000_001));
    const environment = {
      OTEL_EXPORTER_OTLP_ENDPOINT: 'https://127.0.0.1:1',
      OTEL_EXPORTER_OTLP_CERTIFICATE: pipe,
      OTEL_EXPORTER_OTLP_CLIENT_CERTIFICATE: large,
    };
    const { apply, lines } = startTracing(t, { environment });
    await apply();
    assert.deepEqual(
      lines.slice(0, 2).map(({ path, err }) => [path, (err as Error).message]),
      [
        [pipe, 'not a regular file'],
        [large, 'larger than 1000000 bytes'],
      ],
    );
  });
});
