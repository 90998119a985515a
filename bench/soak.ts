/**
 * `make soak`: long runs from dist that show that nothing grows; docs/performance.md records them.
 * PROBES and MINUTES make them longer or shorter. Ends with 1 if anything grew, or a healthy device was missed.
 */
import { cpus } from 'node:os';
import path from 'node:path';
import { type Adversity, measureUnder } from '../test/soak/adversity.ts';
import { measureLeak } from '../test/soak/leak.ts';
import { buildDistribution } from '../test/stack/distribution.ts';
import { endInOrderWhenInterrupted } from '../test/stack/interruption.ts';
import { TemporaryFolder } from '../test/stack/temporary-folder.ts';

/** As many as 100 devices once a minute take in ten hours. */
const PROBES = Number(process.env['PROBES'] ?? 60_000);
/** Of each run in adversity. */
const MINUTES = Number(process.env['MINUTES'] ?? 5);
const INTERVAL = 10_000;
const BASE_ADDRESS = '127.87.0.1';
const MIB = 2 ** 20;

interface Row {
  readonly name: string;
  readonly adversity: Adversity;
  /** MiB that it may hold more than the calm run. */
  readonly mayCost: number;
}

const ROWS: readonly Row[] = [
  { name: 'spans to an endpoint that never answers', adversity: { collector: 'hang' }, mayCost: 8 },
  { name: 'spans to one that answers a byte a second', adversity: { collector: 'drip' }, mayCost: 8 },
  { name: 'spans to one that refuses', adversity: { collector: 'refuse' }, mayCost: 8 },
  {
    name: 'spans to one that answers 503',
    adversity: { collector: { status: 503, retryAfter: '5' } },
    mayCost: 8,
  },
  {
    name: 'spans to one that never answers, debug to an unread stdout, a flooding device',
    adversity: { collector: 'hang', blockedOutput: true, hostile: 'flood' },
    mayCost: 16,
  },
];

endInOrderWhenInterrupted();
const folder = await TemporaryFolder.create();
const bin = await buildDistribution(path.join(folder.path, 'distribution'));
console.log(`${cpus().length} × ${cpus()[0]?.model ?? 'unknown CPU'}, node ${process.version}\n`);
const sound = [await leak(), await adversities()].every(Boolean);
await folder.remove();
process.exit(sound ? 0 : 1);

async function leak(): Promise<boolean> {
  const every = Math.max(100, Math.floor(PROBES / 3000) * 100);
  const options = { bin, baseAddress: BASE_ADDRESS, warmUp: 2 * every, probes: PROBES, every };
  const { tally, samples, trend, growth, flat } = await measureLeak(options);
  console.log(`${tally.count} probes of 100 devices, ${tally.failed} failed; after garbage collections:`);
  console.log('| probes | held MiB | RSS MiB |\n|---|---|---|');
  for (const [index, { held, resident }] of samples.entries()) {
    console.log(`| ${options.warmUp + index * every} | ${mebibytes(held)} | ${mebibytes(resident)} |`);
  }
  const slope = `${trend.slope.toFixed(1)} ± ${trend.uncertainty.toFixed(1)} bytes a probe`;
  console.log(`\n${slope}, ${mebibytes(growth)} MiB over the run: ${flat ? 'flat' : 'GROWS'}\n`);
  return flat && tally.failed === 0;
}

async function adversities(): Promise<boolean> {
  const options = { bin, baseAddress: BASE_ADDRESS, duration: MINUTES * 60_000, interval: INTERVAL };
  console.log(
    `500 devices every ${INTERVAL / 1000} s for ${MINUTES} minutes each; held after garbage collections`,
  );
  console.log('| run | probes | failed | slowest ms | held MiB | more MiB | may | exit ms |');
  console.log('|---|---|---|---|---|---|---|---|');
  let calm: number | undefined;
  let sound = true;
  for (const { name, adversity, mayCost } of [
    { name: 'nothing wrong', adversity: {}, mayCost: 0 },
    ...ROWS,
  ]) {
    const { tally, held, exit, end } = await measureUnder(adversity, options);
    calm ??= held;
    const more = held - calm;
    sound &&= tally.failed === 0 && more <= mayCost * MIB && end === 'exit code 0';
    const cells = [
      name,
      tally.count,
      tally.failed,
      Math.round(tally.longest),
      mebibytes(held),
      mebibytes(more),
      mayCost,
    ];
    console.log(`| ${[...cells, `${Math.round(exit)} (${end})`].join(' | ')} |`);
    for (const failure of tally.failures) console.log(`  ${failure}`);
  }
  return sound;
}

function mebibytes(bytes: number): string {
  return (bytes / MIB).toFixed(1);
}
