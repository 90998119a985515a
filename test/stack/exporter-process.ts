import path from 'node:path';
import { Child, type ChildOptions } from './child.ts';
import { ROOT } from './configs.ts';
import { freePort } from './ports.ts';
import { untilReady } from './ready.ts';

/** How every deployment starts the exporter: Node's default young generation alone would take 100 MiB. */
export const NODE_FLAGS: readonly string[] = [
  '--max-old-space-size-percentage=60',
  '--max-semi-space-size=2',
];

export interface ExporterProcessOptions extends ChildOptions {
  /** The tikscope.js to run; the checkout's own if left out. */
  readonly bin?: string;
  readonly configFile: string;
  /** Where it runs. */
  readonly folder: string;
  /** In the place of those that every deployment has. */
  readonly nodeFlags?: readonly string[];
  /** Flags of the exporter beside its file and its address. */
  readonly args?: readonly string[];
  /** Of 127.0.0.1; any free one if left out. */
  readonly port?: number;
  readonly signal?: AbortSignal | undefined;
}

export interface ExporterProcess {
  readonly child: Child;
  /** Where it listens, `127.0.0.1:15123`. */
  readonly address: string;
  /** GET; `target` begins with a slash. */
  readonly get: (target: string, init?: RequestInit) => Promise<Response>;
}

/** An exporter in a process of its own, once it is ready. @throws Error with its output if it does not get so far */
export async function startExporterProcess(options: ExporterProcessOptions): Promise<ExporterProcess> {
  const {
    bin = path.join(ROOT, 'bin/tikscope.js'),
    configFile,
    folder,
    nodeFlags = NODE_FLAGS,
    args = [],
  } = options;
  const address = `127.0.0.1:${options.port ?? (await freePort())}`;
  const own = [`--config.file=${configFile}`, `--web.listen-address=${address}`];
  const child = new Child(
    'exporter',
    process.execPath,
    [...nodeFlags, bin, ...own, ...args],
    folder,
    options,
  );
  try {
    await untilReady(child, `http://${address}`, options.signal);
  } catch (error) {
    await child.stop();
    throw error;
  }
  return { child, address, get: (target, init) => fetch(`http://${address}${target}`, init) };
}
