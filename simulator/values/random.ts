/**
 * Chance without state: a number that depends on nothing but a key and a salt, the same in every
 * run and on every machine. A key is 32 bits; a device's key is made of the seed and its name.
 */
export function mix(key: number, salt: string | number): number {
  if (typeof salt === 'number') return scramble(scramble(key) ^ salt);
  let bits = scramble(key) ^ 0x811c9dc5;
  for (let index = 0; index < salt.length; index += 1) {
    bits = Math.imul(bits ^ salt.charCodeAt(index), 0x01000193);
  }
  return scramble(bits);
}

/** A fraction in [0, 1). */
export function fraction(key: number, salt: string | number): number {
  return mix(key, salt) / 0x1_0000_0000;
}

/** A number in [from, to). */
export function between(key: number, salt: string | number, from: number, to: number): number {
  return from + fraction(key, salt) * (to - from);
}

/** A whole number in [from, to]. */
export function wholeBetween(key: number, salt: string | number, from: number, to: number): number {
  return from + Math.floor(fraction(key, salt) * (to - from + 1));
}

/** True with the given probability. */
export function chance(key: number, salt: string | number, probability: number): boolean {
  return fraction(key, salt) < probability;
}

export function pick<T>(key: number, salt: string | number, choices: readonly [T, ...T[]]): T {
  return choices[Math.floor(fraction(key, salt) * choices.length)] ?? choices[0];
}

/** `count` upper-case hexadecimal digits. */
export function hexDigits(key: number, salt: string | number, count: number): string {
  let digits = '';
  for (let part = 0; digits.length < count; part += 1) {
    digits += mix(mix(key, salt), part).toString(16).padStart(8, '0');
  }
  return digits.slice(0, count).toUpperCase();
}

/** The finalizer of MurmurHash3: every bit of the input changes about half of the output. */
function scramble(value: number): number {
  let bits = value ^ (value >>> 16);
  bits = Math.imul(bits, 0x85ebca6b);
  bits ^= bits >>> 13;
  bits = Math.imul(bits, 0xc2b2ae35);
  return (bits ^ (bits >>> 16)) >>> 0;
}
