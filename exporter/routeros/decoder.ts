import { lengthBytesOf } from './words.ts';

/** The most that a peer can make one decoder hold. */
export interface DecoderLimits {
  /** Bytes of one word. */
  readonly wordBytes: number;
  /** Bytes of one sentence, lengths included; also what a partial sentence can hold. */
  readonly sentenceBytes: number;
  /** Words of one sentence. */
  readonly sentenceWords: number;
}

export const DEFAULT_DECODER_LIMITS: DecoderLimits = {
  wordBytes: 64 * 1024,
  sentenceBytes: 1024 * 1024,
  sentenceWords: 4096,
};

/** What all sessions together may hold of sentences that have not ended. */
export interface ByteLedger {
  /** False, and nothing taken, if that would be too much. */
  readonly take: (bytes: number) => boolean;
  readonly give: (bytes: number) => void;
}

const NO_LEDGER: ByteLedger = { take: () => true, give: () => undefined };

/** Thrown by `push` when no sentence can follow: the stream is not the API's, or is past a limit. */
export class DecodeError extends Error {
  override readonly name = 'DecodeError';
  /** The limit that was passed, if one was. */
  readonly bound: 'word_bytes' | 'sentence_bytes' | 'held_bytes' | undefined;

  constructor(message: string, bound?: DecodeError['bound']) {
    super(message);
    this.bound = bound;
  }
}

/**
 * One decoded sentence, as a view on the bytes it came in: valid only inside the callback that got it.
 * Word `i` is `bytes[starts[i] … ends[i])`.
 */
export interface SentenceView {
  readonly bytes: Buffer;
  readonly starts: readonly number[];
  readonly ends: readonly number[];
  /** How many words; `starts` and `ends` are scratch arrays that may be longer. */
  readonly words: number;
  /** Bytes the sentence took on the wire. */
  readonly size: number;
}

const NOTHING = Buffer.alloc(0);
/** Of each decoder's own: a sentence cut by a packet is no reason to ask anybody. */
const OWN_BYTES = 4096;

/**
 * Turns a stream of chunks, cut anywhere, into sentences. Whole sentences are read where they lie in
 * the chunk; only the partial one at its end is copied. Empty sentences are skipped, as the API says.
 */
export class SentenceDecoder {
  readonly #limits: DecoderLimits;
  readonly #ledger: ByteLedger;
  readonly #onSentence: (sentence: SentenceView) => void;
  readonly #starts: number[] = [];
  readonly #ends: number[] = [];
  #partial: Buffer = NOTHING;
  #partialLength = 0;
  /** Where in the partial sentence the next length stands, and how many words are before it. */
  #position = 0;
  #words = 0;
  #failed = false;
  /** Bytes taken from the ledger. */
  #taken = 0;
  #longestWord = 0;
  #longestSentence = 0;

  constructor(
    onSentence: (sentence: SentenceView) => void,
    limits: DecoderLimits = DEFAULT_DECODER_LIMITS,
    ledger: ByteLedger = NO_LEDGER,
  ) {
    this.#onSentence = onSentence;
    this.#limits = limits;
    this.#ledger = ledger;
  }

