import { type Family } from '../exposition/family.ts';
import { type LabelSet } from '../exposition/labels.ts';
import { type Device, type Emit, type Menu } from './contract.ts';

/** The menu that a collector with LocalTimes declares beside its own; a probe asks it once for all of them. */
export const CLOCK_MENU: Menu = { command: '/system/clock/print', cost: 'cheap', versions: '6 and 7' };

/**
 * Points in time by the device's own clock, which says no zone with them. They wait here until the device has told how
 * far its clock is ahead of UTC, which it is asked in the same batch; without that they are unknown.
 */
export class LocalTimes {
  readonly #waiting: (() => void)[] = [];
  readonly #emit: Emit;
  #offset: number | undefined;

  constructor(emit: Emit) {
    this.#emit = emit;
  }

  /** @throws RouterosError */
  async askOffset(device: Device): Promise<void> {
    this.#offset = await device.utcOffset();
  }

  /** @param localTime of Row.localTime */
  add<F extends Family>(
    family: F,
    labels: LabelSet<F['labels'][number]>,
    localTime: number | undefined,
  ): void {
    if (localTime === undefined) return;
    this.#waiting.push(() => {
      if (this.#offset !== undefined) this.#emit(family, labels, localTime - this.#offset);
    });
  }

  /** Emits what was added, once all commands have ended. */
  flush(): void {
    for (const emit of this.#waiting) emit();
  }
}
