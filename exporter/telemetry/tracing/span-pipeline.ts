import { type Tracer } from '@opentelemetry/api';
import {
  defaultResource,
  detectResources,
  envDetector,
  resourceFromAttributes,
} from '@opentelemetry/resources';
import { AlwaysOnSampler, BasicTracerProvider } from '@opentelemetry/sdk-trace-base';
import { readBounded } from '../../config/read-file.ts';
import { type Logger } from '../log/log.ts';
import { type ProbeRecord } from '../probe-record.ts';
import { BoundedSpanProcessor } from './bounded-span-processor.ts';
import { OtlpSender, type TlsMaterial } from './otlp-sender.ts';
import { makeProbeSpans } from './probe-spans.ts';
import { type CollectorAddress, type SpanLimits } from './settings.ts';

/** Of a certificate or key; a bundle of public authorities is some hundred kilobytes. */
const MAX_CERTIFICATE_BYTES = 1_000_000;

/** Characters of one attribute's value. */
const ATTRIBUTE_LENGTH = 1024;

export interface PipelineOptions {
  readonly collector: CollectorAddress;
  readonly limits: SpanLimits;
  readonly version: string;
  readonly log: Logger;
  readonly onExport: (seconds: number) => void;
}

/**
 * The OpenTelemetry SDK round our span processor. Only this file and what it imports load the SDK, which takes
 * 4 MiB and a tenth of a second; it is imported when tracing is switched on.
 */
export class SpanPipeline {
  readonly processor: BoundedSpanProcessor;
  readonly #tracer: Tracer;
  readonly #log: Logger;
  #collector: CollectorAddress;

  static async open(options: PipelineOptions): Promise<SpanPipeline> {
    return new SpanPipeline(options, await openSender(options.collector, options.log));
  }

  private constructor(options: PipelineOptions, sender: OtlpSender) {
    const { collector, version, log } = options;
    this.#collector = collector;
    this.#log = log;
    this.processor = new BoundedSpanProcessor({ ...options, sender });
    const provider = new BasicTracerProvider({
      resource: defaultResource()
        .merge(resourceFromAttributes({ 'service.name': 'tikscope', 'service.version': version }))
        .merge(detectResources({ detectors: [envDetector] })),
      // Which probes are traced is decided when they have ended.
      sampler: new AlwaysOnSampler(),
      spanLimits: { attributeValueLengthLimit: ATTRIBUTE_LENGTH },
      spanProcessors: [this.processor],
    });
    this.#tracer = provider.getTracer('tikscope', version);
  }

  /** @returns the trace id */
  trace(record: ProbeRecord): string {
    return makeProbeSpans(this.#tracer, record);
  }

  async change(collector: CollectorAddress, limits: SpanLimits): Promise<void> {
    this.processor.bound(limits);
    if (JSON.stringify(collector) === JSON.stringify(this.#collector)) return;
    this.#collector = collector;
    this.processor.redirect(await openSender(collector, this.#log));
  }

  /** Within 3 s; never rejects. */
  async shutdown(): Promise<void> {
    await this.processor.shutdown();
  }
}

async function openSender(collector: CollectorAddress, log: Logger): Promise<OtlpSender> {
  const files = {
    ca: collector.certificate,
    cert: collector.clientCertificate,
    key: collector.clientKey,
  };
  const tls: Partial<Record<keyof TlsMaterial, string>> = {};
  for (const name of ['ca', 'cert', 'key'] as const) {
    const path = files[name];
    if (path === undefined) continue;
    try {
      tls[name] = (await readBounded(path, MAX_CERTIFICATE_BYTES)).bytes.toString('utf8');
    } catch (thrown) {
      log.warn({ err: thrown, path }, 'certificate or key for the span collector not read; going on without');
    }
  }
  return new OtlpSender(collector, tls);
}
