import assert from 'node:assert/strict';
import { appendFile, mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { stringify } from 'yaml';
import { askEveryModule } from '../dashboards/testing/ask-every-module.ts';
import { selectorsOf } from '../dashboards/testing/promql.ts';
import {
  dashboards,
  labelColumnsOf,
  queriesOf,
  substituted,
  type DashboardQuery,
} from '../dashboards/testing/queries.ts';
import { Simulator, type SimulatorOptions } from '../simulator/simulator.ts';
import { writeConfig } from '../simulator/write-config.ts';
import { endInOrderWhenInterrupted } from './stack/interruption.ts';
import { surroundings } from './stack/packages.ts';
import { ensurePrograms, type Programs } from './stack/programs.ts';
import { query } from './stack/prometheus-api.ts';
import { run } from './stack/run.ts';
import { Stack } from './stack/stack.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until } from './stack/until.ts';

/** Metrics that nothing in this test can yield, by their beginning, and why. */
const UNOBTAINABLE: Readonly<Record<string, string>> = {
  node_: 'node_exporter runs in the compose stack only',
  container_: 'cAdvisor needs a container engine',
  otelcol_: 'the collector is no Debian package',
  mikrotik_exporter_cgroup_: 'not every machine accounts memory, by the same version, with a limit',
  mikrotik_exporter_host_oom_kills_total: 'a kernel may be without the count',
  prometheus_tsdb_retention_limit_bytes: 'there is none by default',
  prometheus_tsdb_lowest_timestamp_seconds: 'before the first block there is none',
  mikrotik_health_current_amperes: 'no simulated device has such a sensor',
  mikrotik_ethernet_receive_drops_total: 'no simulated port counts them',
  mikrotik_lte_roaming: 'no simulated modem tells it',
  mikrotik_container_healthy: 'no simulated container has a health check',
  mikrotik_container_memory_limit_bytes: 'no simulated container has a limit',
  mikrotik_system_license_remaining_seconds: 'only an x86 installation on trial has it',
};

const NO_COMMENT = 'the simulated ones have none';
/** Columns of labels that stay empty here, as panel and label, and why. */
const EMPTY_COLUMNS: Readonly<Record<string, string>> = {
  'Firing alerts: module': 'MikrotikProbeNearTimeout does not fire: no device is slow',
  'Firing alerts: bound': 'TikscopeBoundReached fires only if so many spans are lost in time',
  'BGP peers: comment': NO_COMMENT,
  'Default routes: comment': NO_COMMENT,
  'IPsec peers: comment': NO_COMMENT,
  'Signal of clients: comment': NO_COMMENT,
  'Simple queues: comment': NO_COMMENT,
  'Bridges: comment': NO_COMMENT,
  'PPP clients: server': 'the one simulated client here is of PPPoE, which has none',
  'Busiest rules: destination': 'no simulated rule asks for it',
};

const DEVICES: SimulatorOptions['devices'] = [
  { name: 'riga-home-1', profile: 'home', persona: '6.49', tenant: 'acme', site: 'riga' },
  { name: 'riga-branch-1', profile: 'branch', persona: '7.12', tenant: 'acme', site: 'riga' },
  { name: 'riga-branch-2', profile: 'branch', persona: '7.20', tenant: 'acme', site: 'riga' },
  { name: 'riga-branch-3', profile: 'branch', persona: '7.20', tenant: 'acme', site: 'riga' },
  { name: 'riga-lte-1', profile: 'lte', persona: '7.20', tenant: 'acme', site: 'riga' },
  { name: 'oslo-ap-1', profile: 'ap', persona: '7.20', tenant: 'umbrella', site: 'oslo' },
  { name: 'oslo-ap-2', profile: 'ap', persona: '6.49', tenant: 'umbrella', site: 'oslo' },
  { name: 'oslo-switch-1', profile: 'switch', persona: '7.20', tenant: 'umbrella', site: 'oslo' },
  { name: 'oslo-core-1', profile: 'core', persona: '7.20', tenant: 'umbrella', site: 'oslo' },
  { name: 'oslo-chr-1', profile: 'chr', persona: '7.20', tenant: 'umbrella', site: 'oslo' },
];
/** What is asked every module: between them they do all that simulated devices do. */
const ASKED_EVERYTHING = [
  'riga-home-1',
  'riga-branch-3',
  'oslo-core-1',
  'oslo-ap-1',
  'oslo-ap-2',
  'riga-lte-1',
  'oslo-switch-1',
];
/** One that is dead, and one of which a part cannot be read: so there are alerts to show. */
const DEAD = 'riga-branch-1';
const LAME = 'riga-branch-2';

const ALL_DATA_TIMEOUT = 120_000;

const found = await ensurePrograms(surroundings((line) => console.error(line)));

endInOrderWhenInterrupted();

describe('the queries of the dashboards', { skip: found.missing ?? false }, () => {
  if (found.missing !== undefined) return;
  const { programs } = found;

  it('D10: parse, and fit together by their types', async (t) => {
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const rules = dashboards
      .flatMap(queriesOf)
      .map(({ expr }, index) => ({ record: `query:${index}`, expr: substituted(expr, 'riga') }));
    const file = path.join(folder.path, 'queries.rules.yml');
    await writeFile(file, stringify({ groups: [{ name: 'dashboards', rules }] }));
    const { code, output } = await run(programs.promtool, ['check', 'rules', '--lint=none', file]);
    assert.equal(code, 0, output);
  });

  it('yield data with the labels that legends and columns use', { timeout: 300_000 }, async (t) => {
    const stack = await startStack(t, programs);
    const ask = (expr: string): ReturnType<typeof query> => query(stack.urls.prometheus, expr);
    /** The results of a query about a device, for every device. */
    const results = async (expr: string): Promise<Awaited<ReturnType<typeof query>>> => {
      const instances = expr.includes('$instance') ? DEVICES.map(({ name }) => name) : [''];
      return (await Promise.all(instances.map((name) => ask(substituted(expr, name))))).flat();
    };

    let silent: readonly DashboardQuery[] = dashboards
      .flatMap(queriesOf)
      .filter(({ expr }) => !selectorsOf(expr).some(({ metric }) => startsWithAny(metric, UNOBTAINABLE)));
    await until(
      'every query yields data',
      async () => {
        // Something for the panel that shows refused requests.
        await fetch(`${stack.urls.exporter}/probe?target=nobody`);
        const still: DashboardQuery[] = [];
        for (const one of silent) {
          const samples = await results(one.expr);
          if (samples.length === 0) still.push(one);
          for (const { labels } of samples) {
            for (const label of one.labels) {
              assert.ok(label in labels, `${one.where}: ${one.expr} yields the label ${label} of its legend`);
            }
          }
        }
        silent = still;
        if (silent.length === 0) return true;
        throw new Error(
          silent.map(({ dashboard, where, expr }) => `${dashboard} / ${where}: ${expr}`).join('\n'),
        );
      },
      {
        timeout: ALL_DATA_TIMEOUT,
        interval: 1000,
        hopeless: () => stack.failure,
        details: () => stack.tails,
      },
    );

    const empty: string[] = [];
    for (const panel of dashboards.flatMap(({ panels }) => panels)) {
      const answers = (await Promise.all(panel.targets.map(({ expr }) => results(expr)))).flat();
      const seen = new Set(answers.flatMap(({ labels }) => Object.keys(labels)));
      const missing = labelColumnsOf(panel).filter((label) => !seen.has(label));
      empty.push(...missing.map((label) => `${panel.title}: ${label}`));
    }
    assert.deepEqual(
      empty.filter((column) => !(column in EMPTY_COLUMNS)),
      [],
      'columns of labels that nothing has',
    );
  });
});

function startsWithAny(text: string, beginnings: Readonly<Record<string, string>>): boolean {
  return Object.keys(beginnings).some((beginning) => text.startsWith(beginning));
}

/** Simulated devices, two of them ill, in a configuration with a fault; and the stack that watches them. */
async function startStack(t: TestContext, programs: Programs): Promise<Stack> {
  const folder = await TemporaryFolder.create();
  t.after(() => folder.remove());
  const simulator = await Simulator.start({ seed: 1, devices: DEVICES });
  t.after(() => simulator.stop());
  await simulator.device(DEAD).inject('unreachable');
  await simulator.device(LAME).inject('trap', { menu: '/system/health' });

  await writeConfig(
    folder.path,
    DEVICES.map(({ name }) => simulator.device(name)),
  );
  await askEveryModule(folder.path, ASKED_EVERYTHING);
  await writeFile(path.join(folder.path, 'devices/broken.yml'), 'no list\n');
  // As systemd would: the exporter counts its restarts.
  process.env['STATE_DIRECTORY'] = path.join(folder.path, 'state');
  await mkdir(process.env['STATE_DIRECTORY']);
  // Spans, and nobody who takes them.
  const configFile = path.join(folder.path, 'tikscope.yml');
  await appendFile(configFile, 'tracing: { endpoint: http://127.0.0.1:9, sample_ratio: 1 }\n');
  const stack = await Stack.start({
    programs,
    configFile,
    scrapeInterval: '2s',
    scrapeTimeout: '2s',
    evaluationInterval: '1s',
    alertFor: '1s',
  });
  t.after(() => stack.stop());
  return stack;
}
