import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { extname } from 'node:path';
import { setTimeout as sleep } from 'node:timers/promises';
import { MessageChannel, type MessagePort, Worker } from 'node:worker_threads';

export interface BlackHoleRequest {
  readonly action: 'swallow' | 'release';
  readonly host: string;
  readonly port: number;
}

export interface BlackHoleSetup {
  readonly port: MessagePort;
  /** One Int32 that counts requests. */
  readonly doorbell: Int32Array;
}

/** Linux takes one connection more than the backlog into the queue of a listener that never accepts. */
export const BACKLOG = 1;
const QUEUE_LENGTH = BACKLOG + 1;
/** ms after which the queue is full, if not by our connections then by a stranger's that was faster. */
const FILL_TIME = 200;

/**
 * Makes addresses swallow SYNs, as a host does that is off or behind a dead line. On loopback and
 * without root: a listener that never accepts, its queue kept full by connections of our own; what
 * comes after those the kernel drops. A listener in an event loop always accepts, so these are made in
 * a worker thread whose event loop never runs. The thread is there only while it is needed.
 */
export class BlackHole {
  readonly #fillers = new Map<string, readonly Socket[]>();
  #worker: { readonly thread: Worker; readonly port: MessagePort; readonly doorbell: Int32Array } | undefined;
  #last: Promise<void> = Promise.resolve();

  swallow(host: string, port: number): Promise<void> {
    return this.#inTurn(async () => {
      await this.#ask({ action: 'swallow', host, port });
      const fillers = Array.from({ length: QUEUE_LENGTH }, () =>
        connect({ host, port }).on('error', () => undefined),
      );
      this.#fillers.set(`${host} ${port}`, fillers);
      const connected = Promise.all(fillers.map((filler) => once(filler, 'connect')));
      await Promise.race([connected, sleep(FILL_TIME, undefined, { ref: false })]);
    });
  }

  release(host: string, port: number): Promise<void> {
    return this.#inTurn(async () => {
      for (const filler of this.#fillers.get(`${host} ${port}`) ?? []) filler.destroy();
      this.#fillers.delete(`${host} ${port}`);
      await this.#ask({ action: 'release', host, port });
      if (this.#fillers.size === 0) await this.#stopWorker();
    });
  }

  #inTurn(work: () => Promise<void>): Promise<void> {
    const done = this.#last.then(work);
    this.#last = done.catch(() => undefined);
    return done;
  }

  /** The thread's answer is an error message, or empty. */
  async #ask(request: BlackHoleRequest): Promise<void> {
    const { port, doorbell } = (this.#worker ??= startWorker());
    port.postMessage(request);
    Atomics.add(doorbell, 0, 1);
    Atomics.notify(doorbell, 0);
    const [{ data: problem }] = (await once(port, 'message')) as [{ data: string }];
    if (problem) throw new Error(`cannot make ${request.host}:${request.port} unreachable: ${problem}`);
  }

  async #stopWorker(): Promise<void> {
    const worker = this.#worker;
    this.#worker = undefined;
    worker?.port.close();
    await worker?.thread.terminate();
  }
}

function startWorker(): { thread: Worker; port: MessagePort; doorbell: Int32Array } {
  const { port1, port2 } = new MessageChannel();
  const doorbell = new Int32Array(new SharedArrayBuffer(Int32Array.BYTES_PER_ELEMENT));
  const setup: BlackHoleSetup = { port: port2, doorbell };
  const file = new URL(`./black-hole-worker${extname(import.meta.url)}`, import.meta.url);
  const thread = new Worker(file, { workerData: setup, transferList: [port2] });
  thread.unref();
  return { thread, port: port1, doorbell };
}
