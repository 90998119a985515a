import { once } from 'node:events';
import { Agent, get, type IncomingMessage } from 'node:http';
import { text } from 'node:stream/consumers';
import { setTimeout as delay } from 'node:timers/promises';
import { createGunzip } from 'node:zlib';

export interface LoadOptions {
  /** host:port of the exporter. */
  readonly address: string;
  readonly targets: readonly string[];
  /** Milliseconds that Prometheus would wait; said in the header, and kept. */
  readonly timeout: number;
  /** How often each target is probed; until `signal` if left out. */
  readonly rounds?: number;
  readonly pace: Pace;
  readonly signal?: AbortSignal;
  /** Told of every probe, as it ends. */
  readonly onProbe: (probe: Probe) => void;
}

/**
 * As Prometheus does, each target once in an interval (at least the timeout), spread over it, never twice
 * at once; or so many probes at any time.
 */
export type Pace = { readonly interval: number } | { readonly concurrency: number };

/** How one probe ended. */
export interface Probe {
  readonly target: string;
  /** True if the answer was 200 with probe_success 1. */
  readonly success: boolean;
  /** The answer's; undefined if there was none. */
  readonly status: number | undefined;
  /** Why it failed: the reason of a device's failure, the line of a refusal, the code of an error. Empty if it did not. */
  readonly reason: string;
  /** The answer's Retry-After. */
  readonly retryAfter: string | undefined;
  readonly milliseconds: number;
}

/** Probes an exporter as Prometheus does. Resolves when all probes have ended; a signal begins no more. */
export async function load(options: LoadOptions): Promise<void> {
  const agent = new Agent({ keepAlive: true, maxSockets: Infinity });
  try {
    if ('interval' in options.pace) await atInterval(options, options.pace.interval, agent);
    else await atOnce(options, options.pace.concurrency, agent);
  } finally {
    agent.destroy();
  }
}

async function atInterval(options: LoadOptions, interval: number, agent: Agent): Promise<void> {
  const { targets, rounds = Infinity, signal, onProbe } = options;
  const startedAt = performance.now();
  const running = new Map<string, Promise<void>>();
  for (let index = 0; index < rounds * targets.length; index += 1) {
    const wait = startedAt + (index * interval) / targets.length - performance.now();
    if (wait > 0) await delay(wait, undefined, signal && { signal }).catch(() => undefined);
    if (signal?.aborted === true) break;
    const target = targets[index % targets.length] ?? '';
    const probing = (running.get(target) ?? Promise.resolve()).then(async () => {
      onProbe(await probe(target, options, agent));
    });
    running.set(target, probing);
  }
  await Promise.all(running.values());
}

async function atOnce(options: LoadOptions, concurrency: number, agent: Agent): Promise<void> {
  const { targets, rounds = Infinity, signal, onProbe } = options;
  let next = 0;
  const work = async (): Promise<void> => {
    while (next < rounds * targets.length && signal?.aborted !== true) {
      const target = targets[next % targets.length] ?? '';
      next += 1;
      onProbe(await probe(target, options, agent));
    }
  };
  await Promise.all(Array.from({ length: concurrency }, work));
}

/** Never rejects: that there is no answer is a result too. */
async function probe(target: string, options: LoadOptions, agent: Agent): Promise<Probe> {
  const startedAt = performance.now();
  const ended = (how: Partial<Probe>): Probe => ({
    target,
    success: false,
    status: undefined,
    reason: '',
    retryAfter: undefined,
    ...how,
    milliseconds: performance.now() - startedAt,
  });
  try {
    const response = await answerOf(target, options, agent, AbortSignal.timeout(options.timeout));
    const body = await bodyOf(response);
    const { statusCode: status } = response;
    const success = status === 200 && body.includes('\nprobe_success 1\n');
    const retryAfter = response.headers['retry-after'];
    return ended({ success, status, retryAfter, reason: success ? '' : reasonOf(body) });
  } catch (error) {
    return ended({ reason: codeOf(error) });
  }
}

/** As Prometheus' own client does, asks once more if a connection that was kept open was just being closed. */
async function answerOf(
  target: string,
  options: LoadOptions,
  agent: Agent,
  signal: AbortSignal,
): Promise<IncomingMessage> {
  const { address, timeout } = options;
  const request = get(`http://${address}/probe?target=${encodeURIComponent(target)}`, {
    agent,
    signal,
    headers: {
      'Accept-Encoding': 'gzip',
      'X-Prometheus-Scrape-Timeout-Seconds': String(timeout / 1000),
    },
  });
  try {
    const [response] = (await once(request, 'response')) as [IncomingMessage];
    return response;
  } catch (error) {
    if (!request.reusedSocket || codeOf(error) !== 'ECONNRESET') throw error;
    return await answerOf(target, options, agent, signal);
  }
}

function bodyOf(response: IncomingMessage): Promise<string> {
  return text(response.headers['content-encoding'] === 'gzip' ? response.pipe(createGunzip()) : response);
}

function reasonOf(body: string): string {
  const [, reason] = /^mikrotik_probe_failure_info\{reason="(\w+)"\} 1$/m.exec(body) ?? [];
  return reason ?? body.slice(0, 200).trim();
}

function codeOf(error: unknown): string {
  if (!(error instanceof Error)) return String(error);
  return 'code' in error && typeof error.code === 'string' ? error.code : error.message;
}
