import { Histogram, type Registry } from 'prom-client';
import { registerReadFamily, type ReadFamily, type ReadSample } from '../read-family.ts';
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
const DURATION = 'otel_sdk_exporter_operation_duration_seconds';

/** A family that is read off the processor. */
interface SpanFamily extends Omit<ReadFamily, 'read'> {
  readonly read: (processor: BoundedSpanProcessor) => readonly ReadSample[];
}

type Read = (processor: BoundedSpanProcessor) => number | undefined;
/** Values by error type; none is the empty one. */
type ReadByError = (processor: BoundedSpanProcessor) => Readonly<Record<string, number>>;

/** One of OpenTelemetry's own names, about a component. */
function standard(
  type: ReadFamily['type'],
  name: string,
  help: string,
  component: Component,
  read: Read,
): SpanFamily {
  return { type, name, help, labelNames: LABELS, read: (processor) => [[component, read(processor)]] };
}

function byError(name: string, help: string, component: Component, read: ReadByError): SpanFamily {
  const samples = (processor: BoundedSpanProcessor): readonly ReadSample[] =>
    Object.entries(read(processor)).map(([error_type, value]) => [{ ...component, error_type }, value]);
  return { type: 'counter', name, help, labelNames: [...LABELS, 'error_type'], read: samples };
}

function ours(name: string, help: string, read: Read): SpanFamily {
  const samples = (processor: BoundedSpanProcessor): readonly ReadSample[] => [[{}, read(processor)]];
  return { type: 'gauge', name: `mikrotik_exporter_otel_${name}`, help, read: samples };
}

const FAMILIES: readonly SpanFamily[] = [
  standard(
    'counter',
    'otel_sdk_span_started_total',
    'Spans begun.',
    PROCESSOR,
    ({ ledger }) => ledger.started,
  ),
  byError(
    'otel_sdk_processor_span_processed_total',
    'Spans handed to the exporter, or dropped before, by error type.',
    PROCESSOR,
    ({ ledger }) => ({ '': ledger.processed, ...ledger.dropped }),
  ),
  byError(
    'otel_sdk_exporter_span_exported_total',
    'Spans of exports that have ended, by error type; all but those without one are lost.',
    EXPORTER,
    ({ ledger }) => ({ '': ledger.exported, ...ledger.failed }),
  ),
  standard(
    'gauge',
    'otel_sdk_span_live',
    'Spans begun and not ended.',
    PROCESSOR,
    ({ ledger }) => ledger.started - ledger.ended,
  ),
  standard(
    'gauge',
    'otel_sdk_processor_span_queue_size',
    'Spans that wait for export.',
    PROCESSOR,
    ({ queued }) => queued,
  ),
  standard(
    'gauge',
    'otel_sdk_processor_span_queue_capacity',
    'Spans that may wait or be exported at once.',
    PROCESSOR,
    ({ limits }) => limits.spans,
  ),
  standard(
    'gauge',
    'otel_sdk_exporter_span_inflight',
    'Spans being exported.',
    EXPORTER,
    ({ inFlight }) => inFlight,
  ),
  ours('queue_bytes', 'Bytes of the spans that wait or are being exported.', ({ heldBytes }) => heldBytes),
  ours(
    'queue_capacity_bytes',
    'Bytes that the spans which wait or are being exported may take.',
    ({ limits }) => limits.bytes,
  ),
  ours(
    'oldest_span_age_seconds',
    'How long the oldest span has waited, its export included; 0 if there is none.',
    ({ oldestAge }) => oldestAge / 1000,
  ),
  ours(
    'export_consecutive_failures',
    'Exports that have failed since the last that did not.',
    ({ consecutiveFailures }) => consecutiveFailures,
  ),
  ours(
    'backoff_seconds',
    'How long the next export waits after the last failure; 0 after a success.',
    ({ backOff }) => backOff / 1000,
  ),
  ours(
    'last_success_timestamp_seconds',
    'When an export last succeeded, in seconds since the epoch.',
    ({ lastSuccess }) => (lastSuccess === undefined ? undefined : lastSuccess / 1000),
  ),
  ours(
    'spans_unaccounted',
    'Spans begun that were neither exported nor lost and are not held: 0, or a fault of the exporter.',
    ({ unaccounted }) => unaccounted,
  ),
];

/** What has become of the spans, under OpenTelemetry's own names where it has them; absent while tracing is off. */
export class SpanMetrics {
  readonly #registry: Registry;
  #duration: Histogram | undefined;

  constructor(registry: Registry) {
    this.#registry = registry;
  }

  show(processor: BoundedSpanProcessor): void {
    this.hide();
    for (const family of FAMILIES) {
      registerReadFamily(this.#registry, { ...family, read: () => family.read(processor) });
    }
    const duration = new Histogram({
      name: DURATION,
      help: 'Duration of exports, failed ones included.',
      labelNames: LABELS,
      buckets: EXPORT_BUCKETS,
      registers: [this.#registry],
    });
    duration.zero(EXPORTER);
    this.#duration = duration;
  }

  hide(): void {
    for (const { name } of [...FAMILIES, { name: DURATION }]) this.#registry.removeSingleMetric(name);
    this.#duration = undefined;
  }

  noteExport(seconds: number): void {
    this.#duration?.observe(EXPORTER, seconds);
  }
}
