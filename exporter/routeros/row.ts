import { AttributeSlots } from './attributes.ts';
import { type SentenceView } from './decoder.ts';
import { type ReadText } from './text.ts';
import { isUnset, parseDuration, parseFlag, parseNumber, parseRate } from './values.ts';

const EQUALS = 0x3d;
const ABSENT = -1;
/** How many attribute names `parseErrors` holds at most. */
const KEPT_PARSE_ERRORS = 16;

/** Collectors ask with constant lists, so most commands find their slots here. */
const slotsOfList = new WeakMap<readonly string[], AttributeSlots>();

/**
 * One `!re` as a view on the bytes it came in. It is valid only inside the callback that got it, and only the
 * attributes that were asked for are there; each becomes a string when it is read.
 */
export class Row<A extends string = string> {
  /** The attribute of each value that could not be parsed: one entry each time, 16 at most. */
  readonly parseErrors: string[] = [];
  readonly #readText: ReadText;
  readonly #slots: AttributeSlots;
  readonly #starts: number[];
  readonly #ends: number[];
  #bytes: Buffer | undefined;

  constructor(attributes: readonly A[], readText: ReadText) {
    this.#readText = readText;
    let slots = slotsOfList.get(attributes);
    if (slots === undefined) {
      slots = new AttributeSlots(attributes);
      slotsOfList.set(attributes, slots);
    }
    this.#slots = slots;
    this.#starts = new Array<number>(slots.count).fill(ABSENT);
    this.#ends = new Array<number>(slots.count).fill(ABSENT);
  }

  /** Shows `sentence` to `onRow` through this row; what `onRow` throws passes through. */
  show(sentence: SentenceView, onRow: (row: this) => void): void {
    this.#load(sentence);
    try {
      onRow(this);
    } finally {
      this.#bytes = undefined;
    }
  }

  /** The text of an attribute; undefined if the row does not have it. */
  text(name: A): string | undefined {
    if (this.#bytes === undefined)
      throw new Error(`a row was read for ${name} after its callback had returned`);
    const slot = this.#slots.slotOf(name);
    if (slot === undefined) return undefined;
    const start = this.#starts[slot] as number;
    return start === ABSENT ? undefined : this.#readText(this.#bytes, start, this.#ends[slot] as number);
  }

  /** A number; a size with its unit (`1500KiB`) in bytes. */
  number(name: A): number | undefined {
    return this.#parse(name, parseNumber);
  }

  /** A flag; one that is absent is false, since RouterOS 7 sends many only when they are true. */
  flag(name: A): boolean {
    return this.#parse(name, parseFlag) ?? false;
  }

  /** A length of time in seconds. */
  duration(name: A): number | undefined {
    return this.#parse(name, parseDuration);
  }

  /** A rate in bits per second. */
  rate(name: A): number | undefined {
    return this.#parse(name, parseRate);
  }

  #parse<T>(name: A, parse: (text: string) => T | undefined): T | undefined {
    const text = this.text(name);
    if (text === undefined) return undefined;
    const value = parse(text);
    if (value === undefined && !isUnset(text) && this.parseErrors.length < KEPT_PARSE_ERRORS) {
      this.parseErrors.push(name);
    }
    return value;
  }

  /** Notes where the value of each asked attribute stands: a word is `=name=value`, or `=name` for an empty value. */
  #load({ bytes, starts, ends, words }: SentenceView): void {
    this.#bytes = bytes;
    this.#starts.fill(ABSENT);
    for (let word = 1; word < words; word += 1) {
      const start = starts[word] as number;
      const end = ends[word] as number;
      if (bytes[start] !== EQUALS) continue;
      let nameEnd = start + 1;
      while (nameEnd < end && bytes[nameEnd] !== EQUALS) nameEnd += 1;
      const slot = this.#slots.find(bytes, start + 1, nameEnd);
      if (slot === undefined) continue;
      this.#starts[slot] = Math.min(nameEnd + 1, end);
      this.#ends[slot] = end;
    }
  }
}
