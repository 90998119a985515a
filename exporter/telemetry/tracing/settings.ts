import { type TracingConfig } from '../../config/config.ts';
import { Environment } from './environment.ts';

/** Bounds of the spans that wait for export or are being exported. */
export interface SpanLimits {
  /** Spans held, those being exported included. */
  readonly spans: number;
  /** Bytes of the spans held. */
  readonly bytes: number;
  /** Spans of one export. */
  readonly batchSpans: number;
  /** Milliseconds that a span waits for a batch to fill. */
  readonly scheduleDelay: number;
  /** Milliseconds after which an export is cut off. */
  readonly exportTimeout: number;
}

/** Where spans are sent. Paths are of PEM files. */
export interface CollectorAddress {
  /** With its path, `/v1/traces`. */
  readonly url: string;
  /** Milliseconds of silence after which one request is given up; at most half the export timeout. */
  readonly timeout: number;
  readonly certificate: string | undefined;
  readonly clientCertificate: string | undefined;
  readonly clientKey: string | undefined;
}

export interface TracingSettings {
  /** Undefined: no spans are made. */
  readonly collector: CollectorAddress | undefined;
  /** The share of ordinary probes that are traced. */
  readonly sampleRatio: number;
  /** Milliseconds from which on a probe is slow. */
  readonly slowProbe: number;
  readonly limits: SpanLimits;
}

/** What a file without `tracing:` says. */
export const NOTHING_CONFIGURED: TracingConfig = {
  endpoint: undefined,
  sampleRatio: undefined,
  slowProbe: undefined,
  maxQueueSize: undefined,
  maxQueueBytes: undefined,
  maxExportBatchSize: undefined,
  scheduleDelay: undefined,
  exportTimeout: undefined,
};

const SECOND = 1000;
/** Few enough for 10,000 devices, and still some traces a minute of 500. */
const DEFAULT_SAMPLE_RATIO = 0.01;
const DEFAULT_SLOW_PROBE = 5 * SECOND;
const DEFAULT_REQUEST_TIMEOUT = 5 * SECOND;
const MAX_DELAY = 240 * SECOND;

/**
 * What tracing does: what the file says, else the environment, else the defaults.
 * What the environment says and is not understood is a warning.
 */
export function resolveTracing(
  config: TracingConfig,
  variables: NodeJS.ProcessEnv,
): { settings: TracingSettings; warnings: readonly string[] } {
  const environment = new Environment(variables);
  const limits = spanLimits(config, environment);
  const ratio = config.sampleRatio ?? sampleRatioOf(environment);
  const url = isOff(environment) || ratio === undefined ? undefined : urlOf(config, environment);
  const collector = url === undefined ? undefined : collectorAt(url, limits, environment);
  const settings = {
    collector,
    sampleRatio: ratio ?? 0,
    slowProbe: milliseconds(config.slowProbe) ?? DEFAULT_SLOW_PROBE,
    limits,
  };
  return { settings, warnings: environment.warnings };
}

function spanLimits(config: TracingConfig, environment: Environment): SpanLimits {
  const spans = config.maxQueueSize ?? environment.count('OTEL_BSP_MAX_QUEUE_SIZE', 16_384) ?? 1024;
  const batchSpans =
    config.maxExportBatchSize ?? environment.count('OTEL_BSP_MAX_EXPORT_BATCH_SIZE', 4096) ?? 256;
  const delay = environment.count('OTEL_BSP_SCHEDULE_DELAY', MAX_DELAY);
  const timeout = environment.count('OTEL_BSP_EXPORT_TIMEOUT', MAX_DELAY);
  return {
    spans,
    bytes: config.maxQueueBytes ?? 4 * 1024 ** 2,
    batchSpans: Math.min(batchSpans, spans),
    scheduleDelay: milliseconds(config.scheduleDelay) ?? delay ?? 5 * SECOND,
    exportTimeout: milliseconds(config.exportTimeout) ?? timeout ?? 10 * SECOND,
  };
}

/** Switched off by the environment, whatever endpoint there is. */
function isOff(environment: Environment): boolean {
  const disabled = environment.choice('OTEL_SDK_DISABLED', ['true', 'false']) === 'true';
  return disabled || environment.choice('OTEL_TRACES_EXPORTER', ['otlp', 'none']) === 'none';
}

/** Undefined if `always_off` wants no spans at all, those of failed probes included. */
function sampleRatioOf(environment: Environment): number | undefined {
  const sampler = environment.choice('OTEL_TRACES_SAMPLER', SAMPLERS)?.replace('parentbased_', '');
  if (sampler === 'always_off') return undefined;
  if (sampler === 'always_on') return 1;
  if (sampler === 'traceidratio') return environment.ratio('OTEL_TRACES_SAMPLER_ARG') ?? 1;
  return DEFAULT_SAMPLE_RATIO;
}

/** Probes begin a trace, never go on with one: with and without a parent are the same. */
const SAMPLERS = [
  'always_on',
  'always_off',
  'traceidratio',
  'parentbased_always_on',
  'parentbased_always_off',
  'parentbased_traceidratio',
] as const;

function urlOf({ endpoint }: TracingConfig, environment: Environment): string | undefined {
  if (endpoint !== undefined) return `${endpoint}/v1/traces`;
  const traces = environment.url('OTEL_EXPORTER_OTLP_TRACES_ENDPOINT');
  if (traces !== undefined) return traces;
  const base = environment.url('OTEL_EXPORTER_OTLP_ENDPOINT');
  return base === undefined ? undefined : `${base.replace(/\/$/, '')}/v1/traces`;
}

function collectorAt(url: string, limits: SpanLimits, environment: Environment): CollectorAddress {
  // These two the exporter reads by itself, and takes what it does not understand for the default without a word.
  environment.otlpChoice('COMPRESSION', ['none', 'gzip']);
  environment.otlpChoice('PROTOCOL', ['http/json']);
  const timeout = environment.otlpCount('TIMEOUT', MAX_DELAY) ?? DEFAULT_REQUEST_TIMEOUT;
  return {
    url,
    // The exporter begins no retry later than this, so that none is left over when the export is cut off.
    timeout: Math.min(timeout, Math.floor(limits.exportTimeout / 2)),
    certificate: environment.otlpText('CERTIFICATE'),
    clientCertificate: environment.otlpText('CLIENT_CERTIFICATE'),
    clientKey: environment.otlpText('CLIENT_KEY'),
  };
}

function milliseconds(seconds: number | undefined): number | undefined {
  return seconds === undefined ? undefined : Math.round(seconds * SECOND);
}
