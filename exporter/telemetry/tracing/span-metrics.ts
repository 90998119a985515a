import { Counter, Gauge, Histogram, type Registry } from 'prom-client';
import { type BoundedSpanProcessor } from './bounded-span-processor.ts';

const LABELS = ['otel_component_type', 'otel_component_name'] as const;
/** What the semantic conventions of OpenTelemetry call a processor and an exporter such as ours. */
const PROCESSOR = {
  otel_component_type: 'batching_span_processor',
  otel_component_name: 'batching_span_processor/0',
};
const EXPORTER = {
  otel_component_type: 'otlp_http_span_exporter',
  otel_component_name: 'otlp_http_span_exporter/0',
};
type Component = typeof PROCESSOR;

/** Seconds. */
const EXPORT_BUCKETS = [0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

type Read = (processor: BoundedSpanProcessor) => number | undefined;
/** Values by error type; none is the empty one. */
type ReadByError = (processor: BoundedSpanProcessor) => Readonly<Record<string, number>>;

const DURATION = 'otel_sdk_exporter_operation_duration_seconds';
const STARTED = 'otel_sdk_span_started_total';

const BY_ERROR: readonly (readonly [string, string, Component, ReadByError])[] = [
  [
    'otel_sdk_processor_span_processed_total',
    'Spans handed to the exporter, or dropped before, by error type.',
    PROCESSOR,
    ({ ledger }) => ({ '': ledger.processed, ...ledger.dropped }),
  ],
  [
    'otel_sdk_exporter_span_exported_total',
    'Spans of exports that have ended, by error type; all but those without one are lost.',
    EXPORTER,
    ({ ledger }) => ({ '': ledger.exported, ...ledger.failed }),
  ],
];

const GAUGES: readonly (readonly [string, string, Component | undefined, Read])[] = [
  [
    'otel_sdk_span_live',
    'Spans begun and not ended.',
    PROCESSOR,
    ({ ledger }) => ledger.started - ledger.ended,
  ],
  ['otel_sdk_processor_span_queue_size', 'Spans that wait for export.', PROCESSOR, ({ queued }) => queued],
  [
    'otel_sdk_processor_span_queue_capacity',
    'Spans that may wait or be exported at once.',
    PROCESSOR,
    ({ limits }) => limits.spans,
  ],
  ['otel_sdk_exporter_span_inflight', 'Spans being exported.', EXPORTER, ({ inFlight }) => inFlight],
  [
    'mikrotik_exporter_otel_queue_bytes',
    'Bytes of the spans that wait or are being exported.',
    undefined,
    ({ heldBytes }) => heldBytes,
  ],
  [
    'mikrotik_exporter_otel_queue_capacity_bytes',
    'Bytes that the spans which wait or are being exported may take.',
    undefined,
    ({ limits }) => limits.bytes,
  ],
  [
    'mikrotik_exporter_otel_oldest_span_age_seconds',
    'How long the oldest span has waited, its export included; 0 if there is none.',
    undefined,
    ({ oldestAge }) => oldestAge / 1000,
  ],
  [
    'mikrotik_exporter_otel_export_consecutive_failures',
    'Exports that have failed since the last that did not.',
    undefined,
    ({ consecutiveFailures }) => consecutiveFailures,
  ],
  [
    'mikrotik_exporter_otel_backoff_seconds',
    'How long the next export waits after the last failure; 0 after a success.',
    undefined,
    ({ backOff }) => backOff / 1000,
  ],
  [
    'mikrotik_exporter_otel_last_success_timestamp_seconds',
    'When an export last succeeded, in seconds since the epoch.',
    undefined,
    ({ lastSuccess }) => (lastSuccess === undefined ? undefined : lastSuccess / 1000),
  ],
  [
    'mikrotik_exporter_otel_spans_unaccounted',
    'Spans begun that were neither exported nor lost and are not held: 0, or a fault of the exporter.',
    undefined,
    ({ unaccounted }) => unaccounted,
  ],
];

/** What has become of the spans, under OpenTelemetry's own names where it has them; absent while tracing is off. */
export class SpanMetrics {
  readonly #registry: Registry;
  #names: readonly string[] = [];
  #duration: Histogram | undefined;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  show(processor: BoundedSpanProcessor): void {
    this.hide();
    const registers = [this.#registry];
    new Counter({
      name: STARTED,
      help: 'Spans begun.',
      labelNames: LABELS,
      registers,
      collect() {
        this.reset();
        this.inc(PROCESSOR, processor.ledger.started);
      },
    });
    for (const [name, help, component, read] of BY_ERROR) {
      new Counter({
        name,
        help,
        labelNames: [...LABELS, 'error_type'],
        registers,
        collect() {
          this.reset();
          for (const [error_type, value] of Object.entries(read(processor))) {
            this.inc({ ...component, error_type }, value);
          }
        },
      });
    }
    for (const [name, help, component, read] of GAUGES) {
      new Gauge({
        name,
        help,
        labelNames: component === undefined ? [] : LABELS,
        registers,
        collect() {
          const value = read(processor);
          if (value === undefined) this.remove();
          else this.set({ ...component }, value);
        },
      });
    }
    const duration = new Histogram({
      name: DURATION,
      help: 'Duration of exports, failed ones included.',
      labelNames: LABELS,
      buckets: EXPORT_BUCKETS,
      registers,
    });
    duration.zero(EXPORTER);
    this.#duration = duration;
    this.#names = [STARTED, ...[...BY_ERROR, ...GAUGES].map(([name]) => name), DURATION];
  }

  hide(): void {
    for (const name of this.#names) this.#registry.removeSingleMetric(name);
    this.#names = [];
    this.#duration = undefined;
  }

  noteExport(seconds: number): void {
    this.#duration?.observe(EXPORTER, seconds);
  }
}
