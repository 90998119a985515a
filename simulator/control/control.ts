import { once } from 'node:events';
import { createServer, type IncomingMessage, type Server, type ServerResponse } from 'node:http';
import { inBackground } from '../network/background.ts';
import { type Device } from '../device.ts';
import { FaultError, type FaultName, FAULTS, type GivenOptions, isFaultName } from '../faults.ts';
import { type Simulator } from '../simulator.ts';
import { spanMilliseconds } from '../values/span.ts';

/** Longest request body, bytes. */
const MAX_BODY = 64 * 1024;

/** An answer other than success: its status, and what to do instead. */
class ControlError extends Error {
  override readonly name = 'ControlError';
  readonly status: number;

  constructor(status: number, message: string) {
    super(message);
    this.status = status;
  }
}

/**
 * Run-time control of a simulator by HTTP:
 *
 *     GET    /devices                         every device with its counts and faults
 *     GET    /faults                          the faults there are
 *     PUT    /devices/NAME/faults/FAULT       puts one in force; a JSON body has its options; ?for=60s ends it by itself
 *     DELETE /devices/NAME/faults[/FAULT]     ends one, or all
 */
export class Control {
  readonly #simulator: Simulator;
  readonly #server: Server;
  readonly #timers = new Map<string, NodeJS.Timeout>();

  private constructor(simulator: Simulator) {
    this.#simulator = simulator;
    this.#server = createServer((request, response) => void this.#serve(request, response));
  }

  static async start(simulator: Simulator, host: string, port: number): Promise<Control> {
    const control = new Control(simulator);
    control.#server.listen({ host, port });
    await once(control.#server, 'listening');
    return control;
  }

  get port(): number {
    const address = this.#server.address();
    return address !== null && typeof address === 'object' ? address.port : 0;
  }

  async stop(): Promise<void> {
    for (const timer of this.#timers.values()) clearTimeout(timer);
    this.#server.close();
    this.#server.closeAllConnections();
    await once(this.#server, 'close');
  }

  [Symbol.asyncDispose](): Promise<void> {
    return this.stop();
  }

  async #serve(request: IncomingMessage, response: ServerResponse): Promise<void> {
    try {
      answer(response, 200, await this.#answer(request));
    } catch (error) {
      const status = error instanceof ControlError ? error.status : error instanceof FaultError ? 400 : 500;
      answer(response, status, { error: error instanceof Error ? error.message : String(error) });
    }
  }

  async #answer(request: IncomingMessage): Promise<unknown> {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://simulator');
    const [first = '', name, faults, fault, ...more] = pathname.split('/').slice(1).map(decoded);
    const { method } = request;
    if (method === 'GET' && first === 'faults' && name === undefined) return FAULTS;
    if (method === 'GET' && first === 'devices' && name === undefined)
      return this.#simulator.devices.map(shown);
    if (first !== 'devices' || name === undefined || faults !== 'faults' || more.length > 0) {
      throw new ControlError(404, `no ${method ?? ''} ${pathname}; see GET /devices and GET /faults`);
    }
    const device = this.#simulator.devices.find((each) => each.name === name);
    if (device === undefined) throw new ControlError(404, `no device "${name}"`);
    if (method === 'DELETE') await this.#heal(device, fault === undefined ? undefined : faultName(fault));
    else if (method === 'PUT' && fault !== undefined) {
      await this.#inject(device, faultName(fault), await jsonBody(request), searchParams.get('for'));
    } else throw new ControlError(405, `use PUT /devices/${name}/faults/FAULT, or DELETE`);
    return shown(device);
  }

  async #inject(device: Device, fault: FaultName, options: GivenOptions, span: string | null): Promise<void> {
    const ms = span === null ? undefined : spanMilliseconds(span);
    if (span !== null && ms === undefined)
      throw new ControlError(400, `for=${span} is no duration such as 60s`);
    await device.inject(fault, options);
    const key = `${device.name} ${fault}`;
    clearTimeout(this.#timers.get(key));
    if (ms !== undefined)
      this.#timers.set(
        key,
        setTimeout(() => inBackground(this.#heal(device, fault)), ms),
      );
  }

  async #heal(device: Device, fault: FaultName | undefined): Promise<void> {
    for (const [key, timer] of this.#timers) {
      if (fault === undefined ? !key.startsWith(`${device.name} `) : key !== `${device.name} ${fault}`)
        continue;
      clearTimeout(timer);
      this.#timers.delete(key);
    }
    await device.heal(fault);
  }
}

function decoded(segment: string): string {
  try {
    return decodeURIComponent(segment);
  } catch {
    throw new ControlError(400, `"${segment}" is not percent-encoded text`);
  }
}

function shown(device: Device): unknown {
  const { name, host, port, spec, boots, counts, faults } = device;
  const { profile, persona, tenant, site } = spec;
  return { name, host, port, profile, persona, tenant, site, boots, faults, counts };
}

function faultName(name: string): FaultName {
  if (isFaultName(name)) return name;
  throw new ControlError(404, `no fault "${name}"; there are: ${Object.keys(FAULTS).join(', ')}`);
}

async function jsonBody(request: IncomingMessage): Promise<GivenOptions> {
  let text = '';
  for await (const chunk of request) {
    text += String(chunk);
    if (text.length > MAX_BODY) throw new ControlError(413, 'the body is too long');
  }
  if (text === '') return {};
  try {
    const value: unknown = JSON.parse(text);
    if (typeof value === 'object' && value !== null && !Array.isArray(value)) return value as GivenOptions;
  } catch {
    // Told below.
  }
  throw new ControlError(400, 'the body must be a JSON object of options, or empty');
}

function answer(response: ServerResponse, status: number, value: unknown): void {
  response.writeHead(status, { 'Content-Type': 'application/json' });
  response.end(`${JSON.stringify(value, null, 2)}\n`);
}
