import { readHeldMemory, type HeldMemory } from '../stack/held-memory.ts';
import { load } from '../stack/load.ts';
import { Tally } from '../stack/tally.ts';
import { startSoakedExporter } from './soaked-exporter.ts';
import { trendOf, type Trend } from './trend.ts';

const DEVICES = 100;
/** The simulator beside it needs the other core. */
const CONCURRENCY = 4;
/** Growth that is no leak over a whole run: V8 keeps on compiling, and what it compiled lies on the heap. */
const NOISE = 2 * 2 ** 20;

export interface LeakOptions {
  readonly bin: string;
  readonly baseAddress: string;
  /** Before the first look, until everything is warm. */
  readonly warmUp: number;
  readonly probes: number;
  /** Probes between two looks at the memory; a multiple of 100. */
  readonly every: number;
}

export interface LeakReport {
  readonly tally: Tally;
  readonly samples: readonly HeldMemory[];
  /** Bytes a probe. */
  readonly trend: Trend;
  /** Bytes over the whole run, by the trend. */
  readonly growth: number;
  /** True if the growth is none, within noise. */
  readonly flat: boolean;
}

/** Probes 100 devices as fast as they answer, and looks at what the exporter holds in between. */
export async function measureLeak(options: LeakOptions): Promise<LeakReport> {
  const { bin, baseAddress, warmUp, probes, every } = options;
  await using soaked = await startSoakedExporter({ bin, baseAddress, devices: DEVICES });
  const { exporter, devices } = soaked;
  const tally = new Tally();
  const probe = (count: number): Promise<void> =>
    load({
      address: exporter.address,
      targets: devices,
      timeout: 10_000,
      rounds: count / DEVICES,
      pace: { concurrency: CONCURRENCY },
      onProbe: tally.note,
    });
  await probe(warmUp);
  const samples = [await readHeldMemory(exporter.child)];
  for (let done = 0; done < probes; done += every) {
    await probe(every);
    samples.push(await readHeldMemory(exporter.child));
  }
  const trend = trendOf(samples.map(({ held }, index) => ({ x: index * every, y: held })));
  const growth = trend.slope * probes;
  return { tally, samples, trend, growth, flat: trend.slope <= trend.uncertainty || growth < NOISE };
}
