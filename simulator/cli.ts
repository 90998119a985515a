import { Control } from './control/control.ts';
import { faultCommand, healCommand } from './control/control-client.ts';
import { planFleet, MAX_TENANTS } from './fleet.ts';
import {
  addressFlag,
  FlagError,
  type Flags,
  listenFlag,
  parseFlags,
  spanFlag,
  speedFlag,
  wholeFlag,
} from './flags.ts';
import { helpPage } from './help.ts';
import { type Listen, Simulator } from './simulator.ts';
import { writeConfig } from './write-config.ts';

const MAX_DEVICES = 20_000;

/** `tikscope simulate …`: returns the exit code, for a running fleet after SIGINT or SIGTERM. */
export async function main(argv: readonly string[]): Promise<number> {
  try {
    if (argv[0] === 'fault') return await faultCommand(argv.slice(1));
    if (argv[0] === 'heal') return await healCommand(argv.slice(1));
    const flags = parseFlags(argv);
    if (flags !== 'help') return await run(flags);
    console.log(helpPage());
    return 0;
  } catch (error) {
    if (!(error instanceof FlagError) && !isSystemError(error)) throw error;
    console.error(`tikscope simulate: ${error.message}`);
    return 1;
  }
}

async function run(flags: Flags): Promise<number> {
  const stopped = Promise.withResolvers<undefined>();
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => stopped.resolve(undefined));
  const seed = wholeFlag(flags, 'seed', 0, 0xffffffff);
  const tenants = wholeFlag(flags, 'tenants', 1, MAX_TENANTS);
  const count = wholeFlag(flags, 'devices', 1, MAX_DEVICES);
  const controlAddress = listenFlag(flags, 'control.listen-address');
  await using simulator = await Simulator.start({
    seed,
    devices: planFleet({ devices: count, tenants, seed }),
    listen: listenOf(flags),
    clock: clockOf(speedFlag(flags)),
    serviceTime: spanFlag(flags, 'service-time'),
    latency: spanFlag(flags, 'latency'),
  });
  await using control = await Control.start(simulator, controlAddress.host, controlAddress.port);
  if (flags['write-config']) await writeConfig(flags['write-config'], simulator.devices);
  announce(simulator, `${controlAddress.host}:${control.port}`);
  await stopped.promise;
  return 0;
}

function listenOf(flags: Flags): Listen {
  if (flags['listen.host'] === '') {
    return {
      base: addressFlag(flags, 'listen.base-address'),
      port: wholeFlag(flags, 'listen.port', 1, 65535),
    };
  }
  return { host: flags['listen.host'], port: wholeFlag(flags, 'listen.ports', 0, 65535) };
}

function clockOf(speed: number): () => number {
  const start = Date.now();
  return () => Math.round(start + (Date.now() - start) * speed);
}

function announce({ devices }: Simulator, control: string): void {
  const [first, last] = [devices[0], devices.at(-1)];
  if (first === undefined || last === undefined) return;
  console.log(`${devices.length} devices from ${first.host}:${first.port} to ${last.host}:${last.port}`);
  console.log(`user "${first.username}", password "${first.password}"; control http://${control}/devices`);
}

function isSystemError(error: unknown): error is NodeJS.ErrnoException {
  return error instanceof Error && 'syscall' in error;
}
