import { createHmac, randomBytes } from 'node:crypto';
import { inspect } from 'node:util';
import { ConfigError, type Place } from './problem.ts';
import { causeOf, readBounded } from './read-file.ts';

/** Longest password, in bytes. */
const MAX_BYTES = 4096;

/** A secret is compared by a digest that means nothing outside this process. */
const DIGEST_KEY = randomBytes(32);

export type SecretKind = 'literal' | 'file' | 'env';

/**
 * Where a password comes from. The password itself never leaves by accident: printing, inspecting
 * or serialising a Secret gives `<secret>`; only {@link readSecret} gives it.
 */
export class Secret {
  readonly kind: SecretKind;
  /** Where the configuration names it, for errors. */
  readonly place: Place;
  /** A literal password, a file's path, or the name of an environment variable. */
  readonly #reference: string;

  constructor(kind: SecretKind, reference: string, place: Place) {
    this.kind = kind;
    this.place = place;
    this.#reference = reference;
  }

  /** The file or variable, which is no secret; undefined for a literal password. */
  get reference(): string | undefined {
    return this.kind === 'literal' ? undefined : this.#reference;
  }

  /** Equal for equal secrets of one process; the password cannot be told from it. */
  get identity(): string {
    const digest = createHmac('sha256', DIGEST_KEY).update(this.#reference).digest('base64url');
    return `${this.kind}:${this.reference ?? digest}`;
  }

  /** @throws ConfigError that names the file or variable, never its value */
  async read(): Promise<{ readonly value: string; readonly worldReadable: boolean }> {
    switch (this.kind) {
      case 'literal':
        return { value: this.#reference, worldReadable: false };
      case 'env':
        return { value: this.#readVariable(), worldReadable: false };
      case 'file':
        return await this.#readFile();
    }
  }

  #readVariable(): string {
    const value = process.env[this.#reference];
    if (value === undefined) throw this.#error(`environment variable "${this.#reference}" is not set`);
    if (value === '') throw this.#error(`environment variable "${this.#reference}" is empty`);
    return value;
  }

  async #readFile(): Promise<{ value: string; worldReadable: boolean }> {
    const named = `password file "${this.#reference}"`;
    const { bytes, worldReadable } = await readBounded(this.#reference, MAX_BYTES).catch(
      (thrown: unknown) => {
        throw this.#error(`${named} cannot be read: ${causeOf(thrown)}`);
      },
    );
    const value = bytes.toString().replace(/\r?\n$/, '');
    if (value === '') throw this.#error(`${named} is empty`);
    return { value, worldReadable };
  }

  #error(message: string): ConfigError {
    return new ConfigError([{ ...this.place, message }]);
  }

  toString(): string {
    return '<secret>';
  }

  toJSON(): string {
    return '<secret>';
  }

  [inspect.custom](): string {
    return '<secret>';
  }
}

/**
 * The password, read anew each time, so that a changed file needs no reload; one trailing newline is cut.
 * @throws ConfigError that names the file or variable, never its value
 */
export async function readSecret(secret: Secret): Promise<string> {
  return (await secret.read()).value;
}
