import { type Device } from '../device.ts';
import { type DeviceSpec } from '../device-spec.ts';
import { type PersonaName } from '../persona.ts';
import { type ProfileName } from '../profiles/model.ts';
import { Simulator, type SimulatorOptions } from '../simulator.ts';
import { RawClient } from './raw-client.ts';

/** A moment that tests begin at. */
export const TEST_START = Date.UTC(2026, 4, 20, 12);

export interface TestDevice extends Partial<DeviceSpec> {
  readonly profile?: ProfileName;
  readonly persona?: PersonaName;
}

export interface Bench extends AsyncDisposable {
  readonly simulator: Simulator;
  readonly device: Device;
  /** The clock of the device, ms; tests move it. */
  time: number;
  /** A client that is logged in, closed with the bench. */
  open(): Promise<RawClient>;
  /** A client that is only connected. */
  connect(): Promise<RawClient>;
}

/** One device that is stopped when the test ends: `await using bench = await oneDevice()`. */
export async function oneDevice(
  spec: TestDevice = {},
  options: Partial<Omit<SimulatorOptions, 'devices' | 'clock'>> = {},
): Promise<Bench> {
  const clients: RawClient[] = [];
  const kept = async (client: Promise<RawClient>): Promise<RawClient> => {
    clients.push(await client);
    return client;
  };
  const time = { now: TEST_START };
  const simulator = await Simulator.start({
    seed: 1,
    devices: [{ name: 'riga-branch-1', profile: 'branch', persona: '7.20', ...spec }],
    clock: () => time.now,
    ...options,
  });
  const device = simulator.device(spec.name ?? 'riga-branch-1');
  return {
    simulator,
    device,
    get time() {
      return time.now;
    },
    set time(now) {
      time.now = now;
    },
    open: () => kept(RawClient.open(device)),
    connect: () => kept(RawClient.connect(device)),
    async [Symbol.asyncDispose]() {
      for (const client of clients) client.close();
      await simulator.stop();
    },
  };
}
