import { type Collector } from '../collectors/contract.ts';
import { type Module } from '../config/config.ts';
import { type Format } from '../exposition/format.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { renderExposition, type ExpositionPart } from '../exposition/render.ts';
import { SampleBudget } from '../exposition/sample-budget.ts';
import { SampleBuffer } from '../exposition/sample-buffer.ts';
import { type Fleet } from '../fleet/fleet.ts';
import { SharedPolls } from '../fleet/shared-polls.ts';
import { type Target } from '../fleet/target.ts';
import { RouterosError } from '../routeros/errors.ts';
import { type HeldBytes } from '../telemetry/held-bytes.ts';
import { type PassingBounds } from '../telemetry/passing-bounds.ts';
import { type ProbeRecord } from '../telemetry/probe-record.ts';
import { countPoll, countProbe } from '../telemetry/probe-metrics.ts';
import { type SelfMetrics } from '../telemetry/self-metrics.ts';
import { type Tracing } from '../telemetry/tracing/tracing.ts';
import { probeFamilies } from './families.ts';
import { planCollectors } from './plan.ts';
import { Poll } from './poll.ts';

export interface ProbeRequest {
  readonly target: Target;
  readonly modules: readonly Module[];
  /** performance.now() when the request came; it may have waited for its place since. */
  readonly startedAt: number;
  /** Milliseconds from then until the answer must be there. */
  readonly timeout: number;
  /** Aborted when nobody waits for the answer any more. */
  readonly signal: AbortSignal;
}

export interface ProbeAnswer {
  readonly record: ProbeRecord;
  /** The exposition, rendered when asked for. */
  readonly render: (format: Format) => string;
}

/** Thrown if there is no place for the probe; the request is answered 503. */
export class ProbeRefused extends Error {
  override readonly name = 'ProbeRefused';
}

export interface ProberOptions {
  readonly fleet: Fleet;
  readonly registry: readonly Collector[];
  readonly metrics: SelfMetrics;
  readonly held: HeldBytes;
  readonly passing: PassingBounds;
  readonly tracing: Tracing;
}

/** The use case: one device, some modules, one deadline → an exposition and a record. */
export class Prober {
  readonly #fleet: Fleet;
  readonly #registry: readonly Collector[];
  readonly #metrics: SelfMetrics;
  readonly #held: HeldBytes;
  readonly #passing: PassingBounds;
  readonly #tracing: Tracing;
  readonly #polls = new SharedPolls<Poll>();

  constructor({ fleet, registry, metrics, held, passing, tracing }: ProberOptions) {
    this.#fleet = fleet;
    this.#registry = registry;
    this.#metrics = metrics;
    this.#held = held;
    this.#passing = passing;
    this.#tracing = tracing;
  }

  /**
   * Answers within the timeout whatever the device does: a dead device is an answer too.
   * @throws ProbeRefused if too many ad-hoc sessions are open
   */
  async probe(request: ProbeRequest): Promise<ProbeAnswer> {
    const { startedAt, timeout } = request;
    const deadline = startedAt + timeout;
    const { poll, joined, leave } = this.#join(request, deadline);
    await endOf(poll, deadline, request.signal);
    const runs = poll.runs;
    const collectors = runs.map((run) => run.record());
    const succeeded = runs.filter((run) => run.succeeded);
    const error =
      succeeded.length > 0 ? undefined : (poll.dialError ?? collectors[0]?.error ?? stillOpening());
    const parts = succeeded.map(({ collector, buffer }) => ({ families: collector.families, buffer }));
    const record: ProbeRecord = {
      target: request.target.name,
      modules: request.modules.map(({ name }) => name),
      startedAt,
      endedAt: performance.now(),
      timeout,
      joined,
      connection: poll.connection,
      collectors,
      error,
    };
    leave();
    if (!request.signal.aborted) countProbe(this.#metrics, record, this.#tracing.record(record));
    return { record, render: (format) => renderExposition([...parts, ownPart(record)], format) };
  }

  #join(request: ProbeRequest, deadline: number): ReturnType<SharedPolls<Poll>['join']> {
    const { target, modules, startedAt, timeout } = request;
    const key = JSON.stringify([target.name, target.auth.name, modules.map(({ name }) => name)]);
    return this.#polls.join(key, startedAt + timeout / 2, (signal) => {
      const borrowed = this.#fleet.borrow(target);
      if (borrowed === undefined) {
        throw new ProbeRefused('too many sessions to addresses outside the configuration');
      }
      const { connection, giveBack } = borrowed;
      const plan = planCollectors(modules, this.#registry);
      const poll = new Poll({ connection, plan, deadline, signal, ledger: this.#held });
      signal.addEventListener('abort', giveBack, { once: true });
      void poll.ended.then(() => {
        giveBack();
        const records = poll.runs.map((run) => run.record());
        countPoll(this.#metrics, poll.connection, records);
        this.#passing.note(poll.connection, records);
      });
      return poll;
    });
  }
}

function stillOpening(): RouterosError {
  return new RouterosError('timeout', 'the session was still being opened at the deadline');
}

/** Settles when the poll has ended, at the deadline, or when nobody waits any more. */
async function endOf(poll: Poll, deadline: number, signal: AbortSignal): Promise<void> {
  if (signal.aborted) return;
  const { promise: over, resolve } = Promise.withResolvers<void>();
  // A command's own timer fires at the same deadline; a moment more lets it say what it was waiting for.
  const timer = setTimeout(resolve, deadline - performance.now() + 5);
  const onAbort = (): void => {
    resolve();
  };
  signal.addEventListener('abort', onAbort, { once: true });
  await Promise.race([poll.ended, over]);
  clearTimeout(timer);
  signal.removeEventListener('abort', onAbort);
}

/** The families about the probe itself. They are a handful, and never refused for want of a budget. */
function ownPart(record: ProbeRecord): ExpositionPart {
  const buffer = new SampleBuffer(new SampleBudget(Infinity, Infinity));
  const families = probeFamilies;
  buffer.add(families.success, NO_LABELS, record.error === undefined ? 1 : 0);
  buffer.add(families.duration, NO_LABELS, (record.endedAt - record.startedAt) / 1000);
  buffer.add(families.timeout, NO_LABELS, record.timeout / 1000);
  if (record.error !== undefined) buffer.add(families.failure, labels({ reason: record.error.code }), 1);
  for (const { name, error, startedAt, endedAt } of record.collectors) {
    const at = labels({ collector: name });
    buffer.add(families.collectorSuccess, at, error === undefined ? 1 : 0);
    buffer.add(families.collectorDuration, at, (endedAt - startedAt) / 1000);
  }
  return { families, buffer };
}
