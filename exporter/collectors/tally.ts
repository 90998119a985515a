import { type Family } from '../exposition/family.ts';
import { type LabelSet } from '../exposition/labels.ts';
import { type Emit } from './contract.ts';

/** Rows counted by their labels while they stream in: one number a label set is all that is held of a table. */
export class Tally<F extends Family> {
  readonly #family: F;
  readonly #counts = new Map<string, { readonly labels: LabelSet<F['labels'][number]>; rows: number }>();

  constructor(family: F) {
    this.#family = family;
  }

  /** @param rows 0 for a series that is to be there even if no row has its labels */
  add(labels: LabelSet<F['labels'][number]>, rows = 1): void {
    const count = this.#counts.get(labels.text);
    if (count === undefined) this.#counts.set(labels.text, { labels, rows });
    else count.rows += rows;
  }

  /** Emits the counts, once all rows are there. */
  emit(emit: Emit): void {
    for (const { labels, rows } of this.#counts.values()) emit(this.#family, labels, rows);
  }
}
