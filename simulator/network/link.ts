import { type Socket } from 'node:net';
import { setTimeout as sleep } from 'node:timers/promises';
import { type SecureContext, TLSSocket } from 'node:tls';

/** How a device's connections behave at the moment. */
export interface Conditions {
  /** `silent`: what is read is thrown away, nothing is sent. `unreachable`: nothing is read either. */
  readonly reach: 'normal' | 'silent' | 'unreachable';
  /** Of a round trip, ms: half of it is added to each direction. */
  readonly latency: number;
  /** Milliseconds between two bytes sent; undefined for as fast as the socket takes them. */
  readonly dripInterval: number | undefined;
}

/** Past this many bytes waiting, whoever writes should wait for `drained`. */
const HIGH_WATER = 64 * 1024;

/**
 * One accepted connection, plain or TLS. All that is sent in one turn of the event loop leaves in one
 * write; latency, drip and holding are applied here, so that nothing above knows of them.
 */
export class Link {
  readonly #raw: Socket;
  readonly #conditions: Conditions;
  readonly #secureContext: SecureContext | undefined;
  readonly #onBytes: (chunk: Buffer) => void;
  #socket: Socket | undefined;
  #queue: { readonly bytes: Buffer; readonly due: number }[] = [];
  #queuedBytes = 0;
  #pumping = false;
  #paused = false;
  #closed = false;
  #ended = false;
  #answered = true;
  /** Renewed at each change of anything that somebody may wait for. */
  #change = Promise.withResolvers<undefined>();

  constructor(
    raw: Socket,
    conditions: Conditions,
    secureContext: SecureContext | undefined,
    onBytes: (chunk: Buffer) => void,
    onClose: () => void,
  ) {
    this.#raw = raw;
    this.#conditions = conditions;
    this.#secureContext = secureContext;
    this.#onBytes = onBytes;
    raw.setNoDelay(true);
    // A peer may go away at any time; 'close' follows.
    raw.on('error', () => undefined);
    raw.on('close', () => {
      this.#closed = true;
      this.#queue = [];
      this.#changed();
      onClose();
    });
    this.update();
  }

  get closed(): boolean {
    return this.#closed;
  }

  get remoteAddress(): string {
    return this.#raw.remoteAddress ?? '';
  }

  /** True if too much waits to be sent: see `drained`. */
  get full(): boolean {
    return !this.#closed && this.#queuedBytes + (this.#socket?.writableLength ?? 0) > HIGH_WATER;
  }

  async drained(): Promise<void> {
    while (this.full) await this.#change.promise;
  }

  /** True once for each time that something was sent after the last call, and for the first call. */
  takeTurn(): boolean {
    const answered = this.#answered;
    this.#answered = false;
    return answered;
  }

  send(bytes: Buffer): void {
    if (this.#closed || this.#ended) return;
    this.#queue.push({ bytes, due: performance.now() + this.#conditions.latency / 2 });
    this.#queuedBytes += bytes.length;
    this.#startPump();
  }

  /** Stops or resumes reading what the peer sends. */
  pause(paused: boolean): void {
    this.#paused = paused;
    this.update();
  }

  /** Closes when all has been sent. */
  end(): void {
    this.#ended = true;
    this.#startPump();
  }

  /** Closes at once, with a TCP reset. */
  reset(): void {
    this.#raw.resetAndDestroy();
  }

  /** To be called when the conditions have changed. */
  update(): void {
    const { reach } = this.#conditions;
    if (reach === 'normal') this.#socket ??= this.#open();
    // A connection accepted in silence is read too, or its end would go unnoticed.
    const socket = this.#socket ?? this.#raw;
    if (reach === 'silent' || (reach === 'normal' && !this.#paused)) socket.resume();
    else socket.pause();
    this.#changed();
  }

  #open(): Socket {
    const socket = this.#secureContext
      ? new TLSSocket(this.#raw, { isServer: true, secureContext: this.#secureContext })
      : this.#raw;
    if (socket !== this.#raw) socket.on('error', () => this.#raw.destroy());
    socket.on('drain', () => this.#changed());
    socket.on('data', (chunk: Buffer) => {
      const { latency, reach } = this.#conditions;
      if (reach === 'silent') return;
      if (latency === 0) this.#onBytes(chunk);
      else setTimeout(() => this.#closed || this.#onBytes(chunk), latency / 2);
    });
    return socket;
  }

  #isHeld(): boolean {
    return this.#conditions.reach !== 'normal';
  }

  #changed(): void {
    this.#change.resolve(undefined);
    this.#change = Promise.withResolvers();
  }

  #startPump(): void {
    if (this.#pumping) return;
    this.#pumping = true;
    process.nextTick(() => void this.#pump());
  }

  async #pump(): Promise<void> {
    for (let next = this.#queue[0]; next !== undefined; next = this.#queue[0]) {
      const socket = this.#socket;
      const wait = next.due - performance.now();
      if (wait > 0) await sleep(wait);
      else if (this.#isHeld() || socket === undefined || socket.writableNeedDrain) await this.#change.promise;
      else if (this.#conditions.dripInterval !== undefined) await this.#drip(socket, next.bytes);
      else this.#write(socket);
    }
    this.#pumping = false;
    if (this.#ended && !this.#closed) (this.#socket ?? this.#raw).end();
  }

  /** Writes all that is due, in one go. */
  #write(socket: Socket): void {
    const now = performance.now();
    const later = this.#queue.findIndex(({ due }) => due > now);
    const due = this.#queue.splice(0, later === -1 ? this.#queue.length : later);
    this.#writeNow(
      socket,
      due.length === 1 && due[0] ? due[0].bytes : Buffer.concat(due.map(({ bytes }) => bytes)),
    );
  }

  async #drip(socket: Socket, bytes: Buffer): Promise<void> {
    this.#queue.shift();
    let rest = bytes;
    while (rest.length > 0 && !this.closed) {
      const interval = this.#conditions.dripInterval;
      if (this.#isHeld()) {
        await this.#change.promise;
      } else if (interval === undefined) {
        this.#writeNow(socket, rest);
        return;
      } else {
        this.#writeNow(socket, rest.subarray(0, 1));
        rest = rest.subarray(1);
        await sleep(interval);
      }
    }
  }

  #writeNow(socket: Socket, bytes: Buffer): void {
    this.#queuedBytes -= bytes.length;
    this.#answered = true;
    socket.write(bytes);
    this.#changed();
  }
}
