import assert from 'node:assert/strict';
import { chmodSync, readFileSync } from 'node:fs';
import { cp, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { stringify } from 'yaml';
import { z } from 'zod';
import { Simulator } from '../simulator/simulator.ts';
import { readComposeFile } from './compose/compose-file.ts';
import { copiedFromCheckout, readImage } from './compose/dockerfile.ts';
import { Child } from './stack/child.ts';
import { ROOT } from './stack/configs.ts';
import { buildSources } from './stack/distribution.ts';
import { freePort } from './stack/ports.ts';
import { run } from './stack/run.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until } from './stack/until.ts';

const image = readImage();
const environment = Object.entries(image.environment).map(([name, value]) => `${name}=${value}`);

it('.dockerignore lets through what the Dockerfile copies, and no configuration or secret', () => {
  const lines = readFileSync(path.join(ROOT, '.dockerignore'), 'utf8').split('\n');
  assert.equal(
    lines.find((line) => !line.startsWith('#')),
    '*',
  );
  const allowed = lines.filter((line) => line.startsWith('!')).map((line) => line.slice(1));
  const copied = copiedFromCheckout();
  const covers = (outer: string, inner: string): boolean => inner === outer || inner.startsWith(`${outer}/`);
  for (const source of copied)
    assert.ok(
      allowed.some((entry) => covers(entry, source)),
      `${source} is let through`,
    );
  for (const entry of allowed) {
    assert.ok(
      copied.some((source) => covers(entry, source) || covers(source, entry)),
      `${entry} is copied`,
    );
  }
});

/** Without an engine: the image's files as the Dockerfile lays them out, started as it says, confined as Compose does. */
describe('what the image holds', () => {
  const started = new AsyncDisposableStack();
  let app: string;
  let confined: readonly string[];

  before(async () => {
    const folder = await TemporaryFolder.create();
    started.defer(() => folder.remove());
    chmodSync(folder.path, 0o755);
    app = path.join(folder.path, 'app');
    await layOut(folder.path, app);
    confined = await confinement(app);
    if (confined.length === 0) console.error('Not root: the image is tried as this user, and may write.');
  });
  after(() => started.disposeAsync());

  const start = (name: string, args: readonly string[]): Child =>
    new Child(
      name,
      'env',
      [...environment, ...confined, process.execPath, ...image.entrypoint.slice(1), ...args],
      app,
    );
  const checkHealth = async (url: string): Promise<{ code: number | undefined; output: string }> => {
    const [, ...script] = image.healthcheck;
    return run('env', [...environment, ...confined, process.execPath, ...script, url], { cwd: app });
  };
  const healthy = (child: Child, url: string): Promise<boolean> =>
    until(
      `${child.name} is healthy`,
      async () => {
        const { code, output } = await checkHealth(url);
        if (code !== 0) throw new Error(output);
        return true;
      },
      { timeout: 60_000, hopeless: () => child.end, details: () => child.tail },
    );

  it('is the exporter: it becomes healthy, probes a device, and stops in order', async (t) => {
    const simulator = await Simulator.start({
      seed: 1,
      devices: [{ name: 'riga-chr-1', profile: 'chr', persona: '7.20' }],
    });
    t.after(() => simulator.stop());
    const { host, port: devicePort, username, password } = simulator.device('riga-chr-1');
    const config = path.join(app, '../tikscope.yml');
    await writeFile(
      config,
      stringify({
        auths: { default: { username, password } },
        devices: [{ name: 'riga-chr-1', address: `${host}:${devicePort}` }],
      }),
    );
    const port = await freePort();
    const exporter = start(
      'exporter',
      image.command.map((flag) =>
        flag.replace('/etc/tikscope/tikscope.yml', config).replace('=:9436', `=127.0.0.1:${port}`),
      ),
    );
    t.after(() => exporter.stop());
    await healthy(exporter, `http://127.0.0.1:${port}/-/healthy`);
    const probe = await fetch(`http://127.0.0.1:${port}/probe?target=riga-chr-1`);
    assert.match(await probe.text(), /^probe_success 1$/m);
    exporter.signal('SIGTERM');
    assert.equal(await exporter.ended, 'exit code 0');
    const { code, output } = await checkHealth(`http://127.0.0.1:${port}/-/healthy`);
    assert.equal(code, 1);
    assert.match(output, /ECONNREFUSED/);
  });

  it('is the simulator of the profile demo, too', async (t) => {
    const { command = [], hostname = '', healthcheck } = readComposeFile().services['simulator'] ?? {};
    const port = await freePort();
    // Each device on any free port of this machine, instead of the standard ones of a container of that name.
    const args = command
      .map((flag) => flag.replace(`=${hostname}`, '=localhost'))
      .map((flag) => flag.replace(/^(--listen.ports)=.*/, '$1=0'));
    const simulator = start('simulator', [...args, `--control.listen-address=127.0.0.1:${port}`]);
    t.after(() => simulator.stop());
    const url = (healthcheck?.test.at(-1) ?? '').replace(':9437', `:${port}`);
    await healthy(simulator, url);
    const devices = z.array(z.unknown()).parse(await (await fetch(url)).json());
    assert.equal(devices.length, 101);
  });
});

/** The files of the image's last stage, in `app`. */
async function layOut(folder: string, app: string): Promise<void> {
  const stages: Readonly<Record<string, string>> = {
    build: path.join(folder, 'build'),
    dependencies: path.join(folder, 'dependencies'),
  };
  await buildSources(path.join(folder, 'build/dist'));
  await copyDependencies(path.join(folder, 'dependencies'));
  for (const { from, sources, target } of image.copies) {
    const base = from === undefined ? ROOT : (stages[from] ?? assert.fail(`no stage ${from}`));
    for (const source of sources) {
      const inStage = path.join(base, source.replace(/^\/app\//, ''));
      const to = target.endsWith('/')
        ? path.join(app, target, path.basename(source))
        : path.join(app, target);
      await cp(inStage, to, { recursive: true });
    }
  }
}

/** What `npm ci --omit=dev` would install, from what is installed here. */
async function copyDependencies(folder: string): Promise<void> {
  const lock = z
    .object({ packages: z.record(z.string(), z.object({ dev: z.boolean().default(false) })) })
    .parse(JSON.parse(readFileSync(path.join(ROOT, 'package-lock.json'), 'utf8')));
  const kept = Object.entries(lock.packages).filter(([name, { dev }]) => name !== '' && !dev);
  await mkdir(path.join(folder, 'node_modules'), { recursive: true });
  for (const [name] of kept) await cp(path.join(ROOT, name), path.join(folder, name), { recursive: true });
}

/**
 * The command that takes from what follows what docker-compose.yml takes: a file system to write to, root, and every
 * capability. Only root can give that away; empty for anybody else.
 */
async function confinement(cwd: string): Promise<readonly string[]> {
  const [uid = '', gid = ''] = image.user.split(':');
  const command = [
    ...['unshare', '--mount', 'sh', '-c', 'mount -o remount,bind,ro / && exec "$@"', 'sh'],
    ...['setpriv', `--reuid=${uid}`, `--regid=${gid}`, '--clear-groups'],
    ...['--no-new-privs', '--inh-caps=-all', '--bounding-set=-all'],
  ];
  const { code } = await run('env', [...command, process.execPath, '--version'], { cwd });
  return code === 0 ? command : [];
}
