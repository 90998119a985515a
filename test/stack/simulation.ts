import { mkdir } from 'node:fs/promises';
import path from 'node:path';
import { Child } from './child.ts';
import { ROOT } from './configs.ts';
import { freePort } from './ports.ts';
import { until } from './until.ts';

export interface SimulationOptions {
  /** Where its tikscope.yml, device files and password file are written. */
  readonly folder: string;
  readonly devices: number;
  /** The first device's address. Two simulations at once need addresses of their own. */
  readonly baseAddress: string;
  readonly tenants?: number;
  /** Milliseconds of a round trip. */
  readonly latency?: number;
  /** Of 127.0.0.1; any free one if left out. */
  readonly controlPort?: number;
  readonly signal?: AbortSignal;
}

/** A simulated fleet in a process of its own, once it listens. @throws Error with its output if it does not */
export async function startSimulation(options: SimulationOptions): Promise<Child> {
  const { folder, devices, baseAddress, tenants = 1, latency = 0, signal } = options;
  const control = `127.0.0.1:${options.controlPort ?? (await freePort())}`;
  const args = [
    path.join(ROOT, 'bin/tikscope.js'),
    'simulate',
    `--devices=${devices}`,
    `--tenants=${tenants}`,
    `--latency=${latency}ms`,
    `--listen.base-address=${baseAddress}`,
    `--control.listen-address=${control}`,
    `--write-config=${folder}`,
  ];
  await mkdir(folder, { recursive: true });
  const simulation = new Child('simulator', process.execPath, args, folder);
  try {
    await until(
      'the simulator says where its control is',
      () => Promise.resolve(simulation.tail.includes(`http://${control}`) || undefined),
      {
        timeout: 60_000,
        signal,
        hopeless: () => simulation.end && `the simulator has ended (${simulation.end})`,
        details: () => simulation.tail,
      },
    );
  } catch (error) {
    await simulation.stop();
    throw error;
  }
  return simulation;
}

/** Puts a fault in force on a device of the simulation whose control listens on that port. @throws Error with the answer */
export async function injectFault(
  controlPort: number,
  device: string,
  fault: string,
  options: Readonly<Record<string, string | number>> = {},
): Promise<void> {
  const response = await fetch(`http://127.0.0.1:${controlPort}/devices/${device}/faults/${fault}`, {
    method: 'PUT',
    body: JSON.stringify(options),
  });
  if (!response.ok) throw new Error(`${fault} could not befall ${device}: ${await response.text()}`);
}
