import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { DecodeError, type DecoderLimits, SentenceDecoder } from './decoder.ts';
import { Bounds } from '../telemetry/bound.ts';
import { HeldBytes } from '../telemetry/held-bytes.ts';
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

  it('says how long the longest word and sentence were since that was last asked', () => {
    const decoder = new SentenceDecoder(() => undefined);
    const sentence = encodeSentence(['!re', '=name=ether1']);
    decoder.push(sentence);
    decoder.push(encodeSentence(['!done']));
    assert.deepEqual(decoder.takeLongest(), { word: '=name=ether1'.length, sentence: sentence.length });
    assert.deepEqual(decoder.takeLongest(), { word: 0, sentence: 0 });
  });

  it('names the limit that was passed', () => {
    const words = (count: number, length: number): Buffer =>
      encodeSentence(Array.from({ length: count }, () => 'x'.repeat(length)));
    const boundOf = (chunk: Buffer): unknown => {
      try {
        decode([chunk], LIMITS);
      } catch (error) {
        return error instanceof DecodeError ? error.bound : error;
      }
      return 'none';
    };
    assert.equal(boundOf(words(1, 101)), 'word_bytes');
    assert.equal(boundOf(words(9, 90)), 'sentence_bytes');
    assert.equal(boundOf(words(11, 1)), 'sentence_bytes');
    assert.equal(boundOf(Buffer.from([0xff])), undefined);
  });
});

describe('what decoders together may hold', () => {
  /** A ledger over `capacity` bytes, as all probes share one. */
  function ledgerOf(capacity: number): { readonly ledger: HeldBytes; readonly held: () => number } {
    const bounds = new Bounds();
    const ledger = new HeldBytes(capacity, bounds);
    return { ledger, held: () => bounds.list()[0]?.level() ?? NaN };
  }
  /** Decoders have 4 KiB of their own. */
  const OWN = 4096;
  const half = encodeSentence(['x'.repeat(20_000)]).subarray(0, 10_000);

  it('is what they hold beyond their own few bytes, and nothing once their sentences have ended', () => {
    const { ledger, held } = ledgerOf(100_000);
    const stream = Buffer.concat(Array.from({ length: 5 }, () => encodeSentence(['x'.repeat(20_000), 'y'])));
    fc.assert(
      fc.property(fc.array(fc.integer({ min: 500, max: 9000 }), { minLength: 1 }), (sizes) => {
        const decoder = new SentenceDecoder(() => undefined, undefined, ledger);
        for (const chunk of cut(stream, sizes)) {
          decoder.push(chunk);
          assert.ok(held() >= decoder.heldBytes - OWN);
        }
        assert.equal(held(), 0);
      }),
    );
  });

  it('ends the decoder that would pass it, with limit, and no other', () => {
    const { ledger, held } = ledgerOf(10_000);
    const one = new SentenceDecoder(() => undefined, undefined, ledger);
    const other = new SentenceDecoder(() => undefined, undefined, ledger);
    one.push(half);
    assert.throws(() => other.push(half), { name: 'DecodeError', bound: 'held_bytes' });
    assert.equal(one.heldBytes, 10_000);
    assert.equal(held(), 10_000 - OWN);
  });

  it('is asked by nobody for a short sentence that a packet has cut, however full it is', () => {
    const { ledger } = ledgerOf(0);
    const decoder = new SentenceDecoder(() => undefined, undefined, ledger);
    const sentence = encodeSentence(['!re', '=name=ether1']);
    decoder.push(
      Buffer.concat([Buffer.concat(Array.from({ length: 3000 }, () => sentence)), sentence.subarray(0, 9)]),
    );
    decoder.push(sentence.subarray(9));
    assert.equal(decoder.heldBytes, 0);
  });

  it('is given back to the last bytes when a long sentence has ended and the next has begun', () => {
    const { ledger, held } = ledgerOf(2 ** 21);
    const decoder = new SentenceDecoder(() => undefined, undefined, ledger);
    const long = encodeSentence(Array.from({ length: 15 }, () => 'x'.repeat(60_000)));
    decoder.push(long.subarray(0, 500_000));
    decoder.push(Buffer.concat([long.subarray(500_000), half.subarray(0, 1)]));
    assert.equal(decoder.heldBytes, 1);
    assert.equal(held(), 0, 'an idle session keeps no room for what it once received');
  });

  it('is given back when a decoder is closed, inside its own callback too', () => {
    const { ledger, held } = ledgerOf(100_000);
    const decoder = new SentenceDecoder(() => undefined, undefined, ledger);
    decoder.push(half);
    decoder.close();
    const closing: SentenceDecoder = new SentenceDecoder(() => closing.close(), undefined, ledger);
    closing.push(Buffer.concat([encodeSentence(['!done']), half]));
    assert.equal(held(), 0);
  });
});
