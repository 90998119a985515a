/**
 * Words and sentences as bytes. A word is a length and that many bytes; a sentence is words
 * and one word of length zero. Source: MikroTik manual, Developer guides / API, "API words".
 *
 *     length              first byte   bytes of length
 *     0 … 0x7F            0xxxxxxx     1
 *     0x80 … 0x3FFF       10xxxxxx     2
 *     0x4000 … 0x1FFFFF   110xxxxx     3
 *     0x200000 … 0xFFFFFFF 1110xxxx    4
 *     more                11110000     5
 *
 * First bytes 0xF1–0xFF are not assigned or reserved for control: nobody can proceed past one.
 */

/** How many bytes the length of a word of `length` bytes takes: 1 to 5. */
export function lengthBytes(length: number): number {
  if (length < 0x80) return 1;
  if (length < 0x4000) return 2;
  if (length < 0x200000) return 3;
  if (length < 0x10000000) return 4;
  return 5;
}

/** How many bytes a length takes whose first byte is `first`; 0 if no length starts so. */
export function lengthBytesOf(first: number): number {
  if (first < 0x80) return 1;
  if (first < 0xc0) return 2;
  if (first < 0xe0) return 3;
  if (first < 0xf0) return 4;
  return first === 0xf0 ? 5 : 0;
}

/** Writes the length of a word and returns the offset after it. */
export function writeLength(target: Buffer, offset: number, length: number): number {
  switch (lengthBytes(length)) {
    case 1:
      return target.writeUInt8(length, offset);
    case 2:
      return target.writeUInt16BE(length | 0x8000, offset);
    case 3:
      return target.writeUIntBE(length | 0xc00000, offset, 3);
    case 4:
      return target.writeUInt32BE((length | 0xe0000000) >>> 0, offset);
    default:
      return target.writeUInt32BE(length, target.writeUInt8(0xf0, offset));
  }
}

/** One sentence on the wire: its words, strings as UTF-8, and the zero-length word. */
export function encodeSentence(words: readonly (string | Buffer)[]): Buffer {
  const lengths = words.map((word) => (typeof word === 'string' ? Buffer.byteLength(word) : word.length));
  const size = lengths.reduce((sum, length) => sum + lengthBytes(length) + length, 1);
  const sentence = Buffer.allocUnsafe(size);
  let offset = 0;
  words.forEach((word, index) => {
    const length = lengths[index] ?? 0;
    offset = writeLength(sentence, offset, length);
    if (typeof word === 'string') sentence.write(word, offset);
    else word.copy(sentence, offset);
    offset += length;
  });
  sentence.writeUInt8(0, offset);
  return sentence;
}
