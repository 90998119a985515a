import type { ReadableSpan } from '@opentelemetry/sdk-trace-base';

interface QueuedSpan {
  readonly span: ReadableSpan;
  readonly bytes: number;
  /** Monotonic milliseconds. */
  readonly since: number;
}

export interface SpanBatch {
  readonly spans: readonly ReadableSpan[];
  readonly bytes: number;
  /** When its oldest span was queued. */
  readonly since: number;
}

/** Spans in the order in which they ended, and their bytes. */
export class SpanQueue {
  #spans: QueuedSpan[] = [];
  #bytes = 0;

  get length(): number {
    return this.#spans.length;
  }

  get bytes(): number {
    return this.#bytes;
  }

  /** When the oldest span was queued; undefined if there is none. */
  get since(): number | undefined {
    return this.#spans[0]?.since;
  }

  push(span: ReadableSpan, bytes: number, since: number): void {
    this.#spans.push({ span, bytes, since });
    this.#bytes += bytes;
  }

  dropOldest(): void {
    this.#bytes -= this.#spans.shift()?.bytes ?? 0;
  }

  /** Empties it. @returns how many spans it held */
  clear(): number {
    const { length } = this.#spans;
    this.#spans = [];
    this.#bytes = 0;
    return length;
  }

  /** Takes the oldest spans out: as many as fit, and one if that alone is too large. */
  take(most: { readonly spans: number; readonly bytes: number }): SpanBatch {
    let bytes = 0;
    let count = 0;
    for (const queued of this.#spans) {
      if (count === most.spans || (count > 0 && bytes + queued.bytes > most.bytes)) break;
      bytes += queued.bytes;
      count += 1;
    }
    const since = this.since ?? 0;
    const spans = this.#spans.splice(0, count).map(({ span }) => span);
    this.#bytes -= bytes;
    return { spans, bytes, since };
  }
}
