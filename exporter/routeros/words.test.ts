import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { encodeSentence, lengthBytes, lengthBytesOf, writeLength } from './words.ts';

describe('the length of a word', () => {
  const forms: readonly [length: number, hex: string][] = [
    [0, '00'],
    [0x7f, '7f'],
    [0x80, '8080'],
    [0x3fff, 'bfff'],
    [0x4000, 'c04000'],
    [0x1fffff, 'dfffff'],
    [0x200000, 'e0200000'],
    [0xfffffff, 'efffffff'],
    [0x10000000, 'f010000000'],
    [0xffffffff, 'f0ffffffff'],
  ];
  for (const [length, hex] of forms) {
    it(`of 0x${length.toString(16)} bytes is written as ${hex}`, () => {
      const bytes = Buffer.alloc(5);
      const size = writeLength(bytes, 0, length);
      assert.equal(bytes.toString('hex', 0, size), hex);
      assert.equal(size, lengthBytes(length));
      assert.equal(size, lengthBytesOf(bytes.readUInt8(0)));
    });
  }

  it('cannot start with 0xF1 to 0xFF', () => {
    for (let first = 0xf1; first <= 0xff; first += 1) assert.equal(lengthBytesOf(first), 0);
  });
});

describe('a sentence', () => {
  it('ends with a word of no bytes, and its strings are UTF-8', () => {
    const sentence = encodeSentence(['/login', '=name=Jānis', Buffer.from([0xff])]);
    assert.equal(sentence.toString('latin1'), '\x06/login\x0c=name=J\xc4\x81nis\x01\xff\x00');
  });
});
