import { openSync } from 'node:fs';
import { mkdtemp, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { type TestContext } from 'node:test';
import { parseFlags } from '../../exporter/config/flags.ts';
import { startExporter, type Exporter } from '../../exporter/exporter.ts';
import { createLog } from '../../exporter/telemetry/log/log.ts';
import { Simulator, type SimulatorOptions } from '../../simulator/simulator.ts';
import { stringify } from 'yaml';

export const USERNAME = 'monitor';
export const PASSWORD = 'correct horse battery staple';

/** Where the exporter's log goes. */
const NOWHERE = openSync('/dev/null', 'w');

/** A moment at which all simulated devices have been up for a while. */
const NOW = Date.UTC(2026, 0, 15, 12);

type DeviceSpec = SimulatorOptions['devices'][number];

export interface FleetOptions {
  readonly devices: readonly (Partial<DeviceSpec> & Pick<DeviceSpec, 'name'>)[];
  /** Further keys of the devices' entries in tikscope.yml, by device name. */
  readonly settings?: Readonly<Record<string, Readonly<Record<string, unknown>>>>;
  /** Further top-level keys of tikscope.yml. */
  readonly config?: Readonly<Record<string, unknown>>;
  readonly flags?: readonly string[];
  readonly simulator?: Partial<Omit<SimulatorOptions, 'devices'>>;
}

export interface RunningFleet {
  readonly simulator: Simulator;
  readonly exporter: Exporter;
  /** The folder of tikscope.yml, gone after the test. */
  readonly folder: string;
  /** Writes tikscope.yml anew, the devices included. */
  readonly writeConfig: (options: Pick<FleetOptions, 'settings' | 'config'>) => Promise<void>;
  /** GET on the exporter; `path` begins with a slash. */
  readonly get: (path: string, init?: RequestInit) => Promise<Response>;
  /** The text of GET /probe for a device. */
  readonly probe: (device: string, query?: string) => Promise<string>;
}

/** Simulated devices, each on a port of its own, and an exporter in this process that knows them; stopped after the test. */
export async function startFleet(
  t: Pick<TestContext, 'after'>,
  options: FleetOptions,
): Promise<RunningFleet> {
  const folder = await mkdtemp(join(tmpdir(), 'tikscope-test-'));
  t.after(() => rm(folder, { recursive: true }));
  const simulator = await Simulator.start({
    seed: 1,
    clock: () => NOW,
    ...options.simulator,
    devices: options.devices.map((device) => ({
      profile: 'home',
      persona: '7.12',
      username: USERNAME,
      password: PASSWORD,
      ...device,
    })),
  });
  t.after(() => simulator.stop());
  const file = join(folder, 'tikscope.yml');
  const writeConfig: RunningFleet['writeConfig'] = async ({ settings, config }) => {
    const devices = options.devices.map(({ name }) => {
      const { host, port } = simulator.device(name);
      return { name, address: `${host}:${port}`, ...settings?.[name] };
    });
    await writeFile(
      file,
      stringify({ auths: { default: { username: USERNAME, password: PASSWORD } }, devices, ...config }),
    );
  };
  await writeConfig(options);
  const flags = parseFlags([
    `--config.file=${file}`,
    '--web.listen-address=127.0.0.1:0',
    ...(options.flags ?? []),
  ]);
  const exporter = await startExporter(
    flags,
    createLog({ level: 'error', format: 'json', descriptor: NOWHERE }),
  );
  t.after(() => exporter.stop());
  const get: RunningFleet['get'] = (path, init) => fetch(`http://${exporter.address}${path}`, init);
  const probe: RunningFleet['probe'] = async (device, query = '') =>
    (await get(`/probe?target=${encodeURIComponent(device)}${query}`)).text();
  return { simulator, exporter, folder, writeConfig, get, probe };
}

/** The value of a series in an exposition, written as it stands there: `name{a="x"}`; undefined if it is not there. */
export function valueOf(exposition: string, series: string): number | undefined {
  const line = exposition.split('\n').find((candidate) => candidate.startsWith(`${series} `));
  return line === undefined ? undefined : Number(line.slice(series.length + 1));
}
