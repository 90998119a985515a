import { AttributeSlots } from './attributes.ts';
import { type SentenceView } from './decoder.ts';
import { type ReadText } from './text.ts';
import {
  isUnset,
  parseDuration,
  parseFlag,
  parseLeadingNumber,
  parseLocalTime,
  parseNumber,
  parseRate,
  parseUtcOffset,
  splitPair,
} from './values.ts';

const EQUALS = 0x3d;
const ABSENT = -1;
/** How many attribute names `parseErrors` holds at most. */
const KEPT_PARSE_ERRORS = 16;

/** Two numbers of one attribute; each may be unknown by itself. */
export type Pair = readonly [number | undefined, number | undefined];

const NO_PAIR: Pair = [undefined, undefined];

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
    return this.parsed(name, parseNumber);
  }

  /** A flag; one that is absent is false, since RouterOS 7 sends many only when they are true. */
  flag(name: A): boolean {
    return this.parsed(name, parseFlag) ?? false;
  }

  /** A flag whose absence means that it does not apply, or that the version does not have it: then undefined. */
  sentFlag(name: A): boolean | undefined {
    return this.text(name) === undefined ? undefined : this.flag(name);
  }

  /** A length of time in seconds. */
  duration(name: A): number | undefined {
    return this.parsed(name, parseDuration);
  }

  /** A rate in bits per second. */
  rate(name: A): number | undefined {
    return this.parsed(name, parseRate);
  }

  /**
   * A point in time in seconds since 1970, by the device's clock as if that showed UTC.
   * @param timeOfDay the attribute with the time of day, where the device sends that apart from the date
   */
  localTime(name: A, timeOfDay?: A): number | undefined {
    if (timeOfDay === undefined) return this.parsed(name, parseLocalTime);
    const date = this.text(name);
    const time = this.text(timeOfDay);
    if (date === undefined || time === undefined) return undefined;
    return this.#value(name, `${date} ${time}`, parseLocalTime);
  }

  /** How far a clock is ahead of UTC, in seconds. */
  utcOffset(name: A): number | undefined {
    return this.parsed(name, parseUtcOffset);
  }

  /** The number that the text begins with: -51 of `-51@1Mbps`. */
  leadingNumber(name: A): number | undefined {
    return this.parsed(name, parseLeadingNumber);
  }

  /** Both numbers of `6689896,2094536` or `10/20`, in their order. */
  pair(name: A): Pair {
    return this.#pair(name, parseNumber);
  }

  /** Both rates of `10M/20M`, in bits per second. */
  ratePair(name: A): Pair {
    return this.#pair(name, parseRate);
  }

  /** A counter that some chips count by internal lane and send as a list, `1,2`: their sum. */
  sum(name: A): number | undefined {
    return this.parsed(name, (text) => {
      const lanes = text.split(',').map(parseNumber);
      return lanes.reduce(
        (sum, lane) => (sum === undefined || lane === undefined ? undefined : sum + lane),
        0,
      );
    });
  }

  /** The items of `ether1,ether2`; none if the attribute is absent or empty. */
  list(name: A): readonly string[] {
    const text = this.text(name);
    return text === undefined || text === '' ? [] : text.split(',');
  }

  #pair(name: A, parse: (text: string) => number | undefined): Pair {
    const text = this.text(name);
    if (text === undefined || isUnset(text)) return NO_PAIR;
    const parts = splitPair(text);
    if (parts === undefined) {
      this.#noteParseError(name);
      return NO_PAIR;
    }
    return [this.#value(name, parts[0], parse), this.#value(name, parts[1], parse)];
  }

  /** A value of a form of its own; `parse` returns undefined for text that it cannot read. */
  parsed<T>(name: A, parse: (text: string) => T | undefined): T | undefined {
    const text = this.text(name);
    return text === undefined ? undefined : this.#value(name, text, parse);
  }

  #value<T>(name: A, text: string, parse: (text: string) => T | undefined): T | undefined {
    const value = parse(text);
    if (value === undefined && !isUnset(text)) this.#noteParseError(name);
    return value;
  }

  #noteParseError(name: A): void {
    if (this.parseErrors.length < KEPT_PARSE_ERRORS) this.parseErrors.push(name);
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
