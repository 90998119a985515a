/** What all probes together may hold of samples. */
export interface ByteLedger {
  /** False, and nothing taken, if that would be too much. */
  readonly take: (bytes: number) => boolean;
  readonly give: (bytes: number) => void;
}

const NO_LEDGER: ByteLedger = { take: () => true, give: () => undefined };

/** What a sample takes in memory beside its line, measured: its place among those seen, and the joints of the text. */
const SAMPLE_OVERHEAD = 80;

/** Thrown for the sample that would pass a budget. */
export class BudgetExceeded extends Error {
  override readonly name = 'BudgetExceeded';
  readonly bound: 'exposition_samples' | 'exposition_bytes' | 'held_bytes';

  constructor(bound: BudgetExceeded['bound'], limit: string) {
    super(`over the limit of ${limit}`);
    this.bound = bound;
  }
}

/** What one exposition may still take; the buffers of a probe share one. */
export class SampleBudget {
  readonly #ledger: ByteLedger;
  #samplesLeft: number;
  #bytesLeft: number;
  #held = 0;

  constructor(samples: number, bytes: number, ledger: ByteLedger = NO_LEDGER) {
    this.#samplesLeft = samples;
    this.#bytesLeft = bytes;
    this.#ledger = ledger;
  }

  get bytesLeft(): number {
    return this.#bytesLeft;
  }

  /** Takes one sample. @throws BudgetExceeded, and takes nothing */
  spend(bytes: number): void {
    if (this.#samplesLeft < 1) throw new BudgetExceeded('exposition_samples', 'samples of one exposition');
    if (this.#bytesLeft < bytes) throw new BudgetExceeded('exposition_bytes', 'bytes of one exposition');
    const held = bytes + SAMPLE_OVERHEAD;
    if (!this.#ledger.take(held)) throw new BudgetExceeded('held_bytes', 'bytes that all probes may hold');
    this.#samplesLeft -= 1;
    this.#bytesLeft -= bytes;
    this.#held += held;
  }

  /** Gives back what a buffer that was discarded had taken. */
  refund(samples: number, bytes: number): void {
    this.#samplesLeft += samples;
    this.#bytesLeft += bytes;
    const held = bytes + samples * SAMPLE_OVERHEAD;
    this.#held -= held;
    this.#ledger.give(held);
  }

  /** Takes the bytes out of the ledger: the probe has ended, and its samples are on their way out. */
  release(): void {
    this.#ledger.give(this.#held);
    this.#held = 0;
  }
}
