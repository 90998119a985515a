import express, { type Request, type RequestHandler } from 'express';
import { parseDuration } from '../config/units.ts';
import {
  DEFAULT_DURATION,
  LOG_LEVELS,
  MAX_DURATION,
  type LevelControl,
} from '../telemetry/log/level-control.ts';
import { queryOf } from './query.ts';
import { sendError, sendMethodNotAllowed } from './respond.ts';

/** `level=debug&for=24h` is 17 bytes. */
const MAX_BODY = 1024;

/** Reads the form that `curl -d` sends, whatever it says it is. Beyond the limit: 413. */
export const readForm: RequestHandler = express.text({ type: () => true, limit: MAX_BODY });

/**
 * GET /-/log-level: the level in force, and until when. PUT, with `level=debug&for=10m` in the query or the body:
 * another level for a while, 15 minutes if it does not say how long.
 */
export function logLevelRoute(level: LevelControl): RequestHandler {
  return (request, response) => {
    if (request.method !== 'GET' && request.method !== 'HEAD' && request.method !== 'PUT') {
      sendMethodNotAllowed(response, ['GET', 'PUT']);
      return;
    }
    const fault = request.method === 'PUT' ? change(level, request) : undefined;
    if (fault === undefined) response.type('text/plain; charset=utf-8').send(describe(level));
    else sendError(response, 400, fault);
  };
}

/** What is wrong with the request, if anything is. */
function change(level: LevelControl, request: Request): string | undefined {
  const form = new URLSearchParams(
    `${queryOf(request)}&${typeof request.body === 'string' ? request.body : ''}`,
  );
  const wanted = LOG_LEVELS.find((name) => name === form.get('level'));
  if (wanted === undefined) return `level must be one of ${LOG_LEVELS.join(', ')}`;
  const time = form.get('for');
  const duration = time === null ? DEFAULT_DURATION : (parseDuration(time) ?? 0) * 1000;
  if (!(duration > 0 && duration <= MAX_DURATION))
    return 'for must be a duration of at most 24h, such as 10m';
  level.set(wanted, 'PUT /-/log-level', duration);
  return undefined;
}

function describe({ inForce, until, configured }: LevelControl): string {
  return until === undefined
    ? `${inForce}\n`
    : `${inForce} until ${until.toISOString()}, then ${configured}\n`;
}
