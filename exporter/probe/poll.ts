import { largestLimits } from '../config/largest-limits.ts';
import { SampleBudget, type ByteLedger } from '../exposition/sample-budget.ts';
import { type DeviceConnection } from '../fleet/device-connection.ts';
import { type Lease, type SessionCounts } from '../fleet/held-session.ts';
import { RouterosError } from '../routeros/errors.ts';
import { type ConnectionRecord, type DialAttempt } from '../telemetry/probe-record.ts';
import { CollectorRun } from './collector-run.ts';
import { type PlannedCollector } from './plan.ts';
import { type SharedClock } from './session-device.ts';

export interface PollOptions {
  /** The connection to the device under the configuration in force, which may change during the poll. */
  readonly connection: () => DeviceConnection;
  readonly plan: readonly PlannedCollector[];
  /** What all probes together may hold of samples. */
  readonly ledger: ByteLedger;
  /** performance.now() at which commands time out. */
  readonly deadline: number;
  readonly signal: AbortSignal;
}

/**
 * One reading of one device: a session, then all collectors at once on it. Its state can be read
 * while it runs, so that a request with an earlier deadline takes what is there.
 */
export class Poll {
  readonly deadline: number;
  readonly ended: Promise<void>;
  readonly #options: PollOptions;
  readonly #budget: SampleBudget;
  readonly #dials: DialAttempt[] = [];
  #runs: readonly CollectorRun[] = [];
  #warm = false;
  #replaced: string | undefined;
  #counts: SessionCounts = NO_COUNTS;
  #dialError: RouterosError | undefined;

  constructor(options: PollOptions) {
    this.#options = options;
    this.deadline = options.deadline;
    this.#budget = budgetOf(options.plan, options.ledger);
    this.ended = this.#run().finally(() => {
      this.#budget.release();
    });
  }

  get runs(): readonly CollectorRun[] {
    return this.#runs;
  }

  get connection(): ConnectionRecord {
    return {
      warm: this.#warm,
      replaced: this.#replaced,
      dials: [...this.#dials],
      ...this.#counts,
    };
  }

  /** Why there is no session; undefined if there is one or it is still being opened. */
  get dialError(): RouterosError | undefined {
    return this.#dialError;
  }

  async #run(): Promise<void> {
    const lease = await this.#lease();
    if (lease === undefined) return;
    this.#warm = lease.warm;
    const answered = await this.#collect(lease);
    if (answered || !lease.warm || lease.session.open || this.#isOver()) return;
    this.#warm = false;
    this.#runs = [];
    this.#replaced = (await lease.session.closed).message;
    const fresh = await this.#lease();
    if (fresh !== undefined) await this.#collect(fresh);
  }

  /** Nobody is there to read what a command would answer now. */
  #isOver(): boolean {
    return this.#options.signal.aborted || performance.now() >= this.deadline;
  }

  async #lease(): Promise<Lease | undefined> {
    const { lease, attempt } = await this.#options.connection().lease();
    if (attempt !== undefined) this.#dials.push(attempt);
    this.#dialError = attempt?.error;
    return lease;
  }

  /** Runs all collectors, and ends the lease; false if the device did not send a byte. */
  async #collect(lease: Lease): Promise<boolean> {
    const { session } = lease;
    if (this.#isOver()) {
      lease.end(undefined);
      return true;
    }
    const before = session.receivedBytes;
    const silence = lease.warm ? watchSilence(lease, before) : undefined;
    this.#runs = this.#startCollectors(lease);
    await Promise.all(this.#runs.map((run) => run.run()));
    clearTimeout(silence);
    lease.end(this.#runs[0]?.roundTrip);
    this.#counts = sum(this.#counts, lease.takeCounts());
    return session.receivedBytes > before;
  }

  #startCollectors({ session, memory }: Lease): readonly CollectorRun[] {
    const { plan, deadline, signal } = this.#options;
    const clock: SharedClock = {};
    return plan.map(({ collector, module }) => {
      const { interfaces, limits } = module;
      const { rows: maxRows, bytes: maxBytes } = limits;
      return new CollectorRun(collector, this.#budget, {
        clock,
        session,
        memory,
        interfaces,
        maxRows,
        maxBytes,
        deadline,
        signal,
      });
    });
  }
}

const NO_COUNTS: SessionCounts = { unknownReplies: 0, longestWord: 0, longestSentence: 0 };

function sum(one: SessionCounts, other: SessionCounts): SessionCounts {
  return {
    unknownReplies: one.unknownReplies + other.unknownReplies,
    longestWord: Math.max(one.longestWord, other.longestWord),
    longestSentence: Math.max(one.longestSentence, other.longestSentence),
  };
}

/** The budget of the whole exposition: the largest that any module of the probe allows. */
function budgetOf(plan: readonly PlannedCollector[], ledger: ByteLedger): SampleBudget {
  const { samples, expositionBytes } = largestLimits(plan.map(({ module }) => module));
  return new SampleBudget(samples, expositionBytes, ledger);
}

/** NAT forgets a flow in silence: a warm session that answers nothing is ended, so that the poll can take a new one. */
function watchSilence({ session, silenceLimit }: Lease, before: number): NodeJS.Timeout {
  return setTimeout(() => {
    if (session.receivedBytes > before) return;
    const seconds = (silenceLimit / 1000).toFixed(1);
    session.destroy(new RouterosError('closed', `the kept session did not answer within ${seconds} s`));
  }, silenceLimit);
}
