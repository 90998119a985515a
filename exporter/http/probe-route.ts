import { type Request, type RequestHandler, type Response } from 'express';
import { formatModules } from '../config/format.ts';
import { negotiateFormat } from '../exposition/format.ts';
import { type Admission } from '../fleet/admission.ts';
import { RequestRefused, type Fleet } from '../fleet/fleet.ts';
import { ProbeRefused, type Prober } from '../probe/probe.ts';
import { debugReport } from '../probe/report.ts';
import { type HeldBytes } from '../telemetry/held-bytes.ts';
import { type Logger } from '../telemetry/log/log.ts';
import { logProbe } from '../telemetry/log/probe-line.ts';
import { type MemoryGate } from '../telemetry/memory/memory-gate.ts';
import { type SelfMetrics } from '../telemetry/self-metrics.ts';
import { readProbeParameters } from './probe-parameters.ts';
import { hold, sendError, sendNegotiated, sendUnavailable } from './respond.ts';

export interface ProbeRouteOptions {
  readonly fleet: Fleet;
  readonly prober: Prober;
  readonly admission: Admission;
  readonly memory: Pick<MemoryGate, 'refuses'>;
  readonly metrics: SelfMetrics;
  readonly log: Logger;
  readonly held: HeldBytes;
  /** Seconds by which an answer must be earlier than Prometheus' scrape timeout. */
  readonly timeoutOffset: number;
  /** False while the exporter stops. */
  readonly ready: () => boolean;
}

/** Every response closes; made once, since a DOMException with its stack for each is dear. */
const GONE = new Error('the request has ended');

/** GET /probe?target=…&module=…&auth=…&debug=true */
export function probeRoute(options: ProbeRouteOptions): RequestHandler {
  return async (request, response) => {
    try {
      await answer(request, response, options);
    } catch (error) {
      if (error instanceof RequestRefused) sendError(response, error.status, error.message);
      else if (error instanceof ProbeRefused) sendUnavailable(response, error.message);
      else throw error;
      options.metrics.probeRequestErrors.inc({ code: String(response.statusCode) });
    }
  };
}

async function answer(request: Request, response: Response, options: ProbeRouteOptions): Promise<void> {
  const { fleet, prober, admission, memory, held, log, timeoutOffset, ready } = options;
  if (!ready()) throw new ProbeRefused('Stopping, try again later');
  if (memory.refuses()) throw new ProbeRefused('Memory is short, try again later');
  const startedAt = performance.now();
  const gone = new AbortController();
  const isGone = (): boolean => gone.signal.aborted;
  response.once('close', () => {
    gone.abort(GONE);
  });
  const { timeout } = readProbeParameters(request, fleet, timeoutOffset);
  const release = await admission.enter(timeout, gone.signal);
  if (isGone()) {
    release?.();
    return;
  }
  if (release === undefined) throw new ProbeRefused('Limit of concurrent probes reached, try again later');
  // The place stays taken until the answer has been read or its connection is gone.
  response.once('close', release);
  // Read anew: a reload may have changed the device, or the right to ask for it, while the request waited.
  const { target, modules, debug } = readProbeParameters(request, fleet, timeoutOffset);
  const { record, render } = await prober.probe({ target, modules, startedAt, timeout, signal: gone.signal });
  if (isGone()) return;
  logProbe(log, record);
  const { format, contentType } = debug ? DEBUG_FORMAT : negotiateFormat(request.get('accept'));
  const exposition = render(format);
  const body = debug ? debugReport(record, exposition, formatModules(modules)) : exposition;
  if (!hold(response, Buffer.byteLength(body), held))
    throw new ProbeRefused('Too much is held for others, try again later');
  await sendNegotiated(request, response, contentType, body);
}

const DEBUG_FORMAT = { format: 'text', contentType: 'text/plain; charset=utf-8' } as const;
