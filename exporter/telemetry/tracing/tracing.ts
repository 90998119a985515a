import { type Registry } from 'prom-client';
import { type TracingConfig } from '../../config/config.ts';
import { type Bounds } from '../bound.ts';
import { type Logger } from '../log/log.ts';
import { type ProbeRecord } from '../probe-record.ts';
import { NOTHING_CONFIGURED, resolveTracing, type TracingSettings } from './settings.ts';
import { addSpanBounds } from './span-bounds.ts';
import { SpanMetrics } from './span-metrics.ts';
// `import { type … }` would load the file, and the SDK with it.
import type { SpanPipeline } from './span-pipeline.ts';

export interface TracingOptions {
  readonly bounds: Bounds;
  readonly registry: Registry;
  readonly log: Logger;
  readonly version: string;
  /** Where the standard variables of OpenTelemetry are read. */
  readonly environment?: NodeJS.ProcessEnv;
  /** From 0 to 1, for the sampling of ordinary probes. */
  readonly random?: () => number;
}

/** Spans of probes: off until a configuration or the environment names a collector, and then costs nothing. */
export class Tracing {
  readonly #options: TracingOptions;
  readonly #metrics: SpanMetrics;
  readonly #random: () => number;
  #settings: TracingSettings;
  #pipeline: SpanPipeline | undefined;
  #warned = new Set<string>();

  constructor(options: TracingOptions) {
    this.#options = options;
    this.#random = options.random ?? Math.random;
    this.#settings = resolveTracing(NOTHING_CONFIGURED, {}).settings;
    this.#metrics = new SpanMetrics(options.registry);
    addSpanBounds(options.bounds, () => ({
      limits: this.#settings.limits,
      processor: this.#pipeline?.processor,
    }));
  }

  /** Takes the settings of a configuration, at the start and at each reload; what is wrong with them is logged. */
  async apply(config: TracingConfig): Promise<void> {
    const { log, environment = process.env, version } = this.#options;
    const { settings, warnings } = resolveTracing(config, environment);
    for (const warning of warnings) {
      if (!this.#warned.has(warning)) log.warn({ warning }, 'tracing: the environment is not understood');
    }
    this.#warned = new Set(warnings);
    this.#settings = settings;
    const { collector, limits } = settings;
    if (collector === undefined) {
      void this.shutdown();
    } else if (this.#pipeline !== undefined) {
      await this.#pipeline.change(collector, limits);
    } else {
      const { SpanPipeline } = await import('./span-pipeline.ts');
      const onExport = (seconds: number): void => this.#metrics.noteExport(seconds);
      this.#pipeline = await SpanPipeline.open({ collector, limits, version, log, onExport });
      this.#metrics.show(this.#pipeline.processor);
      log.info({ collector: new URL(collector.url).host }, 'tracing probes');
    }
  }

  /** Traces a probe that failed or was slow, and some of the others. @returns the trace id if it was traced */
  record(record: ProbeRecord): string | undefined {
    if (this.#pipeline === undefined) return undefined;
    const { slowProbe, sampleRatio } = this.#settings;
    const remarkable = record.error !== undefined || record.endedAt - record.startedAt >= slowProbe;
    return remarkable || this.#random() < sampleRatio ? this.#pipeline.trace(record) : undefined;
  }

  /** Exports what it can within 3 s and ends; never rejects. */
  async shutdown(): Promise<void> {
    const pipeline = this.#pipeline;
    this.#pipeline = undefined;
    this.#metrics.hide();
    await pipeline?.shutdown();
  }
}
