import { readFile } from 'node:fs/promises';
import { setTimeout as delay } from 'node:timers/promises';
import { type Config } from './config/config.ts';
import { type Flags } from './config/flags.ts';
import { largestLimits } from './config/largest-limits.ts';
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
import { HeldBytes } from './telemetry/held-bytes.ts';
import { watchLog } from './telemetry/log/log-metrics.ts';
import { type Log, type Logger } from './telemetry/log/log.ts';
import { MemoryGate } from './telemetry/memory/memory-gate.ts';
import { registerMemoryMetrics } from './telemetry/memory/memory-metrics.ts';
import { MemoryReader } from './telemetry/memory/memory-reader.ts';
import { PassingBounds } from './telemetry/passing-bounds.ts';
import { type EndReason } from './telemetry/run-record/record.ts';
import { registerRunMetrics } from './telemetry/run-record/run-metrics.ts';
import { Run } from './telemetry/run-record/run.ts';
import { SelfMetrics } from './telemetry/self-metrics.ts';
import { Tracing } from './telemetry/tracing/tracing.ts';
import { startWatchdog } from './telemetry/watchdog.ts';

/** How long a stop waits for the probes that run, in milliseconds. */
const DRAIN_TIME = 5000;

/** What ends the process from inside; in milliseconds. */
export interface Patience {
  /** How long the event loop may stand still. */
  readonly frozen: number;
  /** How long probes may be refused for want of memory, on end: then only a new process has a chance. */
  readonly memory: number;
}

/** A running exporter. */
export interface Exporter {
  /** Where it listens, `127.0.0.1:9436`. */
  readonly address: string;
  readonly version: string;
  readonly bounds: Bounds;
  /** Takes the configuration file anew. @throws ConfigError; the old configuration then stays in force */
  readonly reload: () => Promise<void>;
  /** Refuses new probes, lets those that run finish within 5 s, closes the sessions with FIN, sends the last spans and records why it ends within 3 s. */
  readonly stop: (reason?: EndReason) => Promise<void>;
  /** The record of this run; undefined without a state directory. */
  readonly run: Run | undefined;
  /** Settles when memory has been short for a minute: the exporter should be stopped, and started anew. */
  readonly memoryExhausted: Promise<void>;
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

/**
 * Loads the configuration, wires the rooms together and listens.
 * @param patience none if the process has other things to do than to be an exporter: then it is not ended
 * @throws ConfigError, or Error if it cannot listen
 */
export async function startExporter(flags: Flags, logging: Log, patience?: Patience): Promise<Exporter> {
  const { logger: log } = logging;
  const running = await version();
  const config = await loadConfig(flags['config.file'], LOAD_OPTIONS);
  const bounds = new Bounds();
  const metrics = new SelfMetrics({
    version: running,
    revision: process.env['TIKSCOPE_REVISION'] ?? 'unknown',
  });
  const held = new HeldBytes(flags['probe.max-held-bytes'], bounds);
  const passing: PassingBounds = new PassingBounds(bounds, () =>
    largestLimits(fleet.config.modules.values()),
  );
  const resolver = new Resolver({ bounds });
  const fleet = new Fleet(config, { resolver, metrics, bounds, log, held, passing });
  const { 'probe.max-running': maxRunning, 'probe.max-waiting': maxWaiting } = flags;
  const probes = maxRunning + maxWaiting;
  const admission = new Admission({ running: maxRunning, waiting: maxWaiting }, bounds);
  const tracing = new Tracing({ bounds, registry: metrics.registry, log, version: running });
  await tracing.apply(config.tracing);
  const prober = new Prober({ fleet, registry: COLLECTORS, metrics, held, passing, tracing });
  metrics.watch(
    'probes_in_flight',
    'Probes running now, their unread responses included.',
    () => admission.running,
  );
  metrics.watch(
    'config_devices_sized_for',
    'Devices that the installation is sized for.',
    () => flags['fleet.sized-for'],
  );
  metrics.watchBounds(bounds);
  watchLog(logging, metrics.registry, bounds);
  const reader = new MemoryReader();
  const memory = new MemoryGate({ reader, bounds, log, patience: patience?.memory ?? Infinity });
  registerMemoryMetrics(metrics.registry, reader);
  const taken = (next: Config): void => {
    noteConfig(next, metrics, log);
  };
  taken(config);
  let ready = true;

  const reload = serialised(async () => {
    try {
      const next = await loadConfig(flags['config.file'], { ...LOAD_OPTIONS, previous: fleet.config });
      fleet.apply(next);
      await tracing.apply(next.tracing);
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
    memory,
    metrics,
    held,
    bounds,
    probes,
    log,
    logLevel: logging.level,
    reload,
    version: running,
    lifecycle: flags['web.enable-lifecycle'],
    timeoutOffset: flags['timeout-offset'],
    ready: () => ready,
  });
  const { host, port } = flags['web.listen-address'];
  const server = await listen(app, { host, port, bounds, probes });
  const folder = flags['state.directory'];
  // Only now: a start that failed is no restart.
  const run = folder === '' ? undefined : await Run.begin({ folder, reader, log });
  if (run !== undefined) registerRunMetrics(metrics.registry, run);
  const watches =
    patience === undefined
      ? () => false
      : startWatchdog({ patience: patience.frozen, folder: run?.folder, log });
  metrics.watch('watchdog_running', 'Whether a thread would end the exporter if its event loop froze.', () =>
    watches() ? 1 : 0,
  );

  const stop = async (reason: EndReason = 'clean'): Promise<void> => {
    ready = false;
    memory.close();
    const closed = new Promise((resolve) => server.close(resolve));
    // A connection kept alive becomes idle when its probe has been answered, and would hold the server open.
    const sweep = setInterval(() => {
      server.closeIdleConnections();
    }, 50);
    await Promise.race([closed, delay(DRAIN_TIME, undefined, { ref: false })]);
    clearInterval(sweep);
    server.closeAllConnections();
    fleet.close();
    // At the same time: an end in which both are slow stays below 10 s.
    await Promise.all([tracing.shutdown(), run?.end(reason)]);
  };
  return {
    address: addressOf(server),
    version: running,
    bounds,
    reload,
    stop,
    run,
    memoryExhausted: memory.exhausted,
  };
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
