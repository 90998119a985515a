/** Attribute names by their slot, found from bytes without making a string of them. */
export class AttributeSlots {
  readonly #names: readonly string[];
  readonly #slots: ReadonlyMap<string, number>;
  /** Slots by the length of their name. */
  readonly #byLength: (number[] | undefined)[] = [];

  constructor(names: readonly string[]) {
    this.#names = names;
    this.#slots = new Map(names.map((name, slot) => [name, slot]));
    names.forEach((name, slot) => {
      (this.#byLength[name.length] ??= []).push(slot);
    });
  }

  get count(): number {
    return this.#names.length;
  }

  slotOf(name: string): number | undefined {
    return this.#slots.get(name);
  }

  /** The slot of the name that stands in `bytes[start … end)`, undefined if it is none of these. */
  find(bytes: Buffer, start: number, end: number): number | undefined {
    const candidates = this.#byLength[end - start];
    if (candidates === undefined) return undefined;
    for (const slot of candidates) {
      if (standsAt(bytes, start, this.#names[slot] as string)) return slot;
    }
    return undefined;
  }
}

/** True if the characters of `ascii` stand at `bytes[start …]`. */
export function standsAt(bytes: Buffer, start: number, ascii: string): boolean {
  for (let at = 0; at < ascii.length; at += 1) {
    if (bytes[start + at] !== ascii.charCodeAt(at)) return false;
  }
  return true;
}
