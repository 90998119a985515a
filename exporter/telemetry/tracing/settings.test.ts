import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type TracingConfig } from '../../config/config.ts';
import { NOTHING_CONFIGURED, resolveTracing, type TracingSettings } from './settings.ts';

const ENDPOINT = { OTEL_EXPORTER_OTLP_ENDPOINT: 'http://collector:4318' };

/** Settings that no warning came with. */
function settingsOf(environment: NodeJS.ProcessEnv, config: Partial<TracingConfig> = {}): TracingSettings {
  const { settings, warnings } = resolveTracing({ ...NOTHING_CONFIGURED, ...config }, environment);
  assert.deepEqual(warnings, []);
  return settings;
}

describe('the settings of tracing', () => {
  it('are off without an endpoint, and have their defaults', () => {
    assert.deepEqual(settingsOf({}), {
      collector: undefined,
      sampleRatio: 0.01,
      slowProbe: 5000,
      limits: {
        spans: 1024,
        bytes: 4 * 1024 ** 2,
        batchSpans: 256,
        scheduleDelay: 5000,
        exportTimeout: 10_000,
      },
    });
  });

  it('take the endpoint as OpenTelemetry has it: that of traces as it is, the general one with the path added', () => {
    const url = (environment: NodeJS.ProcessEnv, config: Partial<TracingConfig> = {}): string | undefined =>
      settingsOf(environment, config).collector?.url;
    assert.equal(url(ENDPOINT), 'http://collector:4318/v1/traces');
    assert.equal(url({ OTEL_EXPORTER_OTLP_ENDPOINT: 'https://c/base/' }), 'https://c/base/v1/traces');
    assert.equal(url({ ...ENDPOINT, OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'http://t/x' }), 'http://t/x');
    assert.equal(url(ENDPOINT, { endpoint: 'http://file:4318' }), 'http://file:4318/v1/traces');
    assert.equal(url({ OTEL_EXPORTER_OTLP_ENDPOINT: '' }), undefined);
  });

  it('honour the variables of OpenTelemetry, and the file before them', () => {
    const environment = {
      ...ENDPOINT,
      OTEL_BSP_MAX_QUEUE_SIZE: '2048',
      OTEL_BSP_MAX_EXPORT_BATCH_SIZE: '512',
      OTEL_BSP_SCHEDULE_DELAY: '1000',
      OTEL_BSP_EXPORT_TIMEOUT: '30000',
      OTEL_EXPORTER_OTLP_TIMEOUT: '9000',
      OTEL_EXPORTER_OTLP_TRACES_CERTIFICATE: '/ca.pem',
      OTEL_EXPORTER_OTLP_CLIENT_KEY: '/key.pem',
      OTEL_TRACES_SAMPLER: 'parentbased_traceidratio',
      OTEL_TRACES_SAMPLER_ARG: '0.5',
    };
    assert.deepEqual(settingsOf(environment), {
      collector: {
        url: 'http://collector:4318/v1/traces',
        timeout: 9000,
        certificate: '/ca.pem',
        clientCertificate: undefined,
        clientKey: '/key.pem',
      },
      sampleRatio: 0.5,
      slowProbe: 5000,
      limits: {
        spans: 2048,
        bytes: 4 * 1024 ** 2,
        batchSpans: 512,
        scheduleDelay: 1000,
        exportTimeout: 30_000,
      },
    });
    const config = {
      sampleRatio: 0.25,
      slowProbe: 2,
      maxQueueSize: 100,
      maxQueueBytes: 65_536,
      scheduleDelay: 2,
      exportTimeout: 4,
    };
    const { collector, ...rest } = settingsOf(environment, config);
    assert.equal(collector?.timeout, 2000, 'no retry may begin when the export is about to be cut off');
    assert.deepEqual(rest, {
      sampleRatio: 0.25,
      slowProbe: 2000,
      limits: { spans: 100, bytes: 65_536, batchSpans: 100, scheduleDelay: 2000, exportTimeout: 4000 },
    });
  });

  it('sample all, none, or the share that the sampler says', () => {
    const ratio = (sampler: string): number => settingsOf({ OTEL_TRACES_SAMPLER: sampler }).sampleRatio;
    assert.equal(ratio('always_on'), 1);
    assert.equal(ratio('parentbased_always_on'), 1);
    assert.equal(ratio('traceidratio'), 1);
    assert.equal(settingsOf({ ...ENDPOINT, OTEL_TRACES_SAMPLER: 'always_off' }).collector, undefined);
    const written = settingsOf({ ...ENDPOINT, OTEL_TRACES_SAMPLER: 'always_off' }, { sampleRatio: 0 });
    assert.ok(written.collector);
  });

  it('are off when the SDK is disabled or the exporter is none', () => {
    for (const off of [{ OTEL_SDK_DISABLED: 'true' }, { OTEL_TRACES_EXPORTER: 'none' }]) {
      assert.equal(settingsOf({ ...ENDPOINT, ...off }, { endpoint: 'http://x' }).collector, undefined);
    }
  });

  it('warn of what they do not understand, take it as not set, and tell no URL', () => {
    const { settings, warnings } = resolveTracing(NOTHING_CONFIGURED, {
      ...ENDPOINT,
      OTEL_EXPORTER_OTLP_TRACES_ENDPOINT: 'collector with hunter2',
      OTEL_BSP_MAX_QUEUE_SIZE: '-1',
      OTEL_BSP_SCHEDULE_DELAY: '5s',
      OTEL_TRACES_SAMPLER: 'jaeger_remote',
      OTEL_EXPORTER_OTLP_COMPRESSION: 'zstd',
      OTEL_EXPORTER_OTLP_PROTOCOL: 'grpc',
      OTEL_SDK_DISABLED: 'yes',
    });
    assert.equal(settings.collector?.url, 'http://collector:4318/v1/traces');
    assert.deepEqual(
      [settings.limits.spans, settings.limits.scheduleDelay, settings.sampleRatio],
      [1024, 5000, 0.01],
    );
    assert.deepEqual(
      warnings.map((warning) => warning.split(':', 1)[0]),
      [
        'OTEL_BSP_MAX_QUEUE_SIZE',
        'OTEL_BSP_SCHEDULE_DELAY',
        'OTEL_TRACES_SAMPLER',
        'OTEL_SDK_DISABLED',
        'OTEL_EXPORTER_OTLP_TRACES_ENDPOINT',
        'OTEL_EXPORTER_OTLP_COMPRESSION',
        'OTEL_EXPORTER_OTLP_PROTOCOL',
      ],
    );
    assert.doesNotMatch(warnings.join(), /hunter2/);
  });
});
