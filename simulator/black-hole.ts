import { once } from 'node:events';
import { connect, type Socket } from 'node:net';
import { extname } from 'node:path';
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

/**
 * Makes addresses swallow SYNs, as a host does that is off or behind a dead line. On loopback and
 * without root: a listener that never accepts, its queue kept full by connections of our own; what
 * comes after those the kernel drops. A listener in an event loop always accepts, so these are made in
 * a worker thread whose event loop never runs. The thread is there only while it is needed.
 */
export class BlackHole {
  readonly #fillers = new Map<string, readonly Socket[]>();
  #worker: { readonly thread: Worker; readonly port: MessagePort; readonly doorbell: Int32Array } | undefined;
  #last: Promise<unknown> = Promise.resolve();

  async swallow(host: string, port: number): Promise<void> {
    await this.#ask({ action: 'swallow', host, port });
    const fillers = Array.from({ length: QUEUE_LENGTH }, () =>
      connect({ host, port }).on('error', () => undefined),
    );
    this.#fillers.set(`${host} ${port}`, fillers);
    await Promise.all(fillers.map((filler) => once(filler, 'connect')));
  }

  async release(host: string, port: number): Promise<void> {
    for (const filler of this.#fillers.get(`${host} ${port}`) ?? []) filler.destroy();
    this.#fillers.delete(`${host} ${port}`);
    await this.#ask({ action: 'release', host, port });
    if (this.#fillers.size === 0) await this.stop();
  }

  /** Frees all addresses. */
  async stop(): Promise<void> {
    for (const fillers of this.#fillers.values()) for (const filler of fillers) filler.destroy();
    this.#fillers.clear();
    const worker = this.#worker;
    this.#worker = undefined;
    worker?.port.close();
    await worker?.thread.terminate();
  }

  /** One request at a time; the thread's answer is an error message, or empty. */
  #ask(request: BlackHoleRequest): Promise<void> {
    const answer = this.#last.then(async () => {
      const { port, doorbell } = (this.#worker ??= startWorker());
      port.postMessage(request);
      Atomics.add(doorbell, 0, 1);
      Atomics.notify(doorbell, 0);
      const [{ data: problem }] = (await once(port, 'message')) as [{ data: string }];
      if (problem) throw new Error(`cannot make ${request.host}:${request.port} unreachable: ${problem}`);
    });
    this.#last = answer.catch(() => undefined);
    return answer;
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
