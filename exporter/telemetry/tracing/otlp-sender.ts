import { subscribe, unsubscribe } from 'node:diagnostics_channel';
import { Agent as HttpAgent, type ClientRequest, type IncomingMessage } from 'node:http';
import { Agent as HttpsAgent } from 'node:https';
import { OTLPTraceExporter } from '@opentelemetry/exporter-trace-otlp-http';
import { type ReadableSpan } from '@opentelemetry/sdk-trace-base';
import { type CollectorAddress } from './settings.ts';
import { EXPORT_ERRORS, type ExportError } from './span-ledger.ts';

/** What became of an export. */
export interface SendResult {
  /** Undefined: the collector has the spans. */
  readonly error: ExportError | undefined;
  /** For the log; never holds a header or a URL. */
  readonly detail: string;
  /** Milliseconds that the collector asked to be left alone. */
  readonly retryAfter: number | undefined;
  /** True if the deadline ended it. */
  readonly cutOff?: boolean;
}

export interface SpanSender {
  /** Settles within `deadline` milliseconds, and never rejects. The caller waits for one before the next. */
  readonly send: (spans: readonly ReadableSpan[], deadline: number) => Promise<SendResult>;
  /** Ends the export that runs with the error `shutdown`, and lets nothing more out. */
  readonly close: () => void;
}

/** PEM texts. */
export interface TlsMaterial {
  readonly ca?: string;
  readonly cert?: string;
  readonly key?: string;
}

/** An answer is a few bytes; of a longer one this much is read. */
const MAX_ANSWER_BYTES = 64 * 1024;

/** What was seen of the last request of an export: the exporter tries again by itself, and tells neither status nor Retry-After. */
interface Seen {
  timedOut: boolean;
  status: number | undefined;
  retryAfter: number | undefined;
}

/**
 * The official exporter, held to a deadline: its request times out on silence only, so a collector that sends
 * one byte a second keeps it for ever. Here the sockets are our own, and are destroyed.
 */
export class OtlpSender implements SpanSender {
  readonly #agent: HttpAgent;
  readonly #exporter: OTLPTraceExporter;
  #seen: Seen = { timedOut: false, status: undefined, retryAfter: undefined };
  #abort: () => void = () => undefined;
  #closed = false;

  constructor({ url, timeout }: CollectorAddress, tls: TlsMaterial) {
    const options = { keepAlive: true, maxSockets: 2 };
    const agent = url.startsWith('https:') ? new HttpsAgent({ ...options, ...tls }) : new HttpAgent(options);
    this.#agent = agent;
    this.#exporter = new OTLPTraceExporter({
      url,
      timeoutMillis: timeout,
      // One export at a time, and the callback of one that was cut off may come a moment after its end.
      concurrencyLimit: 2,
      httpAgentOptions: () => agent,
    });
    subscribe('http.client.request.created', this.#onRequest);
    subscribe('http.client.response.finish', this.#onResponse);
  }

  async send(spans: readonly ReadableSpan[], deadline: number): Promise<SendResult> {
    const { promise, resolve } = Promise.withResolvers<SendResult>();
    const end = (result: SendResult): void => {
      resolve(result);
      this.#agent.destroy();
    };
    const cutOff = setTimeout(() => {
      end({
        error: 'timeout',
        detail: `no answer within ${deadline} ms`,
        retryAfter: undefined,
        cutOff: true,
      });
    }, deadline);
    this.#abort = () => {
      end({ error: 'shutdown', detail: 'cut off by the end of tracing', retryAfter: undefined });
    };
    try {
      this.#exporter.export([...spans], ({ error }) => {
        // Code 0 comes without an error.
        resolve(error === undefined ? SUCCESS : this.#failure(error));
      });
    } catch (thrown) {
      resolve({ error: 'other', detail: String(thrown), retryAfter: undefined });
    }
    const result = await promise;
    clearTimeout(cutOff);
    this.#abort = () => undefined;
    return result;
  }

  close(): void {
    this.#closed = true;
    this.#abort();
    this.#agent.destroy();
    // What the exporter still tries again must find us listening, to be stopped.
    void this.#exporter.shutdown().finally(() => {
      unsubscribe('http.client.request.created', this.#onRequest);
      unsubscribe('http.client.response.finish', this.#onResponse);
    });
  }

  readonly #onRequest = (message: unknown): void => {
    const { request } = message as { request: ClientRequest };
    if (!this.#isOurs(request)) return;
    if (this.#closed) {
      request.destroy(new Error('tracing has ended'));
      return;
    }
    const seen: Seen = { timedOut: false, status: undefined, retryAfter: undefined };
    this.#seen = seen;
    request.once('timeout', () => {
      seen.timedOut = true;
    });
  };

  readonly #onResponse = (message: unknown): void => {
    const { request, response } = message as { request: ClientRequest; response: IncomingMessage };
    if (!this.#isOurs(request)) return;
    this.#seen.status = response.statusCode;
    this.#seen.retryAfter = parseRetryAfter(response.headers['retry-after']);
    let bytes = 0;
    response.on('data', (chunk: Buffer) => {
      bytes += chunk.length;
      if (bytes > MAX_ANSWER_BYTES) response.destroy(new Error('the answer is too long'));
    });
  };

  #isOurs(request: ClientRequest): boolean {
    return 'agent' in request && request.agent === this.#agent;
  }

  #failure(error: Error): SendResult {
    const { timedOut, status, retryAfter } = this.#seen;
    const code = 'code' in error && typeof error.code === 'string' ? error.code : undefined;
    const name = timedOut ? 'timeout' : (code ?? String(status));
    const known = EXPORT_ERRORS.find((one) => one === name) ?? 'other';
    const refused = code === undefined && status !== undefined && status >= 300;
    const detail = refused ? `HTTP status ${status}` : error.message;
    return { error: known, detail, retryAfter };
  }
}

const SUCCESS: SendResult = { error: undefined, detail: '', retryAfter: undefined };

/** Milliseconds: of a number of seconds, or until a date. */
function parseRetryAfter(text: string | undefined): number | undefined {
  if (text === undefined) return undefined;
  const milliseconds = /^\d+$/.test(text) ? Number(text) * 1000 : Date.parse(text) - Date.now();
  return Number.isNaN(milliseconds) ? undefined : Math.max(milliseconds, 0);
}
