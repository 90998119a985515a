import type { ReadableSpan, SpanProcessor } from '@opentelemetry/sdk-trace-base';
import { type Logger } from '../log/log.ts';
import { BackOff } from './back-off.ts';
import { ExportLog } from './export-log.ts';
import type { SendResult, SpanSender } from './otlp-sender.ts';
import { type SpanLimits } from './settings.ts';
import { type DropReason, SpanLedger } from './span-ledger.ts';
import { type SpanBatch, SpanQueue } from './span-queue.ts';
import { spanSize } from './span-size.ts';
import { RecentPeak } from '../recent-peak.ts';

/** Bytes of one span. */
export const MAX_SPAN_BYTES = 64 * 1024;
const MAX_BATCH_BYTES = 1024 ** 2;
/** Milliseconds that a flush or a shutdown may take. */
export const FLUSH_TIME = 3000;

export interface ProcessorOptions {
  readonly sender: SpanSender;
  readonly limits: SpanLimits;
  readonly log: Logger;
  /** Told of each export: how long it took, in seconds. */
  readonly onExport?: (seconds: number) => void;
  readonly backOff?: BackOff;
  /** Milliseconds that a flush or a shutdown may take. */
  readonly flushTime?: number;
}

interface Running {
  readonly batch: SpanBatch;
  readonly startedAt: number;
  readonly ended: Promise<SendResult>;
}

/**
 * Spans on their way to the exporter, bounded in number and bytes whatever the collector does: what waits and what is
 * being exported count together, one export runs at a time and ends by a deadline, and the oldest spans give way to new ones.
 * Every span is counted exactly once: exported, failed, dropped, or still held.
 */
export class BoundedSpanProcessor implements SpanProcessor {
  readonly ledger = new SpanLedger();
  readonly spanBytes = new RecentPeak();
  readonly #queue = new SpanQueue();
  readonly #backOff: BackOff;
  readonly #exportLog: ExportLog;
  readonly #onExport: (seconds: number) => void;
  readonly #flushTime: number;
  #sender: SpanSender;
  #limits: SpanLimits;
  #running: Running | undefined;
  #timer: NodeJS.Timeout | undefined;
  #dueAt = Infinity;
  #notBefore = 0;
  #closed = false;
  #lastSuccess: number | undefined;
  #flushSince: number | undefined;
  #flushesCutOff = 0;
  #exportsCutOff = 0;

  constructor({ sender, limits, log, onExport, backOff, flushTime = FLUSH_TIME }: ProcessorOptions) {
    this.#sender = sender;
    this.#limits = limits;
    this.#exportLog = new ExportLog(log, () => this.ledger.lost);
    this.#onExport = onExport ?? (() => undefined);
    this.#backOff = backOff ?? new BackOff();
    this.#flushTime = flushTime;
  }

  get limits(): SpanLimits {
    return this.#limits;
  }

  get queued(): number {
    return this.#queue.length;
  }

  get inFlight(): number {
    return this.#running?.batch.spans.length ?? 0;
  }

  get held(): number {
    return this.queued + this.inFlight;
  }

  get heldBytes(): number {
    return this.#queue.bytes + (this.#running?.batch.bytes ?? 0);
  }

  get exports(): number {
    return this.#running === undefined ? 0 : 1;
  }

  /** Milliseconds that the export has run; 0 if none does. */
  get exportAge(): number {
    return this.#running === undefined ? 0 : performance.now() - this.#running.startedAt;
  }

  /** Milliseconds that the oldest span has been held; 0 if none is. */
  get oldestAge(): number {
    const since = this.#running?.batch.since ?? this.#queue.since;
    return since === undefined ? 0 : performance.now() - since;
  }

  /** Milliseconds that a flush has run; 0 if none does. */
  get flushAge(): number {
    return this.#flushSince === undefined ? 0 : performance.now() - this.#flushSince;
  }

  get flushesCutOff(): number {
    return this.#flushesCutOff;
  }

  /** Exports that their deadline ended. */
  get exportsCutOff(): number {
    return this.#exportsCutOff;
  }

  get consecutiveFailures(): number {
    return this.#backOff.failures;
  }

  /** Milliseconds of the wait after the last failure; 0 if there was none since the last success. */
  get backOff(): number {
    return this.#backOff.wait;
  }

  /** Milliseconds since the epoch; undefined before the first. */
  get lastSuccess(): number | undefined {
    return this.#lastSuccess;
  }

  /** 0, or spans have got lost uncounted. */
  get unaccounted(): number {
    return this.ledger.unaccounted(this.held);
  }

  /** Takes new bounds; what no longer fits is dropped at once. */
  bound(limits: SpanLimits): void {
    this.#limits = limits;
    this.#makeRoom(0, 0);
    this.#schedule();
  }

  /** Sends to another collector from the next export on; the one that runs is cut off. */
  redirect(sender: SpanSender): void {
    this.#sender.close();
    this.#sender = sender;
    this.#backOff.succeeded();
    this.#notBefore = 0;
    this.#schedule();
  }

