/** Bytes of values that one session may remember. */
export const SESSION_MEMORY_BYTES = 64 * 1024;

/**
 * What is known of a device as long as its session lasts: port ids, menus that are missing.
 * Past the cap all of it is forgotten; asking again costs one round trip.
 */
export class SessionMemory extends Map<string, unknown> {
  readonly #onForgotten: () => void;
  readonly #sizes = new Map<string, number>();
  #bytes = 0;

  /** @param onForgotten called each time the cap is met */
  constructor(onForgotten: () => void) {
    super();
    this.#onForgotten = onForgotten;
  }

  get bytes(): number {
    return this.#bytes;
  }

  override set(key: string, value: unknown): this {
    this.delete(key);
    const bytes = sizeOf(key, value);
    if (this.#bytes + bytes > SESSION_MEMORY_BYTES) {
      this.clear();
      this.#onForgotten();
    }
    if (bytes > SESSION_MEMORY_BYTES) return this;
    this.#bytes += bytes;
    this.#sizes.set(key, bytes);
    return super.set(key, value);
  }

  override delete(key: string): boolean {
    this.#bytes -= this.#sizes.get(key) ?? 0;
    this.#sizes.delete(key);
    return super.delete(key);
  }

  override clear(): void {
    this.#bytes = 0;
    this.#sizes.clear();
    super.clear();
  }
}

/** Values are JSON-like by contract; their text is a fair measure of what they hold. */
function sizeOf(key: string, value: unknown): number {
  return key.length + ((JSON.stringify(value) as string | undefined) ?? '').length;
}
