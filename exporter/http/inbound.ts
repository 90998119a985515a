import { type RequestListener, type Server } from 'node:http';
import { type Socket } from 'node:net';
import { type Bounds } from '../telemetry/bound.ts';

/** Milliseconds for a request's head and body to arrive. */
const REQUEST_TIME = 10_000;
/** Milliseconds between two looks for clients that keep a request unfinished. */
const UNFINISHED_CHECK = 1000;

/** What node:http is to be created with, so that nobody can keep a request unfinished. */
export const REQUEST_TIMES = {
  headersTimeout: REQUEST_TIME,
  requestTimeout: REQUEST_TIME,
  connectionsCheckingInterval: UNFINISHED_CHECK,
};

const STATUS_OF: Readonly<Record<string, string>> = {
  ERR_HTTP_REQUEST_TIMEOUT: '408 Request Timeout',
  HPE_HEADER_OVERFLOW: '431 Request Header Fields Too Large',
  HPE_CHUNK_EXTENSIONS_OVERFLOW: '413 Payload Too Large',
};

/**
 * Takes one request of a connection at a time, as Prometheus and browsers send them. Node would begin with all
 * that have come, and keep their answers: thousands, on one connection.
 */
export function oneAtATime(listener: RequestListener, bounds: Bounds): RequestListener {
  const busy = new Set<Socket>();
  let refused = 0;
  bounds.add({
    name: 'requests_on_a_connection',
    summary: 'one that comes before the answer to the last has been taken closes the connection',
    capacity: () => 1,
    level: () => Math.min(busy.size, 1),
    dropped: () => refused,
  });
  return (request, response) => {
    const { socket } = request;
    if (busy.has(socket)) {
      refused += 1;
      socket.destroy();
      return;
    }
    busy.add(socket);
    response.once('close', () => busy.delete(socket));
    listener(request, response);
  };
}

/** Bounds what clients can open, and leave unfinished. */
export function boundInbound(server: Server, maxConnections: number, bounds: Bounds): void {
  /** Connections on which no request has come yet, and since when. */
  const silent = new Map<Socket, number>();
  let open = 0;
  let refused = 0;
  let timedOut = 0;
  server.maxConnections = maxConnections;
  server.on('connection', (socket) => {
    open += 1;
    silent.set(socket, performance.now());
    socket.once('close', () => {
      open -= 1;
      silent.delete(socket);
    });
  });
  server.on('drop', () => {
    refused += 1;
  });
  server.on('request', ({ socket }) => {
    silent.delete(socket);
  });
  // What Node does without a listener, and the count of those that took too long.
  server.on('clientError', (error: NodeJS.ErrnoException, socket) => {
    const code = error.code ?? '';
    if (code === 'ERR_HTTP_REQUEST_TIMEOUT') timedOut += 1;
    const answered = 'bytesWritten' in socket && socket.bytesWritten !== 0;
    if (socket.writable && !answered) {
      socket.write(`HTTP/1.1 ${STATUS_OF[code] ?? '400 Bad Request'}\r\nConnection: close\r\n\r\n`);
    }
    socket.destroy();
  });
  bounds.add({
    name: 'inbound_connections',
    summary: 'a further connection is closed at once',
    setting: '--probe.max-running, --probe.max-waiting',
    capacity: () => maxConnections,
    level: () => open,
    dropped: () => refused,
  });
  bounds.add({
    name: 'request_arrival_seconds',
    summary: 'a request whose head or body takes longer is answered 408, and its connection closed',
    capacity: () => REQUEST_TIME / 1000,
    level: () => {
      const [since] = silent.values();
      return since === undefined ? 0 : (performance.now() - since) / 1000;
    },
    dropped: () => timedOut,
  });
}
