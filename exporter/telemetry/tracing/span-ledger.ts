/** Why a span was dropped before it was handed to the exporter. */
export const DROP_REASONS = ['queue_full', 'queue_full_bytes', 'span_too_large', 'shutdown'] as const;
export type DropReason = (typeof DROP_REASONS)[number];

/** Every way an export can fail: an HTTP status, the name of a system error, `timeout` (ours or the exporter's), or `other`. */
export const EXPORT_ERRORS = [
  'timeout',
  'shutdown',
  'ECONNREFUSED',
  'ECONNRESET',
  'EPIPE',
  'ETIMEDOUT',
  'ENOTFOUND',
  'EAI_AGAIN',
  'ENETUNREACH',
  'EHOSTUNREACH',
  '400',
  '401',
  '403',
  '404',
  '408',
  '413',
  '415',
  '429',
  '500',
  '502',
  '503',
  '504',
  'other',
] as const;
export type ExportError = (typeof EXPORT_ERRORS)[number];

/** What has become of all spans; what is in none of these is queued or being exported. */
export class SpanLedger {
  started = 0;
  ended = 0;
  /** Handed to the exporter. */
  processed = 0;
  exported = 0;
  readonly dropped = counters(DROP_REASONS);
  readonly failed = counters(EXPORT_ERRORS);

  drop(reason: DropReason, spans = 1): void {
    this.dropped[reason] += spans;
  }

  /** Counts the end of an export; no error means that the collector has the spans. */
  settle(spans: number, error: ExportError | undefined): void {
    if (error === undefined) this.exported += spans;
    else this.failed[error] += spans;
  }

  /** Spans that will never reach the collector. */
  get lost(): number {
    return sum(this.dropped) + sum(this.failed);
  }

  /** Spans of which this ledger knows no whereabouts, given how many are held: 0, or a fault of ours. */
  unaccounted(held: number): number {
    return this.started - this.exported - this.lost - held;
  }
}

function counters<K extends string>(keys: readonly K[]): Record<K, number> {
  return Object.fromEntries(keys.map((key) => [key, 0])) as Record<K, number>;
}

function sum(counts: Readonly<Record<string, number>>): number {
  return Object.values(counts).reduce((total, count) => total + count, 0);
}
