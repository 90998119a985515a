import { type Collector } from '../collectors/contract.ts';
import { emitInto } from '../collectors/emit.ts';
import { type SampleBudget } from '../exposition/sample-budget.ts';
import { SampleBuffer } from '../exposition/sample-buffer.ts';
import { asRouterosError, RouterosError } from '../routeros/errors.ts';
import { type CollectorRecord } from '../telemetry/probe-record.ts';
import { SessionDevice, type SessionDeviceOptions } from './session-device.ts';

/** One collector in one probe: its own buffer, kept whole or thrown away whole. */
export class CollectorRun {
  readonly collector: Collector;
  readonly buffer: SampleBuffer;
  readonly #device: SessionDevice;
  readonly #startedAt = performance.now();
  #endedAt: number | undefined;
  #error: RouterosError | undefined;

  constructor(collector: Collector, budget: SampleBudget, options: Omit<SessionDeviceOptions, 'partial'>) {
    this.collector = collector;
    this.buffer = new SampleBuffer(budget);
    this.#device = new SessionDevice({
      ...options,
      maxRows: Math.min(options.maxRows, collector.maxRows ?? Infinity),
      partial: collector.partial === true,
    });
  }

  get succeeded(): boolean {
    return this.#endedAt !== undefined && this.#error === undefined;
  }

  /** How long the device took to begin its first reply, in milliseconds, if it did. */
  get roundTrip(): number | undefined {
    const [first] = this.#device.commands;
    return first?.firstByteAt === undefined ? undefined : first.firstByteAt - first.sentAt;
  }

  /** Never rejects: a failure, of the collector's own code too, is its result. */
  async run(): Promise<void> {
    try {
      await this.collector.collect(this.#device, emitInto(this.buffer));
    } catch (thrown) {
      this.#error = asRouterosError(thrown);
      this.buffer.discard();
    }
    this.#endedAt = performance.now();
  }

  /** What became of it by now; one that is still running has failed with `timeout` for whoever cannot wait. */
  record(): CollectorRecord {
    const running = this.#endedAt === undefined;
    return {
      name: this.collector.name,
      startedAt: this.#startedAt,
      endedAt: this.#endedAt ?? performance.now(),
      samples: this.succeeded ? this.buffer.samples : 0,
      bytes: this.succeeded ? this.buffer.bytes : 0,
      duplicates: this.buffer.duplicates,
      longestLabelValue: this.buffer.longestLabelValue,
      cutSamples: this.buffer.cut,
      commands: [...this.#device.commands],
      skipped: [...this.#device.skipped],
      error: running ? new RouterosError('timeout', 'still running at the deadline') : this.#error,
    };
  }
}
