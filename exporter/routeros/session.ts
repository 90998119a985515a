import { type Duplex } from 'node:stream';
import {
  type ByteLedger,
  DecodeError,
  DEFAULT_DECODER_LIMITS,
  type DecoderLimits,
  SentenceDecoder,
  type SentenceView,
} from './decoder.ts';
import { DeadlineTimer } from './deadline-timer.ts';
import { asRouterosError, RouterosError } from './errors.ts';
import { type Command, type CommandRecord, PendingCommand } from './pending.ts';
import { fatalReason, replyWord, tagOf } from './reply.ts';
import { socketError } from './socket-errors.ts';
import { type ReadText } from './text.ts';
import { encodeSentence } from './words.ts';

export type { Command, CommandRecord } from './pending.ts';

/** What one session holds and bears at most. */
export interface SessionLimits {
  readonly decoder: DecoderLimits;
  /** Commands that the device works on at once. */
  readonly inFlight: number;
  /** Commands that wait for one of these to end; one more ends with `limit`. */
  readonly waiting: number;
  /** How long a cancelled command may take to end before the session is given up, in ms. */
  readonly drainTime: number;
  /** Bytes that a device may send while nothing has been asked. */
  readonly unaskedBytes: number;
  /** How long the FIN of a closed session may take to be sent, in ms. */
  readonly closeTime: number;
  /** What all sessions together may hold of sentences that have not ended; no limit if left out. */
  readonly ledger?: ByteLedger;
}

export const DEFAULT_SESSION_LIMITS: SessionLimits = {
  decoder: DEFAULT_DECODER_LIMITS,
  inFlight: 256,
  waiting: 512,
  drainTime: 1000,
  unaskedBytes: 64 * 1024,
  closeTime: 1000,
};

/** The tag of every `/cancel`: nobody waits for its reply, and a cancel of a finished command may have none. */
const CANCEL_TAG = 0;

/**
 * One connection to a device, with many commands on it at once, told apart by tag.
 * Whatever the device sends or fails to send, each command's promise settles once, and nothing is thrown.
 */
export class Session {
  /** Settles when the socket is gone, with why. */
  readonly closed: Promise<RouterosError>;
  readonly #socket: Duplex;
  readonly #readText: ReadText;
  readonly #limits: SessionLimits;
  readonly #decoder: SentenceDecoder;
  readonly #timer = new DeadlineTimer(() => this.#expire());
  /** In the order they were asked. */
  readonly #waiting = new Set<PendingCommand>();
  /** By tag: what the device works on, cancelled commands whose `!done` has not come included. */
  readonly #running = new Map<number, PendingCommand>();
  #outgoing: Buffer[] = [];
  #flushing = false;
  /** As many commands run as may; no other is sent until half of them have ended, so that they leave in one write. */
  #full = false;
  #lastTag = CANCEL_TAG;
  #arrivedAt = 0;
  #unaskedBytes = 0;
  #receivedBytes = 0;
  #unknownReplies = 0;
  #failure: RouterosError | undefined;

