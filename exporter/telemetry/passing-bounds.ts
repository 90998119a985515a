import { type Limits } from '../config/config.ts';
import { MAX_LABEL_VALUE_LENGTH } from '../exposition/labels.ts';
import { DEFAULT_DECODER_LIMITS } from '../routeros/decoder.ts';
import { type RouterosError } from '../routeros/errors.ts';
import { type Bounds } from './bound.ts';
import { type CollectorRecord, type ConnectionRecord } from './probe-record.ts';
import { RecentPeak } from './recent-peak.ts';

interface PassingBound {
  readonly peak: RecentPeak;
  dropped: number;
}

/**
 * The bounds on what passes through, one thing at a time, and is not kept: words, sentences, replies,
 * expositions, label values. Their level is the largest of the last minutes.
 */
export class PassingBounds {
  readonly #bounds: Bounds;
  readonly #counted = new WeakSet<RouterosError>();
  readonly #byName = new Map<string, PassingBound>();
  readonly #words;
  readonly #sentences;
  readonly #rows;
  readonly #replies;
  readonly #samples;
  readonly #expositions;
  readonly #labelValues;

  /** @param limits the largest of any module of the configuration in force */
  constructor(bounds: Bounds, limits: () => Limits) {
    this.#bounds = bounds;
    const { wordBytes, sentenceBytes } = DEFAULT_DECODER_LIMITS;
    const ended = 'the session is closed, reason `protocol`';
    this.#words = this.#add('word_bytes', ended, () => wordBytes);
    this.#sentences = this.#add('sentence_bytes', ended, () => sentenceBytes);
    const cancelled =
      'the command is cancelled; its collector fails with `limit`, or is cut short and says so';
    this.#rows = this.#add('reply_rows', cancelled, () => limits().rows, 'limits.rows');
    this.#replies = this.#add('reply_bytes', cancelled, () => limits().bytes, 'limits.reply_bytes');
    const failed = 'the collector that would pass it fails with `limit`';
    this.#samples = this.#add('exposition_samples', failed, () => limits().samples, 'limits.samples');
    const setting = 'limits.exposition_bytes';
    this.#expositions = this.#add('exposition_bytes', failed, () => limits().expositionBytes, setting);
    const cut = 'the value is cut; each sample with one is counted';
    this.#labelValues = this.#add('label_value_length', cut, () => MAX_LABEL_VALUE_LENGTH);
  }

  /** Notes how large things were in one poll. */
  note(connection: ConnectionRecord, collectors: readonly CollectorRecord[]): void {
    this.#words.peak.note(connection.longestWord);
    this.#sentences.peak.note(connection.longestSentence);
    let samples = 0;
    let bytes = 0;
    for (const collector of collectors) {
      samples += collector.samples;
      bytes += collector.bytes;
      this.#labelValues.peak.note(collector.longestLabelValue);
      this.#labelValues.dropped += collector.cutSamples;
      if (collector.error !== undefined) this.passed(collector.error);
      for (const command of collector.commands) {
        this.#rows.peak.note(command.rows);
        this.#replies.peak.note(command.bytes);
        if (command.error !== undefined) this.passed(command.error);
      }
    }
    this.#samples.peak.note(samples);
    this.#expositions.peak.note(bytes);
  }

  /** Counts an error at the bound it names, once: the end of a session is the error of all its commands. */
  passed(error: RouterosError): void {
    const bound = this.#byName.get(error.bound ?? '');
    if (bound === undefined || this.#counted.has(error)) return;
    this.#counted.add(error);
    bound.dropped += 1;
  }

  #add(name: string, summary: string, capacity: () => number, setting?: string): PassingBound {
    const bound: PassingBound = { peak: new RecentPeak(), dropped: 0 };
    this.#byName.set(name, bound);
    this.#bounds.add({
      name,
      summary,
      ...(setting === undefined ? {} : { setting }),
      capacity,
      level: () => bound.peak.value,
      dropped: () => bound.dropped,
    });
    return bound;
  }
}
