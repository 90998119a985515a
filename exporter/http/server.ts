import { once } from 'node:events';
import { createServer, STATUS_CODES, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { type LevelControl } from '../telemetry/log/level-control.ts';
import { type Bounds } from '../telemetry/bound.ts';
import { boundInbound, oneAtATime, REQUEST_TIMES } from './inbound.ts';
import { landingPage } from './landing-page.ts';
import { logLevelRoute, readForm } from './log-level-route.ts';
import { probeRoute, type ProbeRouteOptions } from './probe-route.ts';
import { sendError } from './respond.ts';
import { configRoute, lifecycleDisabled, metricsRoute, reloadRoute } from './routes.ts';
import { sdRoute } from './sd-route.ts';
import { UnreadResponses } from './unread-responses.ts';

/** Connections beside those that probes run or wait on: a saturated exporter must still answer /metrics and /-/healthy. */
const SPARE_CONNECTIONS = 64;

export interface HttpOptions extends ProbeRouteOptions {
  readonly version: string;
  readonly lifecycle: boolean;
  readonly reload: () => Promise<void>;
  readonly bounds: Bounds;
  readonly logLevel: LevelControl;
  /** Probes that may run and wait at once; each has a connection. */
  readonly probes: number;
}

/** The routes of the exporter; everything else is 404. */
export function createApp(options: HttpOptions): Express {
  const { fleet, metrics, held, version, lifecycle, reload, ready, log, logLevel, bounds, probes } = options;
  const config = (): typeof fleet.config => fleet.config;
  const unread = new UnreadResponses(bounds, () => probes + SPARE_CONNECTIONS);
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use((_request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    unread.watch(response);
    next();
  });
  app.get('/', landingPage(version, config));
  app.get('/probe', probeRoute(options));
  app.get('/metrics', metricsRoute(metrics));
  app.get('/sd', sdRoute(config, held));
  app.get('/-/healthy', (_request, response) => {
    response.type('text/plain; charset=utf-8').send('Healthy');
  });
  app.get('/-/ready', (_request, response) => {
    if (ready()) response.type('text/plain; charset=utf-8').send('Ready');
    else sendError(response, 503, 'Draining');
  });
  app.get('/config', lifecycle ? configRoute(config) : lifecycleDisabled);
  app.all('/-/reload', lifecycle ? reloadRoute(reload) : lifecycleDisabled);
  if (lifecycle) app.all('/-/log-level', readForm, logLevelRoute(logLevel));
  else app.all('/-/log-level', lifecycleDisabled);
  app.use((request, response) => {
    sendError(response, 404, `Not found: ${JSON.stringify(request.path)}`);
  });
  const onError: ErrorRequestHandler = (error: unknown, request, response, _next) => {
    const status = statusOf(error);
    // A client's fault is no news: whoever sends many must not fill the log.
    log[status === 500 ? 'error' : 'debug']({ err: error, path: request.path }, 'request failed');
    // Express itself would write to standard error.
    if (response.headersSent) response.destroy();
    else
      sendError(
        response,
        status,
        status === 500 ? 'Internal error; see the log' : (STATUS_CODES[status] ?? ''),
      );
  };
  app.use(onError);
  return app;
}

/** Express' own errors (an undecodable path, too long a body) carry the status of the client's fault. */
function statusOf(error: unknown): number {
  const status = error instanceof Error && 'status' in error ? Number(error.status) : 500;
  return status >= 400 && status < 500 ? status : 500;
}

export interface ListenOptions {
  readonly host: string | undefined;
  readonly port: number;
  /** Probes that may run and wait at once; each has a connection. */
  readonly probes: number;
  readonly bounds: Bounds;
}

/** Listens, inside bounds on what clients can open and leave unfinished. @throws Error if the address is taken */
export async function listen(app: Express, { host, port, probes, bounds }: ListenOptions): Promise<Server> {
  const server = createServer(REQUEST_TIMES, oneAtATime(app, bounds));
  boundInbound(server, probes + SPARE_CONNECTIONS, bounds);
  server.listen({ port, ...(host === undefined ? {} : { host }) });
  await once(server, 'listening');
  return server;
}

/** Where the server listens, `127.0.0.1:9436`. */
export function addressOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
