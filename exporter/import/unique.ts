/** Leaves room for a number. */
const MAX_LENGTH = 60;
/** What the names of auths and modules, and those of devices, may not hold. */
const FOREIGN = /[^\w.-]+/g;
const FOREIGN_TO_DEVICES = /[^\p{L}\p{N}\p{M}_.:@+-]+/gu;

/** Things with a name of their own each; two that are the same share it. */
export class Unique<T> {
  readonly #foreign: RegExp;
  readonly #names = new Map<string, { readonly name: string; readonly thing: T }>();

  constructor(kind: 'device' | 'section') {
    this.#foreign = kind === 'device' ? FOREIGN_TO_DEVICES : FOREIGN;
  }

  /** The name of a thing, made of `wanted`: `monitor`, and of another that wants the same, `monitor-2`. */
  nameOf(thing: T, wanted: string): string {
    const key = JSON.stringify(thing);
    const known = this.#names.get(key);
    if (known !== undefined) return known.name;
    const taken = new Set([...this.#names.values()].map(({ name }) => name));
    const base = this.#allowed(wanted);
    let name = base;
    for (let count = 2; taken.has(name); count++) name = `${base}-${count}`;
    this.#names.set(key, { name, thing });
    return name;
  }

  /** The things by their names, each made into something else. */
  map<U>(make: (thing: T, name: string) => U): Readonly<Record<string, U>> {
    return Object.fromEntries([...this.#names.values()].map(({ name, thing }) => [name, make(thing, name)]));
  }

  #allowed(text: string): string {
    const name = text.replace(this.#foreign, '-').replace(/^[^\p{L}\p{N}]+/u, '');
    return name.slice(0, MAX_LENGTH) || 'unnamed';
  }
}
