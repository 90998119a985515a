import { type Bound, type Bounds } from '../bound.ts';
import { type BoundedSpanProcessor, FLUSH_TIME, MAX_SPAN_BYTES } from './bounded-span-processor.ts';
import { type SpanLimits } from './settings.ts';

interface SpanState {
  readonly limits: SpanLimits;
  /** Undefined while tracing is off. */
  readonly processor: BoundedSpanProcessor | undefined;
}

/** The bounds of the spans; they are there while tracing is off too, and then at 0. */
export function addSpanBounds(bounds: Bounds, state: () => SpanState): void {
  const read = (value: (processor: BoundedSpanProcessor) => number) => (): number => {
    const { processor } = state();
    return processor === undefined ? 0 : value(processor);
  };
  const all: readonly Bound[] = [
    {
      name: 'span_queue_spans',
      summary: 'the oldest are dropped for new ones; those being exported count',
      setting: 'tracing.max_queue_size, OTEL_BSP_MAX_QUEUE_SIZE',
      capacity: () => state().limits.spans,
      level: read((processor) => processor.held),
      dropped: read(({ ledger }) => ledger.dropped.queue_full),
    },
    {
      name: 'span_queue_bytes',
      summary: 'the oldest spans are dropped for new ones',
      setting: 'tracing.max_queue_bytes',
      capacity: () => state().limits.bytes,
      level: read((processor) => processor.heldBytes),
      dropped: read(({ ledger }) => ledger.dropped.queue_full_bytes),
    },
    {
      name: 'span_bytes',
      summary: 'a larger span is dropped',
      capacity: () => MAX_SPAN_BYTES,
      level: read(({ spanBytes }) => spanBytes.value),
      dropped: read(({ ledger }) => ledger.dropped.span_too_large),
    },
    {
      name: 'span_exports',
      summary: 'further spans wait for their turn, at most 256 of them an export',
      capacity: () => 1,
      level: read((processor) => processor.exports),
      dropped: () => 0,
    },
    {
      name: 'span_export_seconds',
      summary: 'the sockets of the export are destroyed, and its spans are lost',
      setting: 'tracing.export_timeout, OTEL_BSP_EXPORT_TIMEOUT',
      capacity: () => state().limits.exportTimeout / 1000,
      level: read(({ exportAge }) => exportAge / 1000),
      dropped: read((processor) => processor.exportsCutOff),
    },
    {
      name: 'span_flush_seconds',
      summary: 'at a stop: what is still queued then is lost',
      capacity: () => FLUSH_TIME / 1000,
      level: read(({ flushAge }) => flushAge / 1000),
      dropped: read((processor) => processor.flushesCutOff),
    },
  ];
  for (const bound of all) bounds.add(bound);
}
