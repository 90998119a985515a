import { type RequestHandler } from 'express';
import { type Config } from '../config/config.ts';
import { formatConfig } from '../config/format.ts';
import { negotiateFormat } from '../exposition/format.ts';
import { renderOwnMetrics } from '../telemetry/own-exposition.ts';
import { type SelfMetrics } from '../telemetry/self-metrics.ts';
import { sendError, sendMethodNotAllowed, sendNegotiated } from './respond.ts';

/** GET /metrics: the exporter about itself, never a device. */
export function metricsRoute(metrics: SelfMetrics): RequestHandler {
  return async (request, response) => {
    const { format, contentType } = negotiateFormat(request.get('accept'));
    await sendNegotiated(request, response, contentType, await renderOwnMetrics(metrics.registry, format));
  };
}

/** GET /config: the configuration in force, every secret as `<secret>`. */
export function configRoute(config: () => Config): RequestHandler {
  return (_request, response) => {
    response.type('text/plain; charset=utf-8').send(formatConfig(config()));
  };
}

/** POST or PUT /-/reload. `reload` rejects with what is wrong; the old configuration then stays. */
export function reloadRoute(reload: () => Promise<void>): RequestHandler {
  return async (request, response) => {
    if (request.method !== 'POST' && request.method !== 'PUT') {
      sendMethodNotAllowed(response, ['POST', 'PUT']);
      return;
    }
    try {
      await reload();
      response.status(200).end();
    } catch (error) {
      sendError(
        response,
        500,
        `failed to reload config: ${error instanceof Error ? error.message : String(error)}`,
      );
    }
  };
}

/** Answers 403 in the place of a route that changes something or tells much. */
export const lifecycleDisabled: RequestHandler = (_request, response) => {
  sendError(response, 403, 'This endpoint is not enabled; start the exporter with --web.enable-lifecycle.');
};
