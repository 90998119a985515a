import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { connect as connectTls } from 'node:tls';
import { SentenceDecoder } from '../../exporter/routeros/decoder.ts';
import { encodeSentence } from '../../exporter/routeros/words.ts';
import { type Device } from '../device.ts';
import { SIMULATOR_CERTIFICATE } from '../network/certificate.ts';

/** A reply sentence; its bytes are read as Latin-1 if they are not UTF-8. */
export interface Reply {
  /** `!re`, `!done`, … */
  readonly kind: string;
  readonly tag: string | undefined;
  readonly attributes: Readonly<Record<string, string>>;
  readonly words: readonly string[];
}

/** How long a test waits for a reply before it fails, ms. */
const PATIENCE = 5000;

/** An API client that hides nothing: it writes sentences and hands out each reply sentence as it came. */
export class RawClient {
  readonly socket: Socket;
  readonly received: Reply[] = [];
  /** Settles when the connection is gone, with the error's code or `end`. */
  readonly closed: Promise<string>;
  receivedBytes = 0;
  #taken = 0;
  #change = Promise.withResolvers<undefined>();

  private constructor(socket: Socket) {
    this.socket = socket;
    const decoder = new SentenceDecoder(({ bytes, starts, ends, words }) => {
      this.received.push(
        reply(Array.from({ length: words }, (_, word) => textOf(bytes.subarray(starts[word], ends[word])))),
      );
    });
    let reason = 'end';
    let decodes = true;
    socket.on('error', (error: NodeJS.ErrnoException) => (reason = error.code ?? error.message));
    socket.on('data', (chunk: Buffer) => {
      this.receivedBytes += chunk.length;
      try {
        if (decodes) decoder.push(chunk);
      } catch {
        decodes = false;
      }
      this.#changed();
    });
    this.closed = new Promise((resolve) => {
      socket.on('close', () => {
        this.#changed();
        resolve(reason);
      });
    });
  }

  static async connect(device: Device): Promise<RawClient> {
    const { host, port } = device;
    const socket = device.spec.tls
      ? connectTls({ host, port, ca: SIMULATOR_CERTIFICATE })
      : connect({ host, port });
    const client = new RawClient(socket);
    await once(socket, device.spec.tls ? 'secureConnect' : 'connect');
    return client;
  }

  /** Connected and logged in. */
  static async open(device: Device): Promise<RawClient> {
    const client = await RawClient.connect(device);
    const [answer] = await client.ask('/login', `=name=${device.username}`, `=password=${device.password}`);
    if (answer?.kind !== '!done') throw new Error(`login: ${answer?.words.join(' ') ?? 'no answer'}`);
    return client;
  }

  /** Writes sentences, all in one. */
  send(...sentences: readonly (readonly string[])[]): void {
    this.socket.write(Buffer.concat(sentences.map((words) => encodeSentence(words))));
  }

  /** Sends one command and returns its replies up to `!done` or `!fatal`. */
  async ask(...words: readonly string[]): Promise<Reply[]> {
    this.send(words);
    return this.untilDone();
  }

  /** The rows of a print, as attributes. */
  async rows(...words: readonly string[]): Promise<Readonly<Record<string, string>>[]> {
    const replies = await this.ask(...words);
    const last = replies.at(-1);
    if (replies.some(({ kind }) => kind === '!trap' || kind === '!fatal'))
      throw new Error(JSON.stringify(replies));
    if (last?.kind !== '!done') throw new Error('no !done');
    return replies.filter(({ kind }) => kind === '!re').map(({ attributes }) => attributes);
  }

  /** Takes replies until the next `!done` or `!fatal`. */
  async untilDone(): Promise<Reply[]> {
    const replies: Reply[] = [];
    for (;;) {
      const next = await this.next();
      replies.push(next);
      if (next.kind === '!done' || next.kind === '!fatal') return replies;
    }
  }

  /** The next reply sentence. @throws if none comes. */
  async next(): Promise<Reply> {
    await this.until(() => this.received.length > this.#taken, 'a reply');
    const next = this.received[this.#taken];
    this.#taken += 1;
    if (next === undefined) throw new Error('no reply');
    return next;
  }

  /** Waits for a condition on what was received. @throws after five seconds, or when the connection ends first. */
  async until(condition: () => boolean, what: string): Promise<void> {
    const deadline = AbortSignal.timeout(PATIENCE);
    const expired = once(deadline, 'abort').then(() => {
      throw new Error(`no sign of ${what} in ${PATIENCE} ms`);
    });
    expired.catch(() => undefined);
    while (!condition()) {
      if (this.socket.closed) throw new Error(`the connection ended before ${what}`);
      await Promise.race([this.#change.promise, expired]);
    }
  }

  close(): void {
    this.socket.destroy();
  }

  #changed(): void {
    this.#change.resolve(undefined);
    this.#change = Promise.withResolvers();
  }
}

function reply(words: readonly string[]): Reply {
  const attributes: Record<string, string> = {};
  let tag: string | undefined;
  for (const word of words.slice(1)) {
    const [, name = '', value = ''] = /^=([^=]*)=(.*)$/s.exec(word) ?? [];
    if (word.startsWith('.tag=')) tag = word.slice('.tag='.length);
    else if (name) attributes[name] = value;
  }
  return { kind: words[0] ?? '', tag, attributes, words };
}

const utf8 = new TextDecoder('utf-8', { fatal: true });

function textOf(bytes: Buffer): string {
  try {
    return utf8.decode(bytes);
  } catch {
    return bytes.toString('latin1');
  }
}
