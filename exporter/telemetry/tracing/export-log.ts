import { type Logger } from '../log/log.ts';
import type { SendResult } from './otlp-sender.ts';

/** Milliseconds between two lines about failed exports. */
const INTERVAL = 60_000;

/** Says at most once a minute that exports fail, once that they work again, and at the end what was lost. */
export class ExportLog {
  readonly #log: Logger;
  readonly #lost: () => number;
  readonly #now: () => number;
  #saidAt = -Infinity;
  #lostThen = 0;
  #failures = 0;
  #failing = false;

  /**
   * @param lost spans that never reached the collector, since the start
   * @param now monotonic milliseconds
   */
  constructor(log: Logger, lost: () => number, now: () => number = () => performance.now()) {
    this.#log = log;
    this.#lost = lost;
    this.#now = now;
  }

  note({ error, detail }: SendResult): void {
    if (error === undefined) this.#noteSuccess();
    else this.#noteFailure(error, detail);
  }

  /** Says what has been lost since the last line, if anything was. */
  end(): void {
    const counts = this.#counts();
    if (counts.spansLost > 0) this.#log.warn(counts, 'tracing has ended, and spans were lost');
  }

  #noteSuccess(): void {
    if (!this.#failing) return;
    this.#failing = false;
    this.#log.info(this.#counts(), 'spans are exported again');
  }

  #noteFailure(error: string, detail: string): void {
    this.#failures += 1;
    if (this.#now() - this.#saidAt < INTERVAL) return;
    this.#saidAt = this.#now();
    this.#failing = true;
    this.#log.warn(
      { error, detail, ...this.#counts() },
      'spans are not exported; check the collector and the endpoint of tracing',
    );
  }

  /** What has happened since the last line. */
  #counts(): { failedExports: number; spansLost: number } {
    const counts = { failedExports: this.#failures, spansLost: this.#lost() - this.#lostThen };
    this.#failures = 0;
    this.#lostThen = this.#lost();
    return counts;
  }
}
