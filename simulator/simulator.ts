import { BlackHole } from './network/black-hole.ts';
import { type Address, Device, type World } from './device.ts';
import { type DeviceSpec } from './device-spec.ts';
import { ipNumber, ipText } from './values/text.ts';
import { simulatorContext } from './network/certificate.ts';

export interface SimulatorOptions {
  /** The same seed gives the same fleet. */
  readonly seed: number;
  readonly devices: readonly DeviceSpec[];
  readonly listen?: Listen;
  /** ms since the epoch; the machine's if left out. */
  readonly clock?: () => number;
  /** ms that each command keeps a device busy. Default 0. */
  readonly serviceTime?: number;
  /** ms of a round trip, added half to what is received and half to what is sent; connecting itself is not slower. Default 0. */
  readonly latency?: number;
}

/** Each device its own port (0: any that are free), or each its own address, counted up from `base`. */
export type Listen =
  { readonly host: string; readonly port: number } | { readonly base: string; readonly port: number };

/** A fleet of RouterOS devices in one process. */
export class Simulator {
  readonly devices: readonly Device[];
  readonly #byName: ReadonlyMap<string, Device>;

  private constructor(devices: readonly Device[]) {
    this.devices = devices;
    this.#byName = new Map(devices.map((device) => [device.name, device]));
  }

  /** Resolves when every device listens. @throws if two have one name, or an address cannot be listened on. */
  static async start(options: SimulatorOptions): Promise<Simulator> {
    const clock = options.clock ?? Date.now;
    const world: World = {
      seed: options.seed,
      clock,
      startedAt: clock(),
      serviceTime: options.serviceTime ?? 0,
      latency: options.latency ?? 0,
      blackHole: new BlackHole(),
      secureContext: simulatorContext,
    };
    const listen = options.listen ?? { host: '127.0.0.1', port: 0 };
    const devices = options.devices.map((spec, index) => new Device(spec, addressOf(listen, index), world));
    const simulator = new Simulator(devices);
    if (simulator.#byName.size < devices.length) throw new Error('two devices of one name');
    try {
      await Promise.all(devices.map((device) => device.start()));
    } catch (error) {
      await simulator.stop();
      throw error;
    }
    return simulator;
  }

  /** @throws if there is none of that name. */
  device(name: string): Device {
    const device = this.#byName.get(name);
    if (device === undefined) throw new Error(`no device "${name}"`);
    return device;
  }

  /** Closes all connections and addresses. */
  async stop(): Promise<void> {
    await Promise.all(this.devices.map((device) => device.stop()));
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }
}

/** Addresses that end in 0 or 255 are left out: they look like networks and broadcasts. */
const HOSTS_OF_NETWORK = 254;

function addressOf(listen: Listen, index: number): Address {
  if ('host' in listen) return { host: listen.host, port: listen.port === 0 ? 0 : listen.port + index };
  const base = ipNumber(listen.base);
  const host = (base & 0xff) - 1 + index;
  const network = (base & 0xffffff00) + Math.floor(host / HOSTS_OF_NETWORK) * 256;
  return { host: ipText(network + 1 + (host % HOSTS_OF_NETWORK)), port: listen.port };
}
