import path from 'node:path';
import { Child } from './child.ts';
import { writeConfigs, type StackConfig } from './configs.ts';
import { startExporterProcess } from './exporter-process.ts';
import { freePort } from './ports.ts';
import { type Programs } from './programs.ts';
import { untilReady } from './ready.ts';
import { TemporaryFolder } from './temporary-folder.ts';

export interface Ports {
  readonly exporter: number;
  readonly prometheus: number;
  readonly alertmanager: number;
}

export interface StackOptions extends Omit<StackConfig, keyof Ports> {
  readonly programs: Programs;
  /** The tikscope.yml to serve. */
  readonly configFile: string;
  /** Ports to use where they are free. */
  readonly preferredPorts?: Ports;
  readonly signal?: AbortSignal;
}

/**
 * An exporter, a Prometheus and an Alertmanager, the latter two with copies of the shipped configuration,
 * on ports of 127.0.0.1 and in a temporary folder that is gone after stop().
 */
export class Stack {
  readonly urls: Readonly<Record<keyof Ports, string>>;
  readonly #children: readonly Child[];
  readonly #folder: TemporaryFolder;

  private constructor(
    urls: Readonly<Record<keyof Ports, string>>,
    children: readonly Child[],
    folder: TemporaryFolder,
  ) {
    this.urls = urls;
    this.#children = children;
    this.#folder = folder;
  }

  /** Resolves when all three are ready. @throws Error with the output of the one that is not */
  static async start(options: StackOptions): Promise<Stack> {
    const ports = {
      exporter: await freePort(options.preferredPorts?.exporter),
      prometheus: await freePort(options.preferredPorts?.prometheus),
      alertmanager: await freePort(options.preferredPorts?.alertmanager),
    };
    const address = (name: keyof Ports): string => `127.0.0.1:${ports[name]}`;
    const addresses = {
      exporter: address('exporter'),
      prometheus: address('prometheus'),
      alertmanager: address('alertmanager'),
    };
    const folder = await TemporaryFolder.create();
    const inside = (name: string): string => path.join(folder.path, name);
    await writeConfigs(folder.path, { ...options, ...addresses });

    const { programs, signal } = options;
    const { child: exporter } = await startExporterProcess({
      configFile: options.configFile,
      folder: folder.path,
      args: ['--web.enable-lifecycle', `--state.directory=${inside('state')}`],
      port: ports.exporter,
      signal,
    });
    const alertmanager = new Child(
      'alertmanager',
      programs.alertmanager,
      [
        `--config.file=${inside('alertmanager.yml')}`,
        `--storage.path=${inside('alertmanager')}`,
        `--web.listen-address=${addresses.alertmanager}`,
        '--cluster.listen-address=',
      ],
      folder.path,
    );
    const prometheus = new Child(
      'prometheus',
      programs.prometheus,
      [
        `--config.file=${inside('prometheus.yml')}`,
        `--storage.tsdb.path=${inside('prometheus')}`,
        `--web.listen-address=${addresses.prometheus}`,
      ],
      folder.path,
    );
    const urls = {
      exporter: `http://${addresses.exporter}`,
      prometheus: `http://${addresses.prometheus}`,
      alertmanager: `http://${addresses.alertmanager}`,
    };
    const stack = new Stack(urls, [exporter, alertmanager, prometheus], folder);
    try {
      await untilReady(alertmanager, urls.alertmanager, signal);
      await untilReady(prometheus, urls.prometheus, signal);
    } catch (error) {
      await stack.stop();
      throw error;
    }
    return stack;
  }

  /** Which program has died, and its last words; undefined while all run. */
  get failure(): string | undefined {
    const dead = this.#children.find(({ end }) => end !== undefined);
    return dead && `${dead.name} has ended (${dead.end ?? ''}):\n${dead.tail}`;
  }

  /** The last output of every program, for a message. */
  get tails(): string {
    return this.#children.map(({ name, tail }) => `--- ${name}\n${tail}`).join('\n');
  }

  async stop(): Promise<void> {
    await Promise.all(this.#children.map((child) => child.stop()));
    await this.#folder.remove();
  }
}
