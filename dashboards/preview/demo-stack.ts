import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { FLAGS } from '../../simulator/flags.ts';
import { planFleet } from '../../simulator/fleet.ts';
import { ROOT } from '../../test/stack/configs.ts';
import { freePort } from '../../test/stack/ports.ts';
import { type Programs } from '../../test/stack/programs.ts';
import { query } from '../../test/stack/prometheus-api.ts';
import { run } from '../../test/stack/run.ts';
import { startSimulation } from '../../test/stack/simulation.ts';
import { Stack } from '../../test/stack/stack.ts';
import { TemporaryFolder } from '../../test/stack/temporary-folder.ts';
import { until } from '../../test/stack/until.ts';
import { readVitals } from '../../test/stack/vitals.ts';
import { askEveryModule } from '../testing/ask-every-module.ts';

const DEVICES = 60;
const TENANTS = 3;
/** Not that of the demo, so that both can run. */
const BASE_ADDRESS = '127.78.0.1';
const ALL_UP_TIMEOUT = 120_000;

/** Of all that the fleet has, a branch router of today does most: one is asked every module. */
const EVERYTHING = planFleet({ devices: DEVICES, tenants: TENANTS, seed: Number(FLAGS.seed.default) })
  .filter(({ profile, persona }) => profile === 'branch' && persona === '7.20')
  .slice(0, 1)
  .map(({ name }) => name);

/** Each befalls a device of its own, so that the panels about trouble have something to show. */
const FAULTS = [
  ['unreachable'],
  ['refuses'],
  ['interface-down'],
  ['high-cpu'],
  ['slow', '--option=ms=900'],
  ['trap', '--option=menu=/system/health'],
];

/** A simulated fleet in some trouble, with exporter, Prometheus and Alertmanager. */
export interface DemoStack {
  readonly prometheus: string;
  readonly stop: () => Promise<void>;
}

/**
 * Starts it and lets it gather data for `warmUp` ms.
 * @throws Error with the output of the program that failed; the signal's reason if aborted
 */
export async function startDemoStack(
  programs: Programs,
  warmUp: number,
  signal: AbortSignal,
): Promise<DemoStack> {
  await using started = new AsyncDisposableStack();
  const folder = await TemporaryFolder.create();
  started.defer(() => folder.remove());
  const controlPort = await freePort();
  const simulation = await startSimulation({
    folder: folder.path,
    devices: DEVICES,
    tenants: TENANTS,
    baseAddress: BASE_ADDRESS,
    controlPort,
    signal,
  });
  started.defer(() => simulation.stop());
  await askEveryModule(folder.path, EVERYTHING);
  const stack = await Stack.start({
    programs,
    configFile: path.join(folder.path, 'tikscope.yml'),
    scrapeInterval: '5s',
    scrapeTimeout: '4500ms',
    evaluationInterval: '5s',
    alertFor: '15s',
    signal,
  });
  started.defer(() => stack.stop());
  const failure = (): string | undefined =>
    stack.failure ?? (simulation.end && `the simulator has ended (${simulation.end}):\n${simulation.tail}`);
  await until(
    `all ${DEVICES} devices are up`,
    async () => {
      const { devicesUp } = await readVitals(stack.urls.prometheus, signal);
      if (devicesUp === DEVICES) return true;
      throw new Error(`${devicesUp} up`);
    },
    { timeout: ALL_UP_TIMEOUT, interval: 1000, signal, hopeless: failure, details: () => stack.tails },
  );
  await makeTrouble(stack, controlPort);
  await delay(warmUp, undefined, { signal });
  const dead = failure();
  if (dead !== undefined) throw new Error(dead);
  const running = started.move();
  return { prometheus: stack.urls.prometheus, stop: () => running.disposeAsync() };
}

async function makeTrouble({ urls }: Stack, controlPort: number): Promise<void> {
  const devices = await query(urls.prometheus, 'max by (instance) (probe_success)');
  const names = devices.map(({ labels }) => labels['instance'] ?? '').toSorted();
  for (const [index, fault] of FAULTS.entries()) {
    const name = names[Math.floor(((index + 0.5) / FAULTS.length) * names.length)] ?? '';
    const program = path.join(ROOT, 'bin/tikscope.js');
    const args = ['simulate', 'fault', name, ...fault, `--control.address=127.0.0.1:${controlPort}`];
    const { code, output } = await run(process.execPath, [program, ...args]);
    if (code !== 0) throw new Error(`${fault.join(' ')} could not befall ${name}: ${output}`);
  }
  // A request that the exporter refuses.
  await fetch(`${urls.exporter}/probe?target=nobody`);
}
