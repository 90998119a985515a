import { type Request } from 'express';
import { type Module } from '../config/config.ts';
import { MAX_MODULES } from '../config/defaults.ts';
import { RequestRefused, type Fleet } from '../fleet/fleet.ts';
import { type Target } from '../fleet/target.ts';
import { queryOf } from './query.ts';

/** What a request to /probe asks for. */
export interface ProbeParameters {
  readonly target: Target;
  readonly modules: readonly Module[];
  readonly debug: boolean;
  /** Milliseconds. */
  readonly timeout: number;
}

const TIMEOUT_HEADER = 'x-prometheus-scrape-timeout-seconds';
/** Seconds, for a request without the header and a module without a timeout: a person with curl. */
const DEFAULT_TIMEOUT = 30;
/** Seconds: Prometheus looks back five minutes, and a timer holds 24 days. */
const MAX_TIMEOUT = 240;

/** Reads and checks a request. @throws RequestRefused with the status and the one line of the answer */
export function readProbeParameters(request: Request, fleet: Fleet, timeoutOffset: number): ProbeParameters {
  const query = new URLSearchParams(queryOf(request));
  const name = single(query, 'target');
  if (name === undefined || name === '') throw new RequestRefused(400, 'Target parameter is missing');
  const target = fleet.target(name, single(query, 'auth'));
  const modules = readModules(query, target, fleet);
  const timeout = readTimeout(request, target, modules, fleet, timeoutOffset);
  return { target, modules, debug: single(query, 'debug') === 'true', timeout: Math.round(timeout * 1000) };
}

function single(query: URLSearchParams, name: string): string | undefined {
  const values = query.getAll(name);
  if (values.length > 1) throw new RequestRefused(400, `'${name}' parameter must be specified once`);
  return values[0];
}

function readModules(query: URLSearchParams, target: Target, fleet: Fleet): readonly Module[] {
  const asked = query
    .getAll('module')
    .flatMap((value) => value.split(','))
    .filter((name) => name !== '');
  const own = fleet.config.devices.get(target.name)?.scrapes[0]?.modules;
  const names = new Set(asked.length > 0 ? asked : (own ?? ['default']));
  if (names.size > MAX_MODULES) throw new RequestRefused(400, `More than ${MAX_MODULES} modules`);
  return [...names].map((name) => {
    const module = fleet.config.modules.get(name);
    if (module === undefined) throw new RequestRefused(400, `Unknown module ${JSON.stringify(name)}`);
    return module;
  });
}

/** Seconds: what Prometheus gives, less the offset, capped by the module's and the device's own. */
function readTimeout(
  request: Request,
  target: Target,
  modules: readonly Module[],
  fleet: Fleet,
  offset: number,
): number {
  const header = request.get(TIMEOUT_HEADER);
  const given = header === undefined ? undefined : Number(header);
  if (given !== undefined && !(given > 0 && Number.isFinite(given))) {
    throw new RequestRefused(
      400,
      `Header ${TIMEOUT_HEADER} is not a number of seconds: ${JSON.stringify(header)}`,
    );
  }
  const moduleTimeouts = modules.flatMap(({ timeout }) => timeout ?? []);
  const caps = [
    ...(given === undefined ? [] : [Math.max(given - offset, given / 2, 0.1)]),
    ...(moduleTimeouts.length > 0 ? [Math.max(...moduleTimeouts)] : []),
    fleet.config.devices.get(target.name)?.timeout ?? Infinity,
  ];
  const cap = Math.min(...caps);
  return Number.isFinite(cap) ? Math.min(cap, MAX_TIMEOUT) : DEFAULT_TIMEOUT;
}
