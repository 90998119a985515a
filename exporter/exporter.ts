import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type Config } from './config/config.ts';
import { type Flags } from './config/flags.ts';
import { loadConfig } from './config/load.ts';
import { type ParseOptions } from './config/main-file.ts';
import { formatProblem } from './config/problem.ts';
import { COLLECTORS } from './collectors/registry.ts';
import { type FamilyTable } from './exposition/family.ts';
import { Admission } from './fleet/admission.ts';
import { Fleet } from './fleet/fleet.ts';
import { Resolver } from './fleet/resolver.ts';
import { addressOf, createApp, listen } from './http/server.ts';
import { Prober } from './probe/probe.ts';
import { probeFamilies } from './probe/families.ts';
import { ERROR_CODES } from './routeros/errors.ts';
import { Bounds } from './telemetry/bound.ts';
import { type Logger } from './telemetry/log.ts';
import { SelfMetrics } from './telemetry/self-metrics.ts';

/** How long a stop waits for the probes that run, in milliseconds. */
const DRAIN_TIME = 5000;

/** A running exporter. */
export interface Exporter {
  /** Where it listens, `127.0.0.1:9436`. */
  readonly address: string;
  /** Takes the configuration file anew. @throws ConfigError; the old configuration then stays in force */
  readonly reload: () => Promise<void>;
  /** Refuses new probes, lets those that run finish within 5 s, closes the sessions with FIN. */
  readonly stop: () => Promise<void>;
}

/** What the configuration is checked against: the collectors there are, and the labels they use. */
export const LOAD_OPTIONS: ParseOptions = {
  collectors: COLLECTORS.map(({ name, modules }) => ({ name, modules })),
  reservedLabels: [
    ...new Set([...COLLECTORS.map(({ families }) => families), probeFamilies].flatMap(labelNames)),
  ],
};

function labelNames(families: FamilyTable): readonly string[] {
  return Object.values(families).flatMap(({ labels }) => labels);
}

export async function version(): Promise<string> {
  // From exporter/ as from dist/exporter/, the package's own file is the first one upwards.
  for (const path of ['../package.json', '../../package.json']) {
    const text = await readFile(new URL(path, import.meta.url), 'utf8').catch(() => undefined);
    if (text !== undefined) return (JSON.parse(text) as { version: string }).version;
  }
  return 'unknown';
}

/** Loads the configuration, wires the rooms together and listens. @throws ConfigError, or Error if it cannot listen */
export async function startExporter(flags: Flags, log: Logger): Promise<Exporter> {
  const running = await version();
  const config = await loadConfig(flags['config.file'], LOAD_OPTIONS);
  const bounds = new Bounds();
  const metrics = new SelfMetrics({
    version: running,
    revision: process.env['TIKSCOPE_REVISION'] ?? 'unknown',
  });
  const resolver = new Resolver({ bounds });
  const fleet = new Fleet(config, { resolver, metrics, bounds, log });
  const { 'probe.max-running': maxRunning, 'probe.max-waiting': maxWaiting } = flags;
  const admission = new Admission({ running: maxRunning, waiting: maxWaiting }, bounds);
  const prober = new Prober({ fleet, registry: COLLECTORS, metrics });
  metrics.watch(
    'probes_in_flight',
    'Probes running now, their unread responses included.',
    () => admission.running,
  );
  metrics.watchBounds(bounds);
  const taken = (next: Config): void => {
    noteConfig(next, metrics, log);
  };
  taken(config);
  let ready = true;

  const reload = serialised(async () => {
    try {
      const next = await loadConfig(flags['config.file'], { ...LOAD_OPTIONS, previous: fleet.config });
      fleet.apply(next);
      taken(next);
    } catch (error) {
      metrics.configReloadSuccessful.set(0);
      log.error({ err: error }, 'configuration not reloaded; the old one stays in force');
      throw error;
    }
  });
  const app = createApp({
    fleet,
    prober,
    admission,
    metrics,
    bounds,
    log,
    reload,
    version: running,
    lifecycle: flags['web.enable-lifecycle'],
    timeoutOffset: flags['timeout-offset'],
    ready: () => ready,
  });
  const { host, port } = flags['web.listen-address'];
  const server = await listen(app, { host, port, bounds, probes: maxRunning + maxWaiting });

  const stop = async (): Promise<void> => {
    ready = false;
    const closed = new Promise((resolve) => server.close(resolve));
    // A connection kept alive becomes idle when its probe has been answered, and would hold the server open.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, 50);
    await Promise.race([closed, delay(DRAIN_TIME, undefined, { ref: false })]);
    clearInterval(sweep);
    server.closeAllConnections();
    fleet.close();
  };
  return { address: addressOf(server), reload, stop };
}

/** Notes a configuration that has been taken: the series it needs, and what is wrong with parts of it. */
function noteConfig(config: Config, metrics: SelfMetrics, log: Logger): void {
  const scraped = [...config.devices.values()].flatMap(({ scrapes }) =>
    scrapes.map(({ modules }) => modules.join(',')),
  );
  metrics.initialise(
    new Set([...config.modules.keys(), ...scraped]),
    COLLECTORS.map(({ name }) => name),
    ERROR_CODES,
  );
  metrics.configReloadSuccessful.set(1);
  metrics.configReloadTimestamp.setToCurrentTime();
  metrics.configProblems.set(config.problems.length);
  metrics.configDevices.set(config.devices.size);
  for (const problem of config.problems)
    log.warn({ problem: formatProblem(problem) }, 'some devices are not polled');
  for (const warning of config.warnings) log.warn({ warning }, 'configuration warning');
}

/** Runs one call after the other: two reloads at once must not apply in the wrong order. */
function serialised(run: () => Promise<void>): () => Promise<void> {
  let last: Promise<void> = Promise.resolve();
  return () => {
    last = last.catch(() => undefined).then(run);
    return last;
  };
}
