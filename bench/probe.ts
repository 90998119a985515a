/**
 * `npm run bench`: what a warm probe costs, on dist and beside the simulator of the same machine.
 * Prints one table; docs/performance.md records runs of it.
 */
import { cpus } from 'node:os';
import path from 'node:path';
import { buildDistribution } from '../test/stack/distribution.ts';
import { startExporterProcess } from '../test/stack/exporter-process.ts';
import { startSimulation } from '../test/stack/simulation.ts';
import { TemporaryFolder } from '../test/stack/temporary-folder.ts';
import { valueOf } from '../test/harness/fleet.ts';

const WARM_UP = 200;
const PROBES = 1000;
/** 60 % of a limit of 256 MiB: without one, V8 lets garbage lie and RSS says nothing. */
const NODE_FLAGS = ['--max-old-space-size=150', '--max-semi-space-size=2'];

interface Run {
  readonly name: string;
  /** Milliseconds of a round trip. */
  readonly latency: number;
  readonly devices: number;
  /** Which devices are probed, by a word in their names. */
  readonly only: string;
}

const RUNS: readonly Run[] = [
  { name: 'branch router, loopback', latency: 0, devices: 20, only: '-branch-' },
  { name: 'branch router, 50 ms away', latency: 50, devices: 20, only: '-branch-' },
  { name: '48-port switch, loopback', latency: 0, devices: 100, only: '-switch-' },
  { name: 'fleet of 500, loopback', latency: 0, devices: 500, only: '' },
];

console.log(
  `${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, node ${process.version}, ${PROBES} probes one after the other`,
);
console.log('| run | samples | p50 ms | p99 ms | CPU ms a probe | RSS MiB |');
console.log('|---|---|---|---|---|---|');
for (const run of RUNS) console.log(await measure(run));

async function measure({ name, latency, devices, only }: Run): Promise<string> {
  await using cleanup = new AsyncDisposableStack();
  const folder = await TemporaryFolder.create();
  cleanup.defer(() => folder.remove());
  const simulator = await startSimulation({
    folder: folder.path,
    devices,
    latency,
    baseAddress: '127.79.0.1',
  });
  cleanup.defer(() => simulator.stop());
  const exporter = await startExporterProcess({
    bin: await buildDistribution(path.join(folder.path, 'distribution')),
    configFile: path.join(folder.path, 'tikscope.yml'),
    folder: folder.path,
    nodeFlags: NODE_FLAGS,
  });
  cleanup.defer(() => exporter.child.stop());
  const get = async (target: string): Promise<string> =>
    (await exporter.get(target, { headers: { 'accept-encoding': 'gzip' } })).text();

  const targets = (JSON.parse(await get('/sd')) as { targets: [string] }[])
    .map(({ targets: [target] }) => target)
    .filter((target) => target.includes(only));
  const probe = async (index: number): Promise<string> =>
    get(`/probe?target=${targets[index % targets.length] ?? ''}`);
  for (let index = 0; index < Math.max(WARM_UP, devices); index += 1) await probe(index);

  const before = await get('/metrics');
  const durations: number[] = [];
  let samples = 0;
  for (let index = 0; index < PROBES; index += 1) {
    const startedAt = performance.now();
    const text = await probe(index);
    durations.push(performance.now() - startedAt);
    if (valueOf(text, 'probe_success') !== 1)
      throw new Error(`${targets[index % targets.length] ?? ''}: ${text}`);
    samples += text.split('\n').filter((line) => line !== '' && !line.startsWith('#')).length;
  }
  const after = await get('/metrics');
  const cpu = (text: string): number => valueOf(text, 'process_cpu_seconds_total') ?? NaN;
  durations.sort((a, b) => a - b);
  const quantile = (q: number): string =>
    (durations[Math.floor(q * (durations.length - 1))] ?? NaN).toFixed(1);
  const rss = (valueOf(after, 'process_resident_memory_bytes') ?? NaN) / 2 ** 20;
  const perProbe = ((cpu(after) - cpu(before)) * 1000) / PROBES;
  return `| ${name} | ${Math.round(samples / PROBES)} | ${quantile(0.5)} | ${quantile(0.99)} | ${perProbe.toFixed(2)} | ${rss.toFixed(0)} |`;
}