  /** Takes over a connected socket: nobody else may read it, write to it or end it. */
  constructor(socket: Duplex, readText: ReadText, limits: SessionLimits = DEFAULT_SESSION_LIMITS) {
    this.#socket = socket;
    this.#readText = readText;
    this.#limits = limits;
    this.#decoder = new SentenceDecoder(
      (sentence) => this.#dispatch(sentence),
      limits.decoder,
      limits.ledger,
    );
    this.closed = new Promise((resolve) => {
      socket.on('close', () => resolve(this.#fail(hungUp())));
    });
    socket.on('data', (chunk: Buffer) => this.#receive(chunk));
    socket.on('end', () => this.destroy(hungUp()));
    socket.on('error', (error) => this.destroy(socketError('session', error)));
  }

  get open(): boolean {
    return this.#failure === undefined;
  }

  get receivedBytes(): number {
    return this.#receivedBytes;
  }

  /** Bytes of a partial sentence and of commands that the socket has not taken yet. */
  get heldBytes(): number {
    return this.#decoder.heldBytes + this.#socket.writableLength;
  }

  /** Replies with an unknown reply word or tag; each was ignored. */
  get unknownReplies(): number {
    return this.#unknownReplies;
  }

  /** The longest word and the longest sentence since they were last taken, in bytes. */
  takeLongest(): { readonly word: number; readonly sentence: number } {
    return this.#decoder.takeLongest();
  }

  /**
   * Asks the device. Always resolves: a failure is the record's `error`. Commands that are started in the same
   * turn of the event loop leave in one write.
   */
  run<A extends string>(command: Command<A>): Promise<CommandRecord> {
    const pending = new PendingCommand(command, this.#readText);
    const refusal = this.#refusal(pending);
    if (refusal !== undefined) {
      pending.settle(refusal);
      return pending.record;
    }
    this.#waiting.add(pending);
    pending.watchSignal((error) => this.#abandon(pending, error));
    this.#timer.set(pending.deadline);
    this.#scheduleFlush();
    return pending.record;
  }

  /** Ends the session with FIN; commands that are pending end with `closed`. */
  close(): void {
    if (!this.open) return;
    this.#fail(new RouterosError('closed', 'the session was closed'));
    const timer = setTimeout(() => this.#socket.destroy(), this.#limits.closeTime).unref();
    this.#socket.end(() => {
      clearTimeout(timer);
      this.#socket.destroy();
    });
  }

  /** Ends the session at once; commands that are pending end with `error`. */
  destroy(error = new RouterosError('closed', 'the session was closed')): void {
    this.#fail(error);
    this.#socket.destroy();
  }

  /** Settles whatever is pending, unless the session has failed before. Returns why it failed first. */
  #fail(error: RouterosError): RouterosError {
    if (this.#failure !== undefined) return this.#failure;
    this.#failure = error;
    this.#timer.clear();
    for (const pending of [...this.#waiting, ...this.#running.values()]) pending.settle(error);
    this.#waiting.clear();
    this.#running.clear();
    this.#outgoing = [];
    this.#decoder.close();
    return error;
  }

  /** Why a command is not even put in the queue, if so. */
  #refusal(pending: PendingCommand): RouterosError | undefined {
    if (this.#failure !== undefined) return this.#failure;
    if (pending.deadline <= performance.now()) return pending.timeout();
    const { waiting } = this.#limits;
    if (this.#waiting.size < waiting + this.#free()) return undefined;
    return new RouterosError('limit', `${pending.path}: ${waiting} commands wait for this device already`);
  }

  /** Ends a command before the device does: one that it works on is cancelled, and drains until its `!done`. */
  #abandon(pending: PendingCommand, error: RouterosError): void {
    if (pending.settled) return;
    pending.settle(error);
    if (this.#waiting.delete(pending)) return;
    pending.deadline = performance.now() + this.#limits.drainTime;
    this.#timer.set(pending.deadline);
    this.#outgoing.push(encodeSentence(['/cancel', `=tag=${pending.tag}`, `.tag=${CANCEL_TAG}`]));
    this.#scheduleFlush();
  }

  /** Abandons what is past its deadline, and gives up a device that does not even end what was cancelled. */
  #expire(): void {
    const now = performance.now();
    let next = Infinity;
    for (const pending of [...this.#waiting, ...this.#running.values()]) {
      if (pending.deadline > now) {
        next = Math.min(next, pending.deadline);
      } else if (pending.settled) {
        const within = `within ${this.#limits.drainTime} ms`;
        this.destroy(new RouterosError('timeout', `${pending.path}: cancelled, and did not end ${within}`));
        return;
      } else {
        this.#abandon(pending, pending.timeout());
      }
    }
    this.#timer.set(next);
  }

  #free(): number {
    return this.#limits.inFlight - this.#running.size;
  }

  #scheduleFlush(): void {
    if (this.#flushing) return;
    this.#flushing = true;
    process.nextTick(() => this.#flush());
  }

  #flush(): void {
    this.#flushing = false;
    if (this.#failure !== undefined) return;
    const now = performance.now();
    for (const pending of this.#waiting) {
      if (this.#free() === 0) this.#full = true;
      if (this.#full) break;
      this.#waiting.delete(pending);
      this.#lastTag += 1;
      this.#running.set(this.#lastTag, pending);
      this.#outgoing.push(pending.send(this.#lastTag, now));
    }
    if (this.#outgoing.length === 0) return;
    const batch = Buffer.concat(this.#outgoing);
    this.#outgoing = [];
    this.#unaskedBytes = 0;
    this.#socket.write(batch);
  }

  #receive(chunk: Buffer): void {
    if (this.#failure !== undefined) return;
    this.#arrivedAt = performance.now();
    this.#receivedBytes += chunk.length;
    if (this.#running.size === 0) {
      this.#unaskedBytes += chunk.length;
      if (this.#unaskedBytes > this.#limits.unaskedBytes) {
        const limit = this.#limits.unaskedBytes;
        this.destroy(
          new RouterosError('protocol', `the device sent more than ${limit} bytes that nobody asked for`),
        );
        return;
      }
    }
    try {
      this.#decoder.push(chunk);
    } catch (error) {
      this.destroy(error instanceof DecodeError ? undecodable(error) : asRouterosError(error));
    }
  }

  #dispatch(sentence: SentenceView): void {
    if (this.#failure !== undefined) return;
    const word = replyWord(sentence);
    if (word === '!fatal') {
      this.destroy(
        new RouterosError('closed', `the device ended the session: ${fatalReason(sentence, this.#readText)}`),
      );
      return;
    }
    const tag = tagOf(sentence);
    if (tag === CANCEL_TAG) return;
    const pending = tag === undefined ? undefined : this.#running.get(tag);
    if (tag === undefined || pending === undefined || word === undefined) {
      this.#unknownReplies += 1;
      return;
    }
    // A slow link takes its time for what was queued; as long as it comes, the other commands need not suffer.
    if (pending.settled && pending.drain(sentence)) {
      pending.deadline = performance.now() + this.#limits.drainTime;
    }
    if (word === '!done') {
      this.#running.delete(tag);
      if (this.#full && this.#running.size <= this.#limits.inFlight / 2) this.#full = false;
      if (this.#waiting.size > 0 && !this.#full) this.#scheduleFlush();
    }
    const error = pending.take(word, sentence, this.#arrivedAt);
    if (error !== undefined) this.#abandon(pending, error);
  }
}

function undecodable(error: DecodeError): RouterosError {
  const { bound, message } = error;
  const options = { cause: error, ...(bound === undefined ? {} : { bound }) };
  // Of this limit the device knows nothing.
  if (bound === 'held_bytes') return new RouterosError('limit', `the device sent ${message}`, options);
  return new RouterosError('protocol', `not the RouterOS API: the device sent ${message}`, options);
}

function hungUp(): RouterosError {
  return new RouterosError('closed', 'the device closed the connection');
}
