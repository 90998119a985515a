import path from 'node:path';
import {
  startExporterProcess,
  type ExporterProcess,
  type ExporterProcessOptions,
} from '../stack/exporter-process.ts';
import { GC_REPORT_FLAGS } from '../stack/held-memory.ts';
import { freePort } from '../stack/ports.ts';
import { startSimulation } from '../stack/simulation.ts';
import { TemporaryFolder } from '../stack/temporary-folder.ts';

/** 60 % of a limit of 256 MiB: without one, V8 lets garbage lie and resident memory says nothing. */
const NODE_FLAGS = ['--max-old-space-size=150', '--max-semi-space-size=2'];

export interface SoakedOptions extends Pick<ExporterProcessOptions, 'args' | 'env' | 'readsOutput'> {
  /** The tikscope.js of a distribution. */
  readonly bin: string;
  readonly devices: number;
  readonly baseAddress: string;
}

/** An exporter whose memory can be asked for, beside a simulated fleet of its own. */
export interface SoakedExporter extends AsyncDisposable {
  readonly exporter: ExporterProcess;
  readonly devices: readonly string[];
  /** Of the simulator. */
  readonly controlPort: number;
}

export async function startSoakedExporter(options: SoakedOptions): Promise<SoakedExporter> {
  const { bin, devices: count, baseAddress, ...conditions } = options;
  await using starting = new AsyncDisposableStack();
  const folder = await TemporaryFolder.create();
  starting.defer(() => folder.remove());
  const controlPort = await freePort();
  const simulation = await startSimulation({ folder: folder.path, devices: count, baseAddress, controlPort });
  starting.defer(() => simulation.stop());
  const exporter = await startExporterProcess({
    ...conditions,
    bin,
    configFile: path.join(folder.path, 'tikscope.yml'),
    folder: folder.path,
    nodeFlags: [...NODE_FLAGS, ...GC_REPORT_FLAGS],
    answers: true,
  });
  starting.defer(() => exporter.child.stop());
  const groups = (await (await exporter.get('/sd')).json()) as { targets: [string] }[];
  const started = starting.move();
  return {
    exporter,
    devices: groups.map(({ targets: [name] }) => name),
    controlPort,
    [Symbol.asyncDispose]: () => started.disposeAsync(),
  };
}
