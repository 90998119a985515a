import { once } from 'node:events';
import { createServer, type Server, type Socket } from 'node:net';
import { reportDefect } from './background.ts';
import { type BlackHole } from './black-hole.ts';

/** `dark` drops SYNs, so that a connect times out; `closed` refuses them. */
export type ListenerState = 'open' | 'closed' | 'dark';

/** The listening side of one device: its address, and how the address behaves. */
export class Listener {
  readonly host: string;
  readonly #blackHole: BlackHole;
  readonly #onSocket: (socket: Socket) => void;
  #port: number;
  #server: Server | undefined;
  #state: ListenerState = 'closed';
  #last: Promise<void> = Promise.resolve();

  constructor(host: string, port: number, blackHole: BlackHole, onSocket: (socket: Socket) => void) {
    this.host = host;
    this.#port = port;
    this.#blackHole = blackHole;
    this.#onSocket = onSocket;
  }

  /** With port 0, the port that was found free at the first opening, and kept from then on. */
  get port(): number {
    return this.#port;
  }

  /** Changes one after the other; resolves when this one is done. */
  become(state: ListenerState): Promise<void> {
    this.#last = this.#last.catch(() => undefined).then(() => this.#become(state));
    return this.#last;
  }

  async #become(state: ListenerState): Promise<void> {
    if (state === this.#state) return;
    if (this.#state === 'open') this.#server?.close();
    if (this.#state === 'dark') await this.#blackHole.release(this.host, this.#port);
    this.#state = 'closed';
    if (state === 'open') await this.#open();
    // Even if it fails half-way: what is swallowed must be released.
    this.#state = state;
    if (state === 'dark') await this.#blackHole.swallow(this.host, this.#port);
  }

  async #open(): Promise<void> {
    this.#server = createServer(this.#onSocket);
    this.#server.listen({ host: this.host, port: this.#port, backlog: 511 });
    await once(this.#server, 'listening');
    // One connection that could not be accepted, for want of file descriptors; the peer will try again.
    this.#server.on('error', reportDefect);
    const address = this.#server.address();
    if (address !== null && typeof address === 'object') this.#port = address.port;
  }
}
