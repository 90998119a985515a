import { type Request, type RequestHandler, type Response } from 'express';
import { formatModules } from '../config/format.ts';
import { negotiateFormat } from '../exposition/format.ts';
import { type Admission } from '../fleet/admission.ts';
import { TargetRefused, type Fleet } from '../fleet/fleet.ts';
import { ProbeRefused, type Prober } from '../probe/probe.ts';
import { debugReport } from '../probe/report.ts';
import { type SelfMetrics } from '../telemetry/self-metrics.ts';
import { readProbeParameters } from './probe-parameters.ts';
import { sendError, sendNegotiated } from './respond.ts';

export interface ProbeRouteOptions {
  readonly fleet: Fleet;
  readonly prober: Prober;
  readonly admission: Admission;
  readonly metrics: SelfMetrics;
  /** Seconds by which an answer must be earlier than Prometheus' scrape timeout. */
  readonly timeoutOffset: number;
  /** False while the exporter stops. */
  readonly ready: () => boolean;
}

/** Every response closes; made once, since a DOMException with its stack for each is dear. */
const GONE = new Error('the request has ended');
const RETRY_AFTER_SECONDS = 5;
/** A scraper that has not read its answer by then is cut off: it holds a probe's place. */
const UNREAD_RESPONSE_MS = 30_000;

/** GET /probe?target=…&module=…&auth=…&debug=true */
export function probeRoute(options: ProbeRouteOptions): RequestHandler {
  return async (request, response) => {
    try {
      await answer(request, response, options);
    } catch (error) {
      const status =
        error instanceof TargetRefused ? error.status : error instanceof ProbeRefused ? 503 : undefined;
      if (status === undefined) throw error;
      options.metrics.probeRequestErrors.inc({ code: String(status) });
      if (status === 503) response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
      sendError(response, status, (error as Error).message);
    }
  };
}

async function answer(request: Request, response: Response, options: ProbeRouteOptions): Promise<void> {
  const { fleet, prober, admission, timeoutOffset, ready } = options;
  if (!ready()) throw new ProbeRefused('Stopping, try again later');
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
  response.setTimeout(UNREAD_RESPONSE_MS, () => response.destroy());
  if (debug) {
    const report = debugReport(record, render('text'), formatModules(modules));
    response.type('text/plain; charset=utf-8').send(report);
    return;
  }
  const { format, contentType } = negotiateFormat(request.get('accept'));
  await sendNegotiated(request, response, contentType, render(format));
}
