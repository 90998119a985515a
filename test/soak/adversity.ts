import { setTimeout as delay } from 'node:timers/promises';
import { OtlpReceiver, type ReceiverMode } from '../../exporter/telemetry/tracing/testing/otlp-receiver.ts';
import { readHeldMemory } from '../stack/held-memory.ts';
import { load } from '../stack/load.ts';
import { injectFault } from '../stack/simulation.ts';
import { Tally } from '../stack/tally.ts';
import { startSoakedExporter } from './soaked-exporter.ts';

const DEVICES = 500;
/** Looks at the memory in one run. */
const LOOKS = 10;

/** What goes wrong during a run; nothing if left out. */
export interface Adversity {
  /** What the collector of spans does; without it there is none. */
  readonly collector?: ReceiverMode | 'refuse';
  /** Debug lines go to a standard output that nobody reads. */
  readonly blockedOutput?: boolean;
  /** What one of the devices does. */
  readonly hostile?: 'flood' | 'endless-table';
}

export interface AdversityOptions {
  readonly bin: string;
  readonly baseAddress: string;
  /** Milliseconds. */
  readonly duration: number;
  /** Milliseconds between two scrapes of a device; at least the scrape timeout that follows from it. */
  readonly interval: number;
}

export interface AdversityReport {
  /** Of the healthy devices. */
  readonly tally: Tally;
  /** The most that was held after a garbage collection, bytes. */
  readonly held: number;
  /** Milliseconds from SIGTERM to the end. */
  readonly exit: number;
  /** How it ended. */
  readonly end: string;
}

/** 500 devices at the pace of Prometheus while something is wrong. */
export async function measureUnder(
  adversity: Adversity,
  { bin, baseAddress, duration, interval }: AdversityOptions,
): Promise<AdversityReport> {
  await using receiver = new AsyncDisposableStack();
  const { collector, blockedOutput = false, hostile } = adversity;
  await using soaked = await startSoakedExporter({
    bin,
    baseAddress,
    devices: DEVICES,
    env: collector === undefined ? {} : await collectorEnvironment(collector, receiver),
    args: blockedOutput ? ['--log.level=debug'] : [],
    readsOutput: !blockedOutput,
  });
  const { exporter, devices, controlPort } = soaked;
  const [ill = ''] = devices;
  if (hostile !== undefined) await injectFault(controlPort, ill, hostile);
  const tally = new Tally();
  const end = new AbortController();
  const loading = load({
    address: exporter.address,
    targets: devices,
    timeout: interval,
    pace: { interval },
    signal: end.signal,
    onProbe: (probe) => {
      if (hostile === undefined || probe.target !== ill) tally.note(probe);
    },
  });
  let held = 0;
  for (let look = 0; look < LOOKS; look += 1) {
    await delay(duration / LOOKS);
    held = Math.max(held, (await readHeldMemory(exporter.child)).held);
  }
  end.abort();
  await loading;
  const stoppedAt = performance.now();
  await exporter.child.stop(60_000);
  return { tally, held, exit: performance.now() - stoppedAt, end: exporter.child.end ?? '' };
}

/** What switches spans on, all of them, to a collector of its own. */
async function collectorEnvironment(
  mode: ReceiverMode | 'refuse',
  started: AsyncDisposableStack,
): Promise<Record<string, string>> {
  const receiver = await OtlpReceiver.start();
  started.defer(() => receiver.stop());
  receiver.keeps = false;
  if (mode === 'refuse') await receiver.refuse();
  else receiver.mode = mode;
  return { OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint, OTEL_TRACES_SAMPLER: 'always_on' };
}
