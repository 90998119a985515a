/**
 * `make demo`: a simulated fleet, the exporter, a real Prometheus and a real Alertmanager on this machine,
 * until Ctrl-C, or until DURATION seconds after every device came up.
 */
import { setTimeout as delay } from 'node:timers/promises';
import path from 'node:path';
import { type Child } from './stack/child.ts';
import { freePort } from './stack/ports.ts';
import { surroundings } from './stack/packages.ts';
import { ensurePrograms } from './stack/programs.ts';
import { query } from './stack/prometheus-api.ts';
import { startSimulation } from './stack/simulation.ts';
import { Stack } from './stack/stack.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until } from './stack/until.ts';
import { formatVitals, readVitals } from './stack/vitals.ts';

const DEVICES = 101;
const TENANTS = 3;
const PORTS = { exporter: 19436, prometheus: 19090, alertmanager: 19093 };
/** The simulator's own default, so that `simulate fault` finds it. */
const CONTROL_PORT = 9437;
const ALL_UP_TIMEOUT = 180_000;
const REFRESH = 5000;

process.exit(await main());

/** @returns the exit code: 0 only if every device was up */
async function main(): Promise<number> {
  const duration = readDuration(process.env['DURATION']);
  if (duration === undefined)
    return fail(`DURATION=${process.env['DURATION'] ?? ''}: expected seconds, as DURATION=60`);
  const found = await ensurePrograms(surroundings((line) => console.log(line)));
  if (found.missing !== undefined)
    return fail(`The demo needs Prometheus and Alertmanager. ${found.missing}`);

  const interrupt = new AbortController();
  for (const signal of ['SIGINT', 'SIGTERM', 'SIGHUP'] as const) process.on(signal, () => interrupt.abort());
  const { signal } = interrupt;
  const started = new AsyncDisposableStack();
  let allUp = false;
  try {
    const folder = await TemporaryFolder.create();
    started.defer(() => folder.remove());
    const control = await freePort(CONTROL_PORT);
    console.log(
      `Starting ${DEVICES} simulated devices of ${TENANTS} tenants, the exporter, Prometheus and Alertmanager …`,
    );
    const simulator = await startSimulation({
      folder: folder.path,
      devices: DEVICES,
      tenants: TENANTS,
      baseAddress: '127.77.0.1',
      controlPort: control,
      signal,
    });
    started.defer(() => simulator.stop());
    const stack = await Stack.start({
      programs: found.programs,
      configFile: path.join(folder.path, 'tikscope.yml'),
      preferredPorts: PORTS,
      scrapeInterval: '10s',
      scrapeTimeout: '8s',
      evaluationInterval: '5s',
      alertFor: '30s',
      signal,
    });
    started.defer(() => stack.stop());
    const failure = (): string | undefined => stack.failure ?? ended(simulator);

    await waitForAll(stack, failure, signal);
    allUp = true;
    console.log(greeting(stack, control, await someDevice(stack)));
    await show(stack, failure, signal, duration);
    return 0;
  } catch (error) {
    if (!signal.aborted) return fail(error instanceof Error ? error.message : String(error));
    return allUp ? 0 : fail('Interrupted before every device was up.');
  } finally {
    console.log('Stopping …');
    await started.disposeAsync();
  }
}

/** Seconds; Infinity if not given, undefined if it makes no sense. */
function readDuration(text: string | undefined): number | undefined {
  if (text === undefined || text === '') return Infinity;
  const seconds = Number(text);
  return seconds > 0 ? seconds : undefined;
}

function ended(child: Child): string | undefined {
  return child.end === undefined ? undefined : `${child.name} has ended (${child.end}):\n${child.tail}`;
}

/** @throws Error that names the devices that are not up, with the reasons */
async function waitForAll(
  stack: Stack,
  failure: () => string | undefined,
  signal: AbortSignal,
): Promise<void> {
  let said = 0;
  await until(
    `all ${DEVICES} devices are up`,
    async () => {
      const { devicesUp } = await readVitals(stack.urls.prometheus, signal);
      if (devicesUp !== said) console.log(`  ${devicesUp} of ${DEVICES} devices up`);
      said = devicesUp;
      if (devicesUp === DEVICES) return true;
      throw new Error(`${devicesUp} up; ${await notUp(stack, signal)}`);
    },
    { timeout: ALL_UP_TIMEOUT, interval: 1000, signal, hopeless: failure, details: () => stack.tails },
  );
}

async function notUp(stack: Stack, signal: AbortSignal): Promise<string> {
  const failures = await query(stack.urls.prometheus, 'mikrotik_probe_failure_info', signal);
  const names = failures.map(({ labels }) => `${labels['instance'] ?? '?'} (${labels['reason'] ?? '?'})`);
  if (names.length === 0) return 'no probe has failed, so the others have not been scraped yet';
  return names.slice(0, 10).join(', ') + (names.length > 10 ? ` and ${names.length - 10} more` : '');
}

/** The name of a device to break: the first core router, for that looks worst. */
async function someDevice(stack: Stack): Promise<string> {
  const [device] = await query(
    stack.urls.prometheus,
    'sort_desc(count by (instance) (mikrotik_interface_receive_bytes_total))',
  );
  return device?.labels['instance'] ?? 'NAME';
}

function greeting(stack: Stack, controlPort: number, device: string): string {
  const elsewhere = controlPort === CONTROL_PORT ? '' : ` --control.address=127.0.0.1:${controlPort}`;
  const { exporter, prometheus, alertmanager } = stack.urls;
  return [
    '',
    `Every device is up. Scraped every 10 s; alerts fire after 30 s here, not after minutes.`,
    '',
    `  Exporter      ${exporter}`,
    `  one device    ${exporter}/probe?target=${device}&debug=true`,
    `  more of it    ${exporter}/probe?target=${device}&module=routing,vpn,firewall`,
    `  Prometheus    ${prometheus}/alerts`,
    `  Alertmanager  ${alertmanager}`,
    '',
    'Break something, in another terminal, and watch it fire and resolve:',
    '',
    `  npx tikscope simulate fault ${device} unreachable --for=90s${elsewhere}`,
    '',
    'Ctrl-C stops everything.',
    '',
  ].join('\n');
}

/** Shows how the stack is until `duration` seconds are over. @throws the signal's reason if that is aborted */
async function show(
  stack: Stack,
  failure: () => string | undefined,
  signal: AbortSignal,
  duration: number,
): Promise<void> {
  const end = performance.now() + duration * 1000;
  let lines = 0;
  while (performance.now() < end) {
    const dead = failure();
    if (dead !== undefined) throw new Error(dead);
    const vitals = formatVitals(await readVitals(stack.urls.prometheus, signal), DEVICES);
    const time = new Date().toTimeString().slice(0, 8);
    if (process.stdout.isTTY) {
      // Over the block before: up by its lines, and clear to the end of the screen.
      const over = lines === 0 ? '' : `\x1b[${lines}A\x1b[J`;
      console.log(over + [time, ...vitals].join('\n'));
      lines = vitals.length + 1;
    } else {
      console.log([time, ...vitals.map((line) => line.replace(/ {2,}/, ' '))].join(' | '));
    }
    await delay(Math.min(REFRESH, Math.max(0, end - performance.now())), undefined, { signal });
  }
}

function fail(message: string): number {
  console.error(message);
  return 1;
}
