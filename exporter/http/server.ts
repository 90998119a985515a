import { once } from 'node:events';
import { createServer, type Server } from 'node:http';
import { type AddressInfo } from 'node:net';
import express, { type ErrorRequestHandler, type Express } from 'express';
import { type Logger } from '../telemetry/log.ts';
import { type Bounds } from '../telemetry/bound.ts';
import { landingPage } from './landing-page.ts';
import { probeRoute, type ProbeRouteOptions } from './probe-route.ts';
import { sendError } from './respond.ts';
import { configRoute, lifecycleDisabled, metricsRoute, reloadRoute } from './routes.ts';
import { sdRoute } from './sd-route.ts';

/** Connections beside those that probes run or wait on: a saturated exporter must still answer /metrics and /-/healthy. */
const SPARE_CONNECTIONS = 64;
/** Milliseconds between two looks for clients that keep a request unfinished. */
const UNFINISHED_CHECK = 1000;
/** Milliseconds for a request's headers and body to arrive. */
const REQUEST_TIME = 10_000;

export interface HttpOptions extends ProbeRouteOptions {
  readonly version: string;
  readonly lifecycle: boolean;
  readonly reload: () => Promise<void>;
  readonly bounds: Bounds;
  readonly log: Logger;
}

/** The routes of the exporter; everything else is 404. */
export function createApp(options: HttpOptions): Express {
  const { fleet, metrics, version, lifecycle, reload, ready, log } = options;
  const config = (): typeof fleet.config => fleet.config;
  const app = express();
  app.disable('x-powered-by');
  app.disable('etag');
  app.set('query parser', false);
  app.use((_request, response, next) => {
    response.setHeader('X-Content-Type-Options', 'nosniff');
    next();
  });
  app.get('/', landingPage(version, config));
  app.get('/probe', probeRoute(options));
  app.get('/metrics', metricsRoute(metrics));
  app.get('/sd', sdRoute(config));
  app.get('/-/healthy', (_request, response) => {
    response.type('text/plain; charset=utf-8').send('Healthy');
  });
  app.get('/-/ready', (_request, response) => {
    if (ready()) response.type('text/plain; charset=utf-8').send('Ready');
    else sendError(response, 503, 'Draining');
  });
  app.get('/config', lifecycle ? configRoute(config) : lifecycleDisabled);
  app.all('/-/reload', lifecycle ? reloadRoute(reload) : lifecycleDisabled);
  app.use((request, response) => {
    sendError(response, 404, `Not found: ${JSON.stringify(request.path)}`);
  });
  // Express knows an error handler by its four parameters.
  const onError: ErrorRequestHandler = (error: unknown, request, response, next) => {
    log.error({ err: error, path: request.path }, 'request failed');
    if (response.headersSent) next(error);
    else
      sendError(
        response,
        statusOf(error),
        statusOf(error) === 400 ? 'Bad request' : 'Internal error; see the log',
      );
  };
  app.use(onError);
  return app;
}

/** Express' own errors (an undecodable path) carry the status of the client's fault. */
function statusOf(error: unknown): number {
  return error instanceof Error && 'status' in error && error.status === 400 ? 400 : 500;
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
  const times = { headersTimeout: REQUEST_TIME, requestTimeout: REQUEST_TIME };
  const server = createServer({ ...times, connectionsCheckingInterval: UNFINISHED_CHECK }, app);
  const maxConnections = probes + SPARE_CONNECTIONS;
  server.maxConnections = maxConnections;
  let open = 0;
  let dropped = 0;
  server.on('connection', (socket) => {
    open += 1;
    socket.once('close', () => {
      open -= 1;
    });
  });
  server.on('drop', () => {
    dropped += 1;
  });
  bounds.add({
    name: 'inbound_connections',
    summary: 'a further connection is closed at once',
    capacity: () => maxConnections,
    level: () => open,
    dropped: () => dropped,
  });
  server.listen({ port, ...(host === undefined ? {} : { host }) });
  await once(server, 'listening');
  return server;
}

/** Where the server listens, `127.0.0.1:9436`. */
export function addressOf(server: Server): string {
  const { address, port } = server.address() as AddressInfo;
  return address.includes(':') ? `[${address}]:${port}` : `${address}:${port}`;
}
