import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { z } from 'zod';
import { Child } from './stack/child.ts';
import { ROOT } from './stack/configs.ts';
import { freePort } from './stack/ports.ts';
import { surroundings } from './stack/packages.ts';
import { ensurePrograms } from './stack/programs.ts';
import { run } from './stack/run.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until } from './stack/until.ts';

const CONFIG = path.join(ROOT, 'deploy/alertmanager/alertmanager.yml');

type Labels = Readonly<Record<string, string>>;

const alerts = z.array(
  z.object({
    labels: z.record(z.string(), z.string()),
    status: z.object({ state: z.enum(['unprocessed', 'active', 'suppressed']) }),
  }),
);

const found = await ensurePrograms(surroundings((line) => console.error(line)));

describe('alertmanager.yml', { skip: found.missing ?? false }, () => {
  if (found.missing !== undefined) return;
  const { programs } = found;

  /** Tells a fresh Alertmanager with the shipped configuration what fires, until it suppresses exactly what is expected. */
  async function suppressed(t: TestContext, firing: readonly Labels[], expected: readonly Labels[]) {
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const address = `127.0.0.1:${await freePort()}`;
    const alertmanager = new Child(
      'alertmanager',
      programs.alertmanager,
      [
        `--config.file=${CONFIG}`,
        `--storage.path=${folder.path}`,
        `--web.listen-address=${address}`,
        '--cluster.listen-address=',
      ],
      folder.path,
    );
    t.after(() => alertmanager.stop());
    const eventually = (what: string, look: () => Promise<true | undefined>): Promise<true> =>
      until(what, look, {
        timeout: 60_000,
        hopeless: () => alertmanager.end,
        details: () => alertmanager.tail,
      });

    await eventually('Alertmanager takes alerts', async () => {
      const { ok } = await fetch(`http://${address}/api/v2/alerts`, {
        method: 'POST',
        headers: { 'content-type': 'application/json' },
        body: JSON.stringify(firing.map((labels) => ({ labels }))),
      });
      return ok ? true : undefined;
    });
    await eventually('Alertmanager suppresses what it should, and nothing else', async () => {
      const response = await fetch(`http://${address}/api/v2/alerts`);
      const seen = alerts.parse(await response.json());
      const stateOf = (state: string): Labels[] =>
        seen.filter(({ status }) => status.state === state).map(({ labels }) => labels);
      const active = firing.filter((labels) => !expected.includes(labels));
      assert.deepEqual(sorted(stateOf('suppressed')), sorted(expected));
      assert.deepEqual(sorted(stateOf('active')), sorted(active));
      return true;
    });
  }

  it('lets a site that is down silence its devices, but no other site, tenant, or device without a site', async (t) => {
    const site = { alertname: 'MikrotikSiteDown', severity: 'critical', tenant: 'acme', site: 'riga' };
    const down = (instance: string, where: Labels): Labels => ({
      alertname: 'MikrotikDeviceDown',
      severity: 'critical',
      instance,
      ...where,
    });
    const failing = {
      alertname: 'MikrotikCollectorFailing',
      severity: 'warning',
      instance: 'riga-ap-2',
      tenant: 'acme',
      site: 'riga',
    };
    const ofTheSite = [
      down('riga-core-1', { tenant: 'acme', site: 'riga' }),
      down('riga-ap-2', { tenant: 'acme', site: 'riga' }),
      failing,
    ];
    const others = [
      down('oslo-core-1', { tenant: 'acme', site: 'oslo' }),
      down('riga-home-1', { tenant: 'globex', site: 'riga' }),
      down('spare-1', { tenant: 'acme' }),
      down('spare-2', {}),
      { alertname: 'MikrotikFleetShrunk', severity: 'warning' },
    ];
    await suppressed(t, [site, ...ofTheSite, ...others], ofTheSite);
  });

  it('lets a device that is down silence what else is wrong with it, but nothing of its neighbour', async (t) => {
    const down = {
      alertname: 'MikrotikDeviceDown',
      severity: 'critical',
      instance: 'riga-core-1',
      site: 'riga',
    };
    const failing = (instance: string): Labels => ({
      alertname: 'MikrotikCollectorFailing',
      severity: 'warning',
      instance,
      site: 'riga',
    });
    const own = failing('riga-core-1');
    await suppressed(t, [down, own, failing('riga-branch-2')], [own]);
  });

  it('tells a clock that is wrong, and a battery that is low, once', async (t) => {
    const at = (alertname: string, more: Labels = {}): Labels => ({
      alertname,
      severity: 'warning',
      instance: 'riga-core-1',
      tenant: 'acme',
      site: 'riga',
      ...more,
    });
    const causes = [at('MikrotikClockWrong'), at('MikrotikUpsBatteryLow', { ups: 'rack' })];
    const followers = [at('MikrotikNtpUnsynchronized'), at('MikrotikUpsOnBattery', { ups: 'rack' })];
    const others = [
      at('MikrotikNtpUnsynchronized', { instance: 'oslo-home-2' }),
      at('MikrotikUpsOnBattery', { ups: 'cellar' }),
      at('MikrotikUpsBatteryWornOut', { ups: 'rack' }),
    ];
    await suppressed(t, [...causes, ...followers, ...others], followers);
  });

  it('lets a kill for memory that has a name silence the host that only counts it', async (t) => {
    const named = {
      alertname: 'TikscopeContainerOomKilled',
      severity: 'warning',
      name: 'tikscope-grafana-1',
    };
    const counted = { alertname: 'TikscopeHostOomKill', severity: 'warning', instance: 'node_exporter:9100' };
    const memory = {
      alertname: 'TikscopeHostMemoryLow',
      severity: 'warning',
      instance: 'node_exporter:9100',
    };
    await suppressed(t, [named, counted, memory], [counted]);
  });

  it('tells one fault of the stack once, and that of another exporter too', async (t) => {
    const at = (alertname: string, more: Labels = {}): Labels => ({
      alertname,
      severity: 'warning',
      instance: 'a:9436',
      ...more,
    });
    const rows = { bound: 'reply_rows' };
    const causes = [
      at('TikscopeSpanExportFailing'),
      at('TikscopeBoundReached', rows),
      at('TikscopeProbesRefused'),
      at('TikscopeMemoryRefusal'),
      at('TikscopeCrashLoop'),
      at('TikscopeAlertmanagerDown', { instance: 'am:9093' }),
      at('TikscopeExporterOomKilled', { instance: 'b:9436' }),
      at('TikscopeSpanExportStuck', { instance: 'c:9436' }),
    ];
    const following = [
      at('TikscopeSpanBacklog'),
      at('TikscopeSpansDropped'),
      at('TikscopeBoundNearlyFull', rows),
      at('TikscopeProbesSaturated', { bound: 'probes_running' }),
      at('TikscopeMemoryNearLimit'),
      at('TikscopeMemoryWillReachLimit'),
      at('TikscopeExporterFlapping'),
      at('TikscopeExporterRestarted'),
      at('TikscopeExporterOomKilled'),
      at('TikscopeRestartedInsideContainer'),
      at('TikscopeNotificationsFailing', { instance: 'prometheus:9090' }),
      at('TikscopeRestartedInsideContainer', { instance: 'b:9436' }),
      at('TikscopeSpanBacklog', { instance: 'c:9436' }),
    ];
    const others = [
      at('TikscopeBoundNearlyFull', { bound: 'held_bytes' }),
      at('TikscopeSpanBacklog', { instance: 'b:9436' }),
      at('TikscopeProbesSaturated', { instance: 'b:9436', bound: 'probes_running' }),
    ];
    await suppressed(t, [...causes, ...following, ...others], following);
  });

  it('lets nothing be silenced because an exporter is down', async (t) => {
    const exporter = { alertname: 'TikscopeExporterDown', severity: 'critical', instance: 'localhost:9436' };
    const refused = { alertname: 'TikscopeProbesRefused', severity: 'warning', instance: 'localhost:9436' };
    const down = { alertname: 'MikrotikDeviceDown', severity: 'critical', instance: 'riga-core-1' };
    // By its silence one sees that inhibition has been at work.
    const failing = { alertname: 'MikrotikCollectorFailing', severity: 'warning', instance: 'riga-core-1' };
    await suppressed(t, [exporter, refused, down, failing], [failing]);
  });

  it('sends every alert to the operators, by names that its receivers have', async () => {
    for (const labels of [['severity=critical', 'tenant=acme'], ['severity=warning'], []]) {
      assert.equal(await receiversOf(programs.amtool, CONFIG, labels), 'operators');
    }
  });

  it('keeps the alert that fires always from people', async () => {
    const watchdog = ['alertname=TikscopeWatchdog', 'severity=none'];
    assert.equal(await receiversOf(programs.amtool, CONFIG, watchdog), 'watchdog');
  });

  it('is valid with all of its examples in force, and then sends each alert where they say', async (t) => {
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const file = path.join(folder.path, 'alertmanager.yml');
    const shipped = await readFile(CONFIG, 'utf8');
    await writeFile(file, shipped.replaceAll(/^( *)#(?! \S|$)/gm, '$1'));
    const { code, output } = await run(programs.amtool, ['check-config', file]);
    assert.equal(code, 0, output);
    assert.match(output, /4 receivers/);
    const to = (labels: readonly string[]): Promise<string> => receiversOf(programs.amtool, file, labels);
    assert.equal(await to(['severity=critical', 'tenant=globex']), 'pager,operators');
    assert.equal(await to(['severity=warning', 'tenant=acme']), 'acme,operators');
    assert.equal(await to(['severity=warning']), 'operators');
    assert.equal(await to(['alertname=TikscopeWatchdog', 'severity=none']), 'watchdog');
  });
});

async function receiversOf(amtool: string, file: string, labels: readonly string[]): Promise<string> {
  const { code, output } = await run(amtool, [
    'config',
    'routes',
    'test',
    `--config.file=${file}`,
    ...labels,
  ]);
  assert.equal(code, 0, output);
  return output.split('\n')[0] ?? '';
}

const sorted = (labels: readonly Labels[]): readonly string[] =>
  labels
    .map((one) => JSON.stringify(Object.entries(one).toSorted(([a], [b]) => a.localeCompare(b))))
    .toSorted();