  onStart(): void {
    this.ledger.started += 1;
  }

  onEnd(span: ReadableSpan): void {
    this.ledger.ended += 1;
    const bytes = spanSize(span);
    const refused = this.#refuse(bytes);
    if (refused !== undefined) {
      this.ledger.drop(refused);
      return;
    }
    this.spanBytes.note(bytes);
    this.#queue.push(span, bytes, performance.now());
    this.#schedule();
  }

  /** Exports what is queued now, within 3 s; never rejects. */
  async forceFlush(): Promise<void> {
    this.#flushSince = performance.now();
    const { promise: over, resolve } = Promise.withResolvers<boolean>();
    const timer = setTimeout(resolve, this.#flushTime, true);
    const cutOff = await Promise.race([this.#drain().then(() => false), over]);
    clearTimeout(timer);
    if (cutOff) this.#flushesCutOff += 1;
    this.#flushSince = undefined;
  }

  /** Exports what it can within 3 s, counts the rest as lost, and ends; never rejects. */
  async shutdown(): Promise<void> {
    if (this.#closed) return;
    this.#closed = true;
    clearTimeout(this.#timer);
    await this.forceFlush();
    this.ledger.drop('shutdown', this.#queue.clear());
    this.#sender.close();
    await this.#running?.ended;
    this.#exportLog.end();
  }

  /** Why there is no place for a span, after the oldest ones have given way to it. */
  #refuse(bytes: number): DropReason | undefined {
    if (this.#closed) return 'shutdown';
    return bytes > MAX_SPAN_BYTES ? 'span_too_large' : this.#makeRoom(1, bytes);
  }

  /** Drops the oldest spans until so much more fits. @returns the reason if it does not fit at all */
  #makeRoom(spans: number, bytes: number): DropReason | undefined {
    for (;;) {
      const over = this.#over(spans, bytes);
      if (over === undefined || this.#queue.length === 0) return over;
      this.#queue.dropOldest();
      this.ledger.drop(over);
    }
  }

  #over(spans: number, bytes: number): DropReason | undefined {
    if (this.held + spans > this.#limits.spans) return 'queue_full';
    return this.heldBytes + bytes > this.#limits.bytes ? 'queue_full_bytes' : undefined;
  }

  /** Of one export: half of what may be held at most, so that spans which end meanwhile have a place. */
  get #batchBytes(): number {
    return Math.min(MAX_BATCH_BYTES, this.#limits.bytes / 2);
  }

  /** Sees to it that the next export begins when a batch is full or its oldest span has waited, and not sooner than the back-off allows. */
  #schedule(): void {
    const { since } = this.#queue;
    if (since === undefined || this.#running !== undefined || this.#closed) return;
    const { batchSpans, scheduleDelay } = this.#limits;
    const full = this.#queue.length >= batchSpans || this.#queue.bytes >= this.#batchBytes;
    const dueAt = Math.max(full ? 0 : since + scheduleDelay, this.#notBefore);
    if (this.#timer !== undefined && this.#dueAt <= dueAt) return;
    clearTimeout(this.#timer);
    this.#dueAt = dueAt;
    this.#timer = setTimeout(
      () => {
        this.#timer = undefined;
        if (this.#running === undefined && this.#queue.length > 0 && !this.#closed) void this.#export();
      },
      Math.max(dueAt - performance.now(), 0),
    );
    this.#timer.unref();
  }

  /** Exports one batch; never rejects. */
  async #export(): Promise<SendResult> {
    const batch = this.#queue.take({ spans: this.#limits.batchSpans, bytes: this.#batchBytes });
    const startedAt = performance.now();
    this.ledger.processed += batch.spans.length;
    const sender = this.#sender;
    const ended = sender.send(batch.spans, this.#limits.exportTimeout);
    this.#running = { batch, startedAt, ended };
    const result = await ended;
    this.#running = undefined;
    this.ledger.settle(batch.spans.length, result.error);
    if (result.cutOff) this.#exportsCutOff += 1;
    this.#onExport((performance.now() - startedAt) / 1000);
    if (sender === this.#sender) this.#judge(result);
    this.#schedule();
    return result;
  }

  /** Notes how the collector does. */
  #judge(result: SendResult): void {
    if (result.error === undefined) {
      this.#backOff.succeeded();
      this.#lastSuccess = Date.now();
    } else {
      this.#notBefore = performance.now() + this.#backOff.failed(result.retryAfter);
    }
    this.#exportLog.note(result);
  }

  /** Exports until the queue is empty, an export fails, or a failure forbids another. */
  async #drain(): Promise<void> {
    let result = await this.#running?.ended;
    while (result?.error === undefined && this.#queue.length > 0 && performance.now() >= this.#notBefore) {
      result = await (this.#running?.ended ?? this.#export());
    }
  }
}
