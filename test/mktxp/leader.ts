import { execFile } from 'node:child_process';
import { glob, mkdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { fileURLToPath } from 'node:url';
import { promisify } from 'node:util';
import { SWITCHES } from '../../exporter/import/switches.ts';

/** The version that docs/mktxp-map.yml is made for. */
export const MKTXP_VERSION = '2.1.0';

const INSTALL_TIME = 120_000;
const COLLECT_TIME = 120_000;
const MAX_OUTPUT = 64 * 1024 * 1024;
const COLLECT = fileURLToPath(new URL('collect.py', import.meta.url));

const run = promisify(execFile);

/** Installs the real mktxp into a folder, by pip. Returns its Python, or why it cannot be had. */
export async function installLeader(
  folder: string,
): Promise<{ readonly python: string; readonly missing?: undefined } | { readonly missing: string }> {
  const python = path.join(folder, 'venv/bin/python');
  const signal = AbortSignal.timeout(INSTALL_TIME);
  try {
    await run('python3', ['-m', 'venv', path.join(folder, 'venv')], { signal });
    await run(python, ['-m', 'pip', 'install', '--quiet', `mktxp==${MKTXP_VERSION}`], { signal });
    return { python };
  } catch (thrown) {
    const why = signal.aborted ? `not within ${INSTALL_TIME / 1000} s` : firstLine(thrown);
    return { missing: `mktxp ${MKTXP_VERSION} cannot be installed by python3 and pip: ${why}` };
  }
}

/** The names of the metrics that its installed sources spell out; those that they put together are seen live. */
export async function metricNames(folder: string): Promise<readonly string[]> {
  const names = new Set<string>();
  const sources = path.join(folder, 'venv/lib/python*/site-packages/mktxp/collector/*.py');
  for await (const source of glob(sources)) {
    const text = await readFile(source, 'utf8');
    for (const [, kind = '', name = ''] of text.matchAll(/(\w+)_collector\(\s*['"](\w+)['"]/g))
      names.add(`mktxp_${name}${SUFFIXES[kind] ?? ''}`);
  }
  return [...names];
}

const SUFFIXES: Readonly<Record<string, string>> = { counter: '_total', info: '_info' };

export interface LeaderOptions {
  readonly python: string;
  readonly folder: string;
  readonly routers: readonly { readonly name: string; readonly host: string; readonly port: number }[];
  /** Settings of all routers, beside the switches, which are on. */
  readonly settings: Readonly<Record<string, string>>;
}

/** What one collector of mktxp makes of one router. */
export interface Collected {
  readonly router: string;
  readonly collector: string;
  readonly samples?: readonly (readonly [
    name: string,
    labels: Readonly<Record<string, string>>,
    value: string,
  ])[];
  readonly error?: string;
}

/** Lets every collector of mktxp ask every router once, by its own configuration. */
export async function collectAsLeader(options: LeaderOptions): Promise<readonly Collected[]> {
  const { python, routers, settings } = options;
  const folder = path.join(options.folder, 'mktxp');
  const switches = Object.fromEntries(Object.keys(SWITCHES).map((key) => [key, 'True']));
  await mkdir(folder, { recursive: true });
  await writeFile(
    path.join(folder, 'mktxp.conf'),
    [
      ...routers.map(({ name, host, port }) => section(name, { hostname: host, port: String(port) })),
      section('default', { enabled: 'True', ...switches, ...settings }),
    ].join('\n'),
  );
  await writeFile(path.join(folder, '_mktxp.conf'), section('MKTXP', { socket_timeout: '10' }));
  const { stdout } = await run(python, [COLLECT, folder], {
    timeout: COLLECT_TIME,
    maxBuffer: MAX_OUTPUT,
    // Its dates are those of its host.
    env: { ...process.env, TZ: 'UTC' },
  });
  return stdout
    .split('\n')
    .filter((line) => line !== '')
    .map((line) => JSON.parse(line) as Collected);
}

function section(name: string, values: Readonly<Record<string, string>>): string {
  const lines = Object.entries(values).map(([key, value]) => `    ${key} = "${value}"\n`);
  return `[${name}]\n${lines.join('')}`;
}

function firstLine(thrown: unknown): string {
  return (thrown instanceof Error ? thrown.message : String(thrown)).split('\n')[0] ?? '';
}
