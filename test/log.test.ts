import assert from 'node:assert/strict';
import path from 'node:path';
import { describe, it } from 'node:test';
import { PASSWORD, startFleet, valueOf } from './harness/fleet.ts';
import { startExporterProcess, type ExporterProcess } from './stack/exporter-process.ts';
import { startSimulation } from './stack/simulation.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until } from './stack/until.ts';

const DEVICES = 100;
const MIB = 1024 * 1024;
/** What the shipped deployments give the exporter. */
const MEMORY_LIMIT = 256 * MIB;
/** A request that cannot be read is a long line at debug. */
const UNREADABLE = { method: 'PUT', body: 'level=debug', headers: { 'Content-Encoding': 'unknown' } };

const own = async ({ get }: ExporterProcess, series: string): Promise<number | undefined> =>
  valueOf(await (await get('/metrics')).text(), series);

describe('an exporter at debug whose standard output nobody reads', () => {
  it('answers every probe, holds 1 MiB of lines at most, counts the others, and stops when it is told to', async (t) => {
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const fleet = { folder: folder.path, devices: DEVICES, baseAddress: '127.80.0.1' };
    const simulation = await startSimulation(fleet);
    t.after(() => simulation.stop());
    const exporter = await startExporterProcess({
      configFile: path.join(folder.path, 'tikscope.yml'),
      folder: folder.path,
      args: ['--log.level=debug', '--web.enable-lifecycle'],
      readsOutput: false,
    });
    t.after(() => exporter.child.stop());
    const { get } = exporter;
    const dropped = (): Promise<number | undefined> =>
      own(exporter, 'mikrotik_exporter_bound_dropped_total{bound="log_queue_bytes"}');

    await until(
      'lines are dropped',
      async () => {
        const asked = await Promise.all(Array.from({ length: 20 }, () => get('/-/log-level', UNREADABLE)));
        for (const response of asked) {
          assert.equal(response.status, 415);
          await response.body?.cancel();
        }
        return ((await dropped()) ?? 0) > 0 || undefined;
      },
      { timeout: 30_000, interval: 0 },
    );

    const sd = (await (await get('/sd')).json()) as readonly { readonly targets: readonly string[] }[];
    const devices = [...new Set(sd.flatMap(({ targets }) => targets))];
    assert.equal(devices.length, DEVICES);
    const before = (await dropped()) ?? 0;
    const probes = devices.map(async (device) => (await get(`/probe?target=${device}`)).text());
    for (const answer of await Promise.all(probes)) assert.equal(valueOf(answer, 'probe_success'), 1);

    assert.ok(((await dropped()) ?? 0) > before, 'the lines of the probes found no room');
    const level = await own(exporter, 'mikrotik_exporter_bound_level{bound="log_queue_bytes"}');
    assert.ok(level !== undefined && level > 0 && level <= MIB, `${level ?? 'no'} bytes wait`);
    const lines = await own(exporter, 'mikrotik_exporter_log_lines_total{level="debug"}');
    assert.ok((lines ?? 0) >= DEVICES, `${lines ?? 'no'} lines at debug`);
    const memory = await own(exporter, 'process_resident_memory_bytes');
    assert.ok(memory !== undefined && memory < MEMORY_LIMIT, `${memory ?? '?'} bytes resident`);

    await exporter.child.stop(10_000);
    assert.equal(exporter.child.end, 'exit code 0');
  });
});

describe('an exporter in an environment that makes libraries talk', () => {
  it('shows the password of a device neither on standard output nor on standard error', async (t) => {
    const fleet = await startFleet(t, { devices: [{ name: 'riga' }] });
    const exporter = await startExporterProcess({
      configFile: path.join(fleet.folder, 'tikscope.yml'),
      folder: fleet.folder,
      args: ['--log.level=debug', '--log.format=logfmt'],
      env: { DEBUG: '*', DEBUG_COLORS: '0' },
    });
    t.after(() => exporter.child.stop());
    assert.match(await (await exporter.get('/probe?target=riga')).text(), /^probe_success 1$/m);
    await until(
      'the probe is logged',
      () =>
        Promise.resolve(
          /^level=debug .* target=riga module=default reason=ok /m.exec(exporter.child.tail) ?? undefined,
        ),
      { timeout: 10_000 },
    );
    assert.doesNotMatch(exporter.child.tail, new RegExp(PASSWORD));
    assert.doesNotMatch(exporter.child.tail, /express|router/i, 'a library speaks past the log');
  });
});

describe('SIGUSR2', () => {
  it('makes the exporter log at debug, and once more no longer', async (t) => {
    const fleet = await startFleet(t, { devices: [] });
    const exporter = await startExporterProcess({
      configFile: path.join(fleet.folder, 'tikscope.yml'),
      folder: fleet.folder,
    });
    t.after(() => exporter.child.stop());
    for (const level of ['debug', 'info']) {
      exporter.child.signal('SIGUSR2');
      const series = `mikrotik_exporter_log_level_info{level="${level}"}`;
      await until(level, async () => ((await own(exporter, series)) === 1 ? true : undefined), {
        timeout: 10_000,
      });
    }
  });
});
