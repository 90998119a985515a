import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import { createServer, type AddressInfo } from 'node:net';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { valueOf } from './harness/fleet.ts';
import { ROOT } from './stack/configs.ts';
import { startExporterProcess, type ExporterProcess } from './stack/exporter-process.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until } from './stack/until.ts';

const BIN = path.join(ROOT, 'bin/tikscope.js');
const FOUR_LINES = `auths:
  default: { username: monitor, password: secret }
devices:
  - { name: riga-core-1, address: 192.0.2.1 }
`;

function tikscope(...args: string[]): { code: number | null; stdout: string; stderr: string } {
  const { status, stdout, stderr } = spawnSync(process.execPath, [BIN, ...args], { encoding: 'utf8' });
  return { code: status, stdout, stderr };
}

describe('the command line', () => {
  let folder: TemporaryFolder;
  let file: string;

  before(async () => {
    folder = await TemporaryFolder.create();
    file = path.join(folder.path, 'tikscope.yml');
  });

  after(() => folder.remove());

  it('--help shows the flags and --version the version, both with exit code 0', () => {
    const help = tikscope('--help');
    assert.equal(help.code, 0);
    assert.match(help.stdout, /--web\.listen-address="127\.0\.0\.1:9436"/);
    const version = tikscope('--version');
    assert.equal(version.code, 0);
    assert.match(version.stdout, /^tikscope, version \d+\.\d+\.\d+ \(node v\d+\./);
  });

  it('an unknown flag is exit code 1 with the nearest one named', () => {
    const { code, stderr } = tikscope('--config.fiel=x');
    assert.equal(code, 1);
    assert.match(stderr, /unknown flag --config\.fiel; did you mean --config\.file\?/);
  });

  it('--config.check is 0 for four lines, 1 for a fault, and 1 for a secret that only some devices miss', async () => {
    await writeFile(file, FOUR_LINES);
    assert.equal(tikscope('--config.check', `--config.file=${file}`).code, 0);
    await writeFile(file, FOUR_LINES.replace('address', 'adress'));
    const wrong = tikscope('--config.check', `--config.file=${file}`);
    assert.equal(wrong.code, 1);
    assert.match(wrong.stderr, /tikscope\.yml:4:\d+: unknown key "adress"/);
    await writeFile(file, FOUR_LINES.replace('password: secret', 'password_file: /does/not/exist'));
    assert.equal(tikscope('--config.check', `--config.file=${file}`).code, 1);
  });

  it('a wrong configuration is exit code 1 at the start', async () => {
    await writeFile(file, 'auths: 7\n');
    const { code, stderr } = tikscope(`--config.file=${file}`, '--web.listen-address=127.0.0.1:0');
    assert.equal(code, 1);
    assert.match(stderr, /tikscope\.yml:1:\d+:/);
  });

  it('an address in use is exit code 1 that says so', async () => {
    await writeFile(file, FOUR_LINES);
    const first = await startExporter(file);
    const { code, stderr } = tikscope(`--config.file=${file}`, `--web.listen-address=${first.address}`);
    await first.child.stop();
    assert.equal(code, 1);
    assert.match(stderr, /EADDRINUSE/);
  });

  it('SIGHUP takes the configuration anew, and keeps the old one if the new one is wrong', async () => {
    await writeFile(file, FOUR_LINES);
    const { child: exporter, get } = await startExporter(file);
    const own = async (): Promise<string> => (await get('/metrics')).text();
    const devices = async (): Promise<number | undefined> =>
      valueOf(await own(), 'mikrotik_exporter_config_devices');
    assert.equal(await devices(), 1);
    await writeFile(file, `${FOUR_LINES}  - { name: oslo, address: 192.0.2.2 }\n`);
    exporter.signal('SIGHUP');
    await until('two devices', async () => ((await devices()) === 2 ? true : undefined), { timeout: 10_000 });
    await writeFile(file, 'auths: 7\n');
    exporter.signal('SIGHUP');
    const failed = async (): Promise<true | undefined> =>
      valueOf(await own(), 'mikrotik_exporter_config_last_reload_successful') === 0 ? true : undefined;
    await until('the reload to be refused', failed, { timeout: 10_000 });
    assert.equal(await devices(), 2);
    await exporter.stop();
    assert.equal(exporter.end, 'exit code 0', 'SIGTERM ends it in good order');
  });

  it('is watched for a frozen event loop with the flags of every deployment, and without any', async () => {
    await writeFile(file, FOUR_LINES);
    for (const nodeFlags of [undefined, []]) {
      const { child: exporter, get } = await startExporter(file, nodeFlags);
      const watched = async (): Promise<true | undefined> =>
        valueOf(await (await get('/metrics')).text(), 'mikrotik_exporter_watchdog_running') === 1
          ? true
          : undefined;
      await until('the watchdog to run', watched, { timeout: 20_000, details: () => exporter.tail });
      await exporter.stop();
    }
  });

  it('SIGTERM lets the probes that run be answered, then exits with 0', async (t) => {
    const silent = createServer().listen(0, '127.0.0.1');
    t.after(() => silent.close());
    await once(silent, 'listening');
    const { port } = silent.address() as AddressInfo;
    await writeFile(file, FOUR_LINES.replace('192.0.2.1', `127.0.0.1:${port}`));
    const { child: exporter, get } = await startExporter(file);
    const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': '2' };
    const probe = get('/probe?target=riga-core-1', { headers });
    const own = async (): Promise<string> => (await get('/metrics')).text();
    const running = async (): Promise<true | undefined> =>
      valueOf(await own(), 'mikrotik_exporter_probes_in_flight') === 1 ? true : undefined;
    await until('the probe to run', running, { timeout: 10_000 });
    await exporter.stop();
    const text = await (await probe).text();
    assert.equal(valueOf(text, 'mikrotik_probe_failure_info{reason="timeout"}'), 1);
    assert.equal(exporter.end, 'exit code 0');
  });
});

const startExporter = (configFile: string, nodeFlags?: readonly string[]): Promise<ExporterProcess> =>
  startExporterProcess({
    configFile,
    folder: path.dirname(configFile),
    ...(nodeFlags === undefined ? {} : { nodeFlags }),
  });
