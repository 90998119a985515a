import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DecodeError, type DecoderLimits, SentenceDecoder } from './decoder.ts';
import { cut } from './testing/chunks.ts';
import { encodeSentence, lengthBytes } from './words.ts';

const LIMITS: DecoderLimits = { wordBytes: 100, sentenceBytes: 300, sentenceWords: 10 };

/** Decodes chunks into sentences of words, each as latin1. */
function decode(chunks: readonly Buffer[], limits?: DecoderLimits): string[][] {
  const sentences: string[][] = [];
  const decoder = new SentenceDecoder(({ bytes, starts, ends, words }) => {
    sentences.push(starts.slice(0, words).map((start, word) => bytes.toString('latin1', start, ends[word])));
  }, limits);
  for (const chunk of chunks) decoder.push(chunk);
  return sentences;
}

/** A word whose length takes `prefix` bytes, or more if it must. */
function wordOf(text: Buffer, prefix: number): Buffer {
  const form = Math.max(prefix, lengthBytes(text.length));
  const length = Buffer.alloc(form);
  if (form === 5) {
    length.writeUInt8(0xf0);
    length.writeUInt32BE(text.length, 1);
  } else {
    length.writeUIntBE(text.length, 0, form);
    length.writeUInt8(length.readUInt8() | ([0, 0x80, 0xc0, 0xe0][form - 1] ?? 0));
  }
  return Buffer.concat([length, text]);
}

const someBytes = fc.oneof(
  { weight: 8, arbitrary: fc.uint8Array({ minLength: 1, maxLength: 40 }) },
  {
    weight: 1,
    arbitrary: fc.constantFrom(0x7f, 0x80, 0x3fff, 0x4000, 0xffff).map((length) => new Uint8Array(length)),
  },
);
const someWord = fc.record({
  text: someBytes.map((bytes) => Buffer.from(bytes)),
  prefix: fc.integer({ min: 1, max: 5 }),
});
const someStream = fc.array(fc.array(someWord, { maxLength: 6 }), { maxLength: 8 });

describe('a sentence decoder', () => {
  it('reads any stream alike, wherever it is cut and however its lengths are written', () => {
    fc.assert(
      fc.property(
        someStream,
        fc.array(fc.integer({ min: 1, max: 200 }), { minLength: 1 }),
        (stream, sizes) => {
          const end = Buffer.alloc(1);
          const bytes = Buffer.concat(
            stream.map((words) =>
              Buffer.concat([...words.map(({ text, prefix }) => wordOf(text, prefix)), end]),
            ),
          );
          const expected = stream
            .filter((words) => words.length > 0)
            .map((words) => words.map(({ text }) => text.toString('latin1')));
          assert.deepEqual(decode(cut(bytes, sizes)), expected);
          assert.deepEqual(decode([bytes]), expected);
        },
      ),
    );
  });

  it('reads the same when each byte comes alone', () => {
    const bytes = Buffer.concat([encodeSentence(['!re', 'x'.repeat(0x80)]), encodeSentence(['!done'])]);
    assert.deepEqual(decode(cut(bytes, [1])), [['!re', 'x'.repeat(0x80)], ['!done']]);
  });

  it('does nothing but throw DecodeError on arbitrary bytes, and holds no more than a sentence', () => {
    fc.assert(
      fc.property(fc.array(fc.uint8Array({ maxLength: 200 })), (chunks) => {
        const decoder = new SentenceDecoder(({ size, words }) => {
          assert.ok(size <= LIMITS.sentenceBytes && words <= LIMITS.sentenceWords);
        }, LIMITS);
        try {
          for (const chunk of chunks) {
            decoder.push(Buffer.from(chunk));
            assert.ok(decoder.heldBytes <= LIMITS.sentenceBytes);
          }
        } catch (error) {
          assert.ok(error instanceof DecodeError, String(error));
        }
      }),
    );
  });

  const refused: readonly [what: string, bytes: Buffer, message: RegExp][] = [
    ['a reserved length byte', Buffer.from([0xf1]), /reserved byte 0xf1/],
    [
      'a word over the limit, as soon as its length is there',
      Buffer.from([0x80, 101]),
      /a word of 101 bytes/,
    ],
    ['a length of 4 GiB', Buffer.from('f0ffffffff', 'hex'), /a word of 4294967295 bytes/],
    [
      'a sentence over its byte limit',
      Buffer.concat(Array<Buffer>(4).fill(wordOf(Buffer.alloc(90), 1))),
      /300 bytes/,
    ],
    [
      'a sentence over its word limit',
      Buffer.concat(Array<Buffer>(11).fill(wordOf(Buffer.alloc(1), 1))),
      /10 words/,
    ],
  ];
  for (const [what, bytes, message] of refused) {
    it(`refuses ${what}, cut anywhere`, () => {
      for (const sizes of [[1], [bytes.length]])
        assert.throws(() => decode(cut(bytes, sizes), LIMITS), message);
    });
  }

  it('takes words and sentences that are exactly as large as the limits', () => {
    const words = ['x'.repeat(100), ...Array<string>(8).fill('y'), 'z'.repeat(100)];
    assert.deepEqual(decode([encodeSentence(words)], LIMITS), [words]);
  });

  it('takes nothing after it has failed', () => {
    const decoder = new SentenceDecoder(() => assert.fail('a sentence'));
    assert.throws(() => decoder.push(Buffer.from([0xff])), DecodeError);
    assert.throws(() => decoder.push(encodeSentence(['!done'])), DecodeError);
    assert.equal(decoder.heldBytes, 0);
  });

  it('holds nothing between sentences', () => {
    const decoder = new SentenceDecoder(() => undefined);
    const sentence = encodeSentence(['!re', 'x'.repeat(1000)]);
    decoder.push(sentence.subarray(0, 500));
    assert.equal(decoder.heldBytes, 500);
    decoder.push(sentence.subarray(500));
    assert.equal(decoder.heldBytes, 0);
  });
});
