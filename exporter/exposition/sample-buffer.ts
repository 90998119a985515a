import { OTHER_STATE, type Family } from './family.ts';
import { type SampleBudget } from './sample-budget.ts';
import { type LabelSet } from './labels.ts';

/** Labels of any family; Emit has checked that they are this family's. */
type RenderedLabels = Pick<LabelSet, 'text' | 'longest' | 'cut'>;

interface FamilySamples {
  /** The rendered sample lines. */
  lines: string;
  readonly seen: Set<string>;
}

/**
 * The samples of one collector, rendered as they come; kept or thrown away as a whole.
 * Two samples with one label set: the first stays, the second is counted in `duplicates`.
 */
export class SampleBuffer {
  readonly #budget: SampleBudget;
  readonly #families = new Map<Family, FamilySamples>();
  #samples = 0;
  #bytes = 0;
  #duplicates = 0;
  #longestLabelValue = 0;
  #cut = 0;

  constructor(budget: SampleBudget) {
    this.#budget = budget;
  }

  get samples(): number {
    return this.#samples;
  }

  get bytes(): number {
    return this.#bytes;
  }

  get duplicates(): number {
    return this.#duplicates;
  }

  /** UTF-16 units of the longest label value. */
  get longestLabelValue(): number {
    return this.#longestLabelValue;
  }

  /** Samples with a label value that was cut. */
  get cut(): number {
    return this.#cut;
  }

  /** @throws BudgetExceeded; the buffer then holds what it held before. */
  add(family: Family, labels: RenderedLabels, value: number): void {
    this.#note(labels);
    this.#write(family, labels.text, value);
  }

  /** One sample for each state of the family; a state it does not know is `other`. */
  addState(family: Family, labels: RenderedLabels, current: string): void {
    const states = family.states ?? [];
    const comma = labels.text === '' ? '' : ',';
    const known = states.includes(current);
    this.#note(labels);
    for (const state of states) {
      this.#write(family, `${labels.text}${comma}state="${state}"`, state === current ? 1 : 0);
    }
    this.#write(family, `${labels.text}${comma}state="${OTHER_STATE}"`, known ? 0 : 1);
  }

  /** The rendered sample lines of a family, empty if it has none. */
  lines(family: Family): string {
    return this.#families.get(family)?.lines ?? '';
  }

  /** The families that have samples. */
  families(): IterableIterator<Family> {
    return this.#families.keys();
  }

  /** Empties the buffer and gives its share of the budget back. */
  discard(): void {
    this.#families.clear();
    this.#budget.refund(this.#samples, this.#bytes);
    this.#samples = 0;
    this.#bytes = 0;
  }

  #note({ longest, cut }: RenderedLabels): void {
    if (longest > this.#longestLabelValue) this.#longestLabelValue = longest;
    if (cut) this.#cut += 1;
  }

  #write(family: Family, labelText: string, value: number): void {
    let entry = this.#families.get(family);
    if (entry === undefined) {
      entry = { lines: '', seen: new Set() };
      this.#families.set(family, entry);
    } else if (entry.seen.has(labelText)) {
      this.#duplicates += 1;
      return;
    }
    const line = sampleLine(family.name, labelText, value);
    // Label values may take up to three bytes a UTF-16 unit; counting units would let a budget slip by that much.
    const bytes = Buffer.byteLength(line);
    this.#budget.spend(bytes);
    this.#samples += 1;
    this.#bytes += bytes;
    entry.seen.add(labelText);
    entry.lines += line;
  }
}

/** `name{labels} value`, with its line feed. */
export function sampleLine(name: string, labelText: string, value: number): string {
  return labelText === ''
    ? `${name} ${formatValue(value)}\n`
    : `${name}{${labelText}} ${formatValue(value)}\n`;
}

function formatValue(value: number): string {
  if (Number.isFinite(value)) return String(value);
  return Number.isNaN(value) ? 'NaN' : value > 0 ? '+Inf' : '-Inf';
}
