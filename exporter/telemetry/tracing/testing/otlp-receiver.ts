import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { type AddressInfo } from 'node:net';

/** A span as it arrived. */
export interface ReceivedSpan {
  readonly traceId: string;
  readonly spanId: string;
  readonly parentSpanId?: string;
  readonly name: string;
  readonly kind: number;
  readonly startTimeUnixNano: string;
  readonly endTimeUnixNano: string;
  readonly attributes: readonly { readonly key: string; readonly value: Readonly<Record<string, unknown>> }[];
  readonly status: { readonly code?: number; readonly message?: string };
}

interface TraceRequest {
  readonly resourceSpans: readonly {
    readonly resource: { readonly attributes: ReceivedSpan['attributes'] };
    readonly scopeSpans: readonly { readonly spans: readonly ReceivedSpan[] }[];
  }[];
}

/**
 * What it does with an export: takes it, never answers, answers byte by byte for ever, resets the connection,
 * answers more than anyone should read, answers late, or answers with an error.
 */
export type ReceiverMode =
  | 'ok'
  | 'hang'
  | 'drip'
  | 'reset'
  | 'huge'
  | { readonly slow: number }
  | { readonly status: number; readonly retryAfter?: string };

/** A collector of OTLP over HTTP with JSON that can be as bad as real ones are. */
export class OtlpReceiver {
  readonly spans: ReceivedSpan[] = [];
  /** The bodies of all requests, whatever became of them. */
  readonly bodies: string[] = [];
  readonly resources: ReceivedSpan['attributes'][] = [];
  readonly paths: string[] = [];
  /** How many spans each export had that it took. */
  readonly batches: number[] = [];
  mode: ReceiverMode = 'ok';
  /** Requests whose answer has not been sent or whose connection has not ended. */
  open = 0;
  mostOpen = 0;
  requests = 0;
  connections = 0;
  /** Bytes of answers that were taken from us. */
  answered = 0;
  /** Keeps what arrives; a test that floods does without. */
  keeps = true;
  readonly #server: Server;
  readonly #timers = new Set<NodeJS.Timeout>();
  #port = 0;

  private constructor() {
    this.#server = createServer((request, response) => void this.#receive(request, response));
    this.#server.on('connection', () => {
      this.connections += 1;
    });
  }

  static async start(): Promise<OtlpReceiver> {
    const receiver = new OtlpReceiver();
    await receiver.listen();
    return receiver;
  }

  get endpoint(): string {
    return `http://127.0.0.1:${this.#port}`;
  }

  /** Refuses connections until it listens again. */
  async refuse(): Promise<void> {
    const closed = once(this.#server, 'close');
    this.#server.close();
    this.#server.closeAllConnections();
    await closed;
  }

  async listen(): Promise<void> {
    this.#server.listen(this.#port, '127.0.0.1');
    await once(this.#server, 'listening');
    this.#port = (this.#server.address() as AddressInfo).port;
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers) clearInterval(timer);
    if (this.#server.listening) await this.refuse();
  }

  async #receive(request: IncomingMessage, response: ServerResponse): Promise<void> {
    this.requests += 1;
    this.open += 1;
    this.mostOpen = Math.max(this.open, this.mostOpen);
    response.once('close', () => {
      this.open -= 1;
    });
    response.on('error', () => undefined);
    const chunks: Buffer[] = [];
    try {
      for await (const chunk of request) chunks.push(chunk as Buffer);
    } catch {
      return;
    }
    if (this.keeps) this.bodies.push(Buffer.concat(chunks).toString());
    this.paths.push(request.url ?? '');
    this.#answer(response, Buffer.concat(chunks).toString());
  }

  #answer(response: ServerResponse, body: string): void {
    const { mode } = this;
    if (mode === 'ok') this.#accept(response, body);
    else if (mode === 'reset') response.socket?.resetAndDestroy();
    else if (mode === 'drip') this.#drip(response);
    else if (mode === 'huge') this.#flood(response);
    else if (mode === 'hang') return;
    else if ('slow' in mode) this.#later(mode.slow, () => this.#accept(response, body));
    else {
      if (mode.retryAfter !== undefined) response.setHeader('Retry-After', mode.retryAfter);
      response.writeHead(mode.status).end('{}');
    }
  }

  #accept(response: ServerResponse, body: string): void {
    if (this.keeps) this.#keep(JSON.parse(body) as TraceRequest);
    response.writeHead(200, { 'Content-Type': 'application/json' }).end('{}');
  }

  #keep({ resourceSpans }: TraceRequest): void {
    for (const { resource, scopeSpans } of resourceSpans) {
      this.resources.push(resource.attributes);
      for (const { spans } of scopeSpans) {
        this.batches.push(spans.length);
        this.spans.push(...spans);
      }
    }
  }

  #drip(response: ServerResponse): void {
    response.writeHead(200);
    const timer = setInterval(() => response.write(' '), 20);
    response.write(' ');
    this.#timers.add(timer);
    response.once('close', () => {
      clearInterval(timer);
    });
  }

  /** 64 MiB, as fast as they are read. */
  #flood(response: ServerResponse): void {
    const chunk = Buffer.alloc(64 * 1024, ' ');
    response.writeHead(200);
    const write = (): void => {
      while (this.answered < 64 * 1024 ** 2 && !response.destroyed) {
        this.answered += chunk.length;
        if (!response.write(chunk)) {
          response.once('drain', write);
          return;
        }
      }
      response.end();
    };
    write();
  }

  #later(milliseconds: number, run: () => void): void {
    const timer = setTimeout(() => {
      this.#timers.delete(timer);
      run();
    }, milliseconds);
    this.#timers.add(timer);
  }
}
