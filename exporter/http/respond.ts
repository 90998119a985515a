import { promisify } from 'node:util';
import { constants, gzip, gzipSync } from 'node:zlib';
import { type Request, type Response } from 'express';
import { type HeldBytes } from '../telemetry/held-bytes.ts';

const RETRY_AFTER_SECONDS = 5;
const gzipAsync = promisify(gzip);
/** Below this, the gzip header and the work outweigh the bytes saved. */
const GZIP_FROM_BYTES = 1024;
/** Up to this the work (0.1 ms for 40 KB) is less than handing it to a thread and back. */
const GZIP_HERE_BYTES = 256 * 1024;
/** Level 1 takes a third of the time of the default for a few per cent more bytes. */
const GZIP = { level: constants.Z_BEST_SPEED };

/** Takes bytes for a response until it is over; false if there are none left. */
export function hold(response: Response, bytes: number, held: HeldBytes): boolean {
  if (!held.take(bytes)) return false;
  response.once('close', () => {
    held.give(bytes);
  });
  return true;
}

/** 503, and when to try again. */
export function sendUnavailable(response: Response, message: string): void {
  response.setHeader('Retry-After', RETRY_AFTER_SECONDS);
  sendError(response, 503, message);
}

/** One line of plain text that names what was wrong. */
export function sendError(response: Response, status: number, message: string): void {
  response.status(status).type('text/plain; charset=utf-8').send(`${message}\n`);
}

/** 405, and the methods that there are: `['POST', 'PUT']`. */
export function sendMethodNotAllowed(response: Response, methods: readonly string[]): void {
  response.setHeader('Allow', methods.join(', '));
  sendError(response, 405, `This endpoint requires a ${methods.join(' or ')} request.`);
}

/** A body that depends on Accept and Accept-Encoding, compressed where the client takes it. */
export async function sendNegotiated(
  request: Request,
  response: Response,
  contentType: string,
  body: string,
): Promise<void> {
  response.setHeader('Content-Type', contentType);
  response.setHeader('Vary', 'Accept, Accept-Encoding');
  if (body.length < GZIP_FROM_BYTES || request.acceptsEncodings('gzip') === false) {
    response.end(body);
    return;
  }
  const compressed = body.length < GZIP_HERE_BYTES ? gzipSync(body, GZIP) : await gzipAsync(body, GZIP);
  response.setHeader('Content-Encoding', 'gzip');
  response.end(compressed);
}
