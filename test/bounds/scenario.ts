import { type TestContext } from 'node:test';
import { startFleet, type FleetOptions, type RunningFleet } from '../harness/fleet.ts';

/** An exporter with one bound of it set low or within reach, and what drives it past that. */
export interface Scenario {
  /** Of the exporter. */
  readonly address: string;
  /** Drives the exporter past the bound once; it is called again and again. */
  readonly drive: () => Promise<void>;
}

export type StartScenario = (t: Pick<TestContext, 'after'>) => Promise<Scenario>;

const DEVICE = [{ name: 'riga' }] as const;

/** A scenario on simulated devices; one home router called riga if nothing else is said. */
export function onFleet(
  options: Partial<FleetOptions>,
  drive: (fleet: RunningFleet) => Promise<unknown>,
  prepare: (fleet: RunningFleet) => Promise<unknown> = () => Promise.resolve(),
): StartScenario {
  return async (t) => {
    const fleet = await startFleet(t, { devices: DEVICE, ...options });
    await prepare(fleet);
    return {
      address: fleet.exporter.address,
      drive: async () => {
        await drive(fleet);
      },
    };
  };
}

/** GET /probe with the scrape timeout of Prometheus, in seconds; the answer is read to its end. */
export async function probeWithin(fleet: RunningFleet, device: string, seconds: number): Promise<Response> {
  const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': String(seconds) };
  const response = await fleet.get(`/probe?target=${device}`, { headers });
  await response.arrayBuffer();
  return response;
}
