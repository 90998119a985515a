import { readFileSync } from 'node:fs';

/** The text of a file that the kernel makes up; undefined if it is not there or not for us to read. */
export function readText(file: string): string | undefined {
  try {
    return readFileSync(file, 'utf8');
  } catch {
    return undefined;
  }
}

/** The number that is all of a file; undefined for a word (`max`) or no file. */
export function readNumber(file: string): number | undefined {
  return toNumber(readText(file)?.trim());
}

/** A file of lines `name number`. A name that is not there is undefined. */
export function readNumbers(file: string): ReadonlyMap<string, number> {
  const numbers = new Map<string, number>();
  for (const line of readText(file)?.split('\n') ?? []) {
    const [name = '', text] = line.split(' ');
    const value = toNumber(text);
    if (value !== undefined) numbers.set(name, value);
  }
  return numbers;
}

function toNumber(text: string | undefined): number | undefined {
  return text !== undefined && /^\d+$/.test(text) ? Number(text) : undefined;
}