  /** The longest word and the longest sentence since they were last taken, in bytes. */
  takeLongest(): { readonly word: number; readonly sentence: number } {
    const longest = { word: this.#longestWord, sentence: this.#longestSentence };
    this.#longestWord = 0;
    this.#longestSentence = 0;
    return longest;
  }

  /** Gives back what it holds, and takes nothing more. */
  close(): void {
    this.#failed = true;
    this.#partial = NOTHING;
    this.#partialLength = 0;
    this.#account();
  }

  /** Bytes held for a sentence that has not ended yet. */
  get heldBytes(): number {
    return this.#partialLength;
  }

  /**
   * Takes the next chunk and calls back for each sentence that it completes.
   * @throws DecodeError at a reserved length byte or past a limit; the decoder takes nothing after that.
   */
  push(chunk: Buffer): void {
    if (this.#failed) throw new DecodeError('the stream has failed before');
    try {
      if (this.#partialLength === 0) {
        this.#read(chunk, chunk.length);
      } else {
        this.#append(chunk);
        this.#read(this.#partial, this.#partialLength);
      }
      this.#account();
    } catch (error) {
      this.close();
      throw error;
    }
  }

  #append(chunk: Buffer): void {
    const length = this.#partialLength + chunk.length;
    if (length > this.#partial.length) {
      const grown = Buffer.allocUnsafeSlow(Math.max(length, this.#partial.length * 2));
      this.#partial.copy(grown, 0, 0, this.#partialLength);
      this.#partial = grown;
    }
    chunk.copy(this.#partial, this.#partialLength);
    this.#partialLength = length;
  }

  /** Reads all whole sentences of `bytes[0 … length)` and keeps the rest. */
  #read(bytes: Buffer, length: number): void {
    const { wordBytes, sentenceBytes, sentenceWords } = this.#limits;
    let sentenceStart = 0;
    let position = this.#position;
    let words = this.#words;
    while (position < length) {
      const first = bytes[position] as number;
      const prefix = lengthBytesOf(first);
      if (prefix === 0)
        throw new DecodeError(`reserved byte 0x${first.toString(16)} where a word's length should be`);
      if (position + prefix > length) break;
      const wordLength = readLength(bytes, position, prefix);
      if (wordLength > wordBytes) {
        throw new DecodeError(
          `a word of ${wordLength} bytes, more than the limit of ${wordBytes}`,
          'word_bytes',
        );
      }
      const start = position + prefix;
      const end = start + wordLength;
      if (end - sentenceStart > sentenceBytes) {
        throw new DecodeError(
          `a sentence of more than the limit of ${sentenceBytes} bytes`,
          'sentence_bytes',
        );
      }
      if (end > length) break;
      position = end;
      if (wordLength > this.#longestWord) this.#longestWord = wordLength;
      if (wordLength > 0) {
        if (words === sentenceWords)
          throw new DecodeError(
            `a sentence of more than the limit of ${sentenceWords} words`,
            'sentence_bytes',
          );
        this.#starts[words] = start;
        this.#ends[words] = end;
        words += 1;
        continue;
      }
      if (words > 0) {
        const size = end - sentenceStart;
        if (size > this.#longestSentence) this.#longestSentence = size;
        this.#onSentence({ bytes, starts: this.#starts, ends: this.#ends, words, size });
      }
      sentenceStart = end;
      words = 0;
    }
    // A callback may have closed the session that this decoder belongs to.
    if (this.#failed) return;
    this.#keep(bytes, sentenceStart, length);
    this.#position = position - sentenceStart;
    this.#words = words;
    if (sentenceStart > 0) {
      for (let word = 0; word < words; word += 1) {
        this.#starts[word] = (this.#starts[word] as number) - sentenceStart;
        this.#ends[word] = (this.#ends[word] as number) - sentenceStart;
      }
    }
  }

  /** Keeps what is left in no more than it needs: thousands of sessions are idle between two scrapes. */
  #keep(bytes: Buffer, from: number, to: number): void {
    this.#partialLength = to - from;
    if (this.#partialLength === 0) {
      this.#partial = NOTHING;
    } else if (bytes !== this.#partial || from > 0) {
      const rest = Buffer.allocUnsafeSlow(this.#partialLength);
      bytes.copy(rest, 0, from, to);
      this.#partial = rest;
    }
  }

  /** Asks for what stays until the next chunk. @throws DecodeError */
  #account(): void {
    const bytes = Math.max(0, this.#partial.length - OWN_BYTES);
    if (bytes > this.#taken && !this.#ledger.take(bytes - this.#taken)) {
      throw new DecodeError('part of a sentence when all probes together held all they may', 'held_bytes');
    }
    if (bytes < this.#taken) this.#ledger.give(this.#taken - bytes);
    this.#taken = bytes;
  }
}

function readLength(bytes: Buffer, position: number, prefix: number): number {
  switch (prefix) {
    case 1:
      return bytes[position] as number;
    case 2:
      return bytes.readUInt16BE(position) & 0x3fff;
    case 3:
      return bytes.readUIntBE(position, 3) & 0x1fffff;
    case 4:
      return bytes.readUInt32BE(position) & 0x0fffffff;
    default:
      return bytes.readUInt32BE(position + 1);
  }
}
