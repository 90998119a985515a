import { collectDefaultMetrics, Counter, Gauge, Histogram, Registry } from 'prom-client';
import { MAX_LABEL_VALUE_LENGTH } from '../exposition/labels.ts';
import { type ErrorCode } from '../routeros/errors.ts';
import { type Bounds } from './bound.ts';
import { registerReadFamily } from './read-family.ts';

/** Seconds; a warm probe takes milliseconds, a dying one up to its scrape timeout. */
const PROBE_BUCKETS = [0.005, 0.01, 0.025, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10, 30];

/** Default metrics that are gauges named as counters; the same numbers are in those without the suffix. */
const MISNAMED_DEFAULTS = [
  'nodejs_active_handles_total',
  'nodejs_active_requests_total',
  'nodejs_active_resources_total',
];

export interface BuildInfo {
  readonly version: string;
  readonly revision: string;
}

/** The exporter's metrics about itself, by owner of the number; prom-client holds them, our writer prints them. */
export class SelfMetrics {
  readonly registry = new Registry();
  #modules: ReadonlySet<string> = new Set();
  readonly probes = this.#counter('probes_total', 'Probes answered, by the modules asked.', ['module']);
  readonly probeFailures = this.#counter(
    'probe_failures_total',
    'Probes that ended with probe_success 0, by reason.',
    ['module', 'reason'],
  );
  readonly probeDuration = new Histogram<'module' | 'trace_id'>({
    name: 'mikrotik_exporter_probe_duration_seconds',
    help: 'Duration of probes, from the request, its wait for a place included, to the last sample.',
    labelNames: ['module'],
    buckets: PROBE_BUCKETS,
    enableExemplars: true,
    // prom-client refuses exemplars in a registry whose own text has none; it is not what writes them.
    registers: [],
  });
  readonly probeRequestErrors = this.#counter(
    'probe_request_errors_total',
    'Requests to /probe that were refused, by HTTP status code.',
    ['code'],
  );
  readonly sharedPolls = this.#counter(
    'shared_polls_total',
    'Probes answered by a poll that another request had begun.',
  );
  readonly logins = this.#counter('logins_total', 'Sessions opened, login included.');
  readonly loginFailures = this.#counter(
    'login_failures_total',
    'Attempts to open a session that failed, by reason.',
    ['reason'],
  );
  readonly sessionsReplaced = this.#counter(
    'sessions_replaced_total',
    'Warm sessions that were found dead and replaced inside a probe.',
  );
  readonly parseErrors = this.#counter(
    'parse_errors_total',
    'Values of devices that could not be parsed; each cost one sample.',
    ['collector'],
  );
  readonly duplicateSamples = this.#counter(
    'duplicate_samples_total',
    'Samples left out because an earlier row of the same probe had the same labels.',
    ['collector'],
  );
  readonly unknownReplies = this.#counter(
    'unknown_replies_total',
    'Reply words and tags of devices that the protocol does not know; they were ignored.',
  );
  readonly configReloadSuccessful = this.#gauge(
    'config_last_reload_successful',
    'Whether the last configuration load succeeded.',
  );
  readonly configReloadTimestamp = this.#gauge(
    'config_last_reload_success_timestamp_seconds',
    'When the configuration was last loaded successfully, in seconds since the epoch.',
  );
  readonly configProblems = this.#gauge(
    'config_problems',
    'Faults of the configuration in force that cost some devices: broken device files and unreadable secrets.',
  );
  readonly configDevices = this.#gauge('config_devices', 'Devices in the configuration in force.');

  constructor(build: BuildInfo) {
    const info = new Gauge({
      name: 'mikrotik_exporter_build_info',
      help: 'What is running; always 1.',
      labelNames: ['version', 'revision', 'nodeversion'],
      registers: [this.registry],
    });
    info.set({ ...build, nodeversion: process.version }, 1);
    this.registry.registerMetric(this.probeDuration);
    collectDefaultMetrics({ register: this.registry });
    for (const name of MISNAMED_DEFAULTS) this.registry.removeSingleMetric(name);
  }

  /** A gauge whose value is read when /metrics is asked. */
  watch(name: string, help: string, read: () => number): void {
    registerReadFamily(this.registry, {
      type: 'gauge',
      name: `mikrotik_exporter_${name}`,
      help,
      read: () => [[{}, read()]],
    });
  }

  /** Every bound under three families, and 0 from the start: a counter that is born at 5 shows no increase. */
  watchBounds(bounds: Bounds): void {
    const families = [
      ['gauge', 'bound_level', 'How full a bounded resource is; the unit is in the bound’s name.', 'level'],
      ['gauge', 'bound_capacity', 'How full a bounded resource may become.', 'capacity'],
      ['counter', 'bound_dropped_total', 'What was turned away, cut or thrown out at a bound.', 'dropped'],
    ] as const;
    for (const [type, name, help, read] of families) {
      registerReadFamily(this.registry, {
        type,
        name: `mikrotik_exporter_${name}`,
        help,
        labelNames: ['bound'],
        read: () =>
          bounds
            .list()
            .filter(({ exists }) => exists?.() ?? true)
            .map((bound) => [{ bound: bound.name }, bound[read]()]),
      });
    }
  }

  /**
   * Series that alerts and rates need from the first scrape on. `modules` are also the only values that
   * the label `module` takes: what a request makes up (`a,b,a`) is `other`.
   */
  initialise(modules: Iterable<string>, collectors: Iterable<string>, reasons: readonly ErrorCode[]): void {
    this.#modules = new Set([...modules].filter((module) => module.length <= MAX_LABEL_VALUE_LENGTH));
    for (const module of this.#modules) {
      this.probes.inc({ module }, 0);
      for (const reason of reasons) this.probeFailures.inc({ module, reason }, 0);
    }
    for (const collector of collectors) {
      this.parseErrors.inc({ collector }, 0);
      this.duplicateSamples.inc({ collector }, 0);
    }
    for (const reason of reasons) this.loginFailures.inc({ reason }, 0);
  }

  /** The value of the label `module` for the modules of a probe. */
  moduleLabel(modules: readonly string[]): string {
    const label = modules.join(',');
    return this.#modules.has(label) ? label : 'other';
  }

  #counter<L extends string = never>(name: string, help: string, labelNames: readonly L[] = []): Counter<L> {
    return new Counter({ name: `mikrotik_exporter_${name}`, help, labelNames, registers: [this.registry] });
  }

  #gauge(name: string, help: string): Gauge {
    return new Gauge({ name: `mikrotik_exporter_${name}`, help, registers: [this.registry] });
  }
}
