import { getHeapStatistics } from 'node:v8';
import { type Bounds } from '../bound.ts';
import { type Logger } from '../log/log.ts';
import { measure, type MemoryReader, type MemoryUse } from './memory-reader.ts';

/** Milliseconds between two looks. */
const INTERVAL = 1000;
/** Of where it closes: a working set that swings about the limit would open and close it at every look, and never be short for a minute. */
const REOPENS_BELOW = 0.94;
/** Of the memory limit; what the deployments give V8's heap. */
const HEAP_SHARE = 0.6;
/** V8 adds its young generation to what it is told, and rounds. */
const HEAP_TOLERANCE = 0.05;

export interface MemoryGateOptions {
  readonly reader: Pick<MemoryReader, 'read'>;
  readonly bounds: Bounds;
  readonly log: Logger;
  /** Milliseconds closed on end after which nothing but a new process will help. */
  readonly patience: number;
}

/**
 * Refuses new probes while memory is short, so that those that run can finish: better some answers than an
 * OOM kill in the middle of all. It looks once a second; asking it costs nothing.
 */
export class MemoryGate {
  /** Settles once memory has been short for as long as `patience`. */
  readonly exhausted: Promise<void>;
  readonly #options: MemoryGateOptions;
  readonly #giveUp: () => void;
  readonly #timer: NodeJS.Timeout;
  /** Looks on end that found memory short. */
  #short = 0;
  #refused = 0;

  constructor(options: MemoryGateOptions) {
    const { reader, bounds, log } = options;
    this.#options = options;
    const { promise, resolve } = Promise.withResolvers<void>();
    this.exhausted = promise;
    this.#giveUp = resolve;
    this.#timer = setInterval(() => this.#look(), INTERVAL).unref();
    bounds.add({
      name: 'memory_working_set_bytes',
      summary: 'a further probe is answered 503; after a minute of that, the exporter ends itself',
      setting: 'mem_limit, MemoryMax, resources.limits.memory',
      exists: () => measure(reader.read()) !== undefined,
      capacity: () => measure(reader.read())?.admitted ?? NaN,
      level: () => measure(reader.read())?.workingSet ?? NaN,
      dropped: () => this.#refused,
    });
    bounds.add({
      name: 'heap_bytes',
      summary: 'V8 ends the process',
      setting: 'NODE_OPTIONS=--max-old-space-size-percentage',
      capacity: () => getHeapStatistics().heap_size_limit,
      level: () => getHeapStatistics().used_heap_size,
      dropped: () => 0,
    });
    warnOfLimits(reader.read().limit, getHeapStatistics().heap_size_limit, log);
  }

  /** Whether a probe that comes now is to be refused; if so, it is counted. */
  refuses(): boolean {
    if (this.#short === 0) return false;
    this.#refused += 1;
    return true;
  }

  close(): void {
    clearInterval(this.#timer);
  }

  /** Once closed, it opens again below 80 % of the limit. */
  #isShort({ short, workingSet, admitted }: MemoryUse): boolean {
    return short || (this.#short > 0 && workingSet >= admitted * REOPENS_BELOW);
  }

  #look(): void {
    const { reader, log, patience } = this.#options;
    const measured = measure(reader.read());
    if (measured === undefined || !this.#isShort(measured)) {
      if (this.#short > 0) log.info(measured, 'memory is no longer short; probes are admitted');
      this.#short = 0;
      return;
    }
    this.#short += 1;
    if (this.#short === 1) log.warn(measured, 'memory is short; new probes are refused');
    if (this.#short * INTERVAL >= patience) this.#giveUp();
  }
}

function warnOfLimits(limit: number | undefined, heapLimit: number, log: Logger): void {
  if (limit === undefined) {
    log.warn(
      { heapLimit },
      'no memory limit: nothing protects this host; set mem_limit (Compose), MemoryMax (systemd) or resources.limits.memory (Kubernetes)',
    );
  } else if (heapLimit > limit * (HEAP_SHARE + HEAP_TOLERANCE)) {
    log.warn(
      { heapLimit, limit },
      'the heap may take more than 60 % of the memory limit: set NODE_OPTIONS="--max-old-space-size-percentage=60 --max-semi-space-size=2"',
    );
  }
}
