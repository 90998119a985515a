import { standsAt } from './attributes.ts';
import { type SentenceView } from './decoder.ts';
import { type ReadText } from './text.ts';

const REPLY_WORDS = ['!re', '!done', '!empty', '!trap', '!fatal'] as const;

/** What a reply sentence is, by its first word. */
export type ReplyWord = (typeof REPLY_WORDS)[number];

const TAG = '.tag=';
const ZERO = 0x30;
/** More digits than any tag of ours has; their value still is exact. */
const TAG_DIGITS = 15;

/** The reply word of a sentence; undefined for one that this client does not know. */
export function replyWord(sentence: SentenceView): ReplyWord | undefined {
  const start = sentence.starts[0] as number;
  const length = (sentence.ends[0] as number) - start;
  for (const word of REPLY_WORDS) {
    if (word.length === length && standsAt(sentence.bytes, start, word)) return word;
  }
  return undefined;
}

/** The number in `.tag=…`, which may stand at any place of a reply; undefined without a tag, or with one not ours. */
export function tagOf({ bytes, starts, ends, words }: SentenceView): number | undefined {
  for (let word = 1; word < words; word += 1) {
    const start = starts[word] as number;
    if (standsAt(bytes, start, TAG)) return digits(bytes, start + TAG.length, ends[word] as number);
  }
  return undefined;
}

/** The text behind `prefix` (`=message=`) of the first word that begins so. */
export function valueOf(sentence: SentenceView, prefix: string, readText: ReadText): string | undefined {
  const { bytes, starts, ends, words } = sentence;
  for (let word = 1; word < words; word += 1) {
    const start = starts[word] as number;
    const end = ends[word] as number;
    if (end - start >= prefix.length && standsAt(bytes, start, prefix)) {
      return readText(bytes, start + prefix.length, end);
    }
  }
  return undefined;
}

/** What a `!fatal` says, in a word of its own. */
export function fatalReason({ bytes, starts, ends, words }: SentenceView, readText: ReadText): string {
  return words > 1 ? quote(readText(bytes, starts[1] as number, ends[1] as number)) : 'no reason given';
}

/** Characters that an error keeps of what a device says; a word may have 64 KiB. */
const QUOTED_CHARACTERS = 256;

/** What a device says, short enough for an error or a log line. */
export function quote(text: string): string {
  return text.length > QUOTED_CHARACTERS ? `${text.slice(0, QUOTED_CHARACTERS)}…` : text;
}

function digits(bytes: Buffer, start: number, end: number): number | undefined {
  if (end <= start || end - start > TAG_DIGITS) return undefined;
  let value = 0;
  for (let at = start; at < end; at += 1) {
    const digit = (bytes[at] as number) - ZERO;
    if (digit < 0 || digit > 9) return undefined;
    value = value * 10 + digit;
  }
  return value;
}
