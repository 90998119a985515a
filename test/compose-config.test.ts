import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { z } from 'zod';
import { loadConfig } from '../exporter/config/load.ts';
import { LOAD_OPTIONS } from '../exporter/exporter.ts';
import { parseFlags } from '../simulator/flags.ts';
import { planFleet } from '../simulator/fleet.ts';
import { Simulator } from '../simulator/simulator.ts';
import { writeConfig } from '../simulator/write-config.ts';
import { mountsOf, readComposeFile } from './compose/compose-file.ts';
import { ROOT } from './stack/configs.ts';
import { surroundings } from './stack/packages.ts';
import { ensurePrograms } from './stack/programs.ts';
import { run } from './stack/run.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';

const compose = readComposeFile();
const inRoot = (file: string): string => path.join(ROOT, file);
const text = (file: string): string => readFileSync(inRoot(file), 'utf8');

const found = await ensurePrograms(surroundings((line) => console.error(line)));

it('Prometheus and Alertmanager are started with flags that they have', async (t) => {
  if (found.missing !== undefined) {
    t.skip(found.missing);
    return;
  }
  for (const name of ['prometheus', 'alertmanager'] as const) {
    const { output } = await run(found.programs[name], ['--help']);
    for (const flag of compose.services[name]?.command ?? []) {
      const [spelling = ''] = flag.split('=');
      assert.match(output, new RegExp(`^ +${spelling}\\b`, 'm'), `${name} ${spelling}`);
    }
  }
});

describe("compose's prometheus.yml", () => {
  const config = z.looseObject({
    rule_files: z.array(z.string()),
    scrape_configs: z.array(z.looseObject({ job_name: z.string() })),
  });
  const composed = config.parse(parse(text('deploy/compose/prometheus/prometheus.yml')));

  it('differs from the shipped one in addresses, the place of the rules, and where the optional parts are', () => {
    const shipped = text('prometheus.yml')
      .replaceAll('localhost:9436', 'exporter:9436')
      .replaceAll('localhost:9090', 'prometheus:9090')
      .replaceAll('localhost:9093', 'alertmanager:9093')
      .replace('[alerts/', '[/etc/tikscope/alerts/');
    // In one they are services, in the other there is a file or not.
    const optional = ['grafana', 'node', 'cadvisor', 'otel-collector'];
    const parts = [composed, config.parse(parse(shipped))].map(({ scrape_configs, ...others }) => ({
      ...others,
      shared: scrape_configs.filter(({ job_name }) => !optional.includes(job_name)),
      optional: scrape_configs.map(({ job_name }) => job_name).filter((name) => optional.includes(name)),
    }));
    assert.deepEqual(parts[0], parts[1]);
    assert.deepEqual(parts[0]?.optional, optional);
  });

  it('scrapes services that exist and share a network with Prometheus', () => {
    const named = /"(?:https?:\/\/)?([a-z_]+):\d+|"names":\["([a-z-]+)"\]/g;
    const hosts = [...JSON.stringify(composed).matchAll(named)].map(
      ([, host, byName = '']) => host ?? byName,
    );
    assert.deepEqual(
      [...new Set(hosts)].toSorted(),
      Object.keys(compose.services)
        .filter((name) => name !== 'simulator')
        .toSorted(),
    );
    const networks = compose.services['prometheus']?.networks ?? [];
    for (const host of hosts) {
      assert.ok(
        compose.services[host]?.networks.some((network) => networks.includes(network)),
        host,
      );
    }
  });

  it('is valid with the rules in the place where they are mounted', async (t) => {
    if (found.missing !== undefined) {
      t.skip(found.missing);
      return;
    }
    const mounts = mountsOf(compose.services['prometheus'] ?? assert.fail());
    const rules = mounts.find(({ target }) => target === '/etc/tikscope/alerts') ?? assert.fail();
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const file = path.join(folder.path, 'prometheus.yml');
    const configText = text('deploy/compose/prometheus/prometheus.yml');
    await writeFile(file, configText.replace(rules.target, inRoot(rules.source)));
    const { code, output } = await run(found.programs.promtool, ['check', 'config', file]);
    assert.equal(code, 0, output);
    assert.match(output, /SUCCESS: [1-9]\d* rules found/);
  });
});

describe('the configuration of the demo', () => {
  const DEMO = inRoot('deploy/compose/demo');

  it('is what the simulator of the profile demo would write', async (t) => {
    const [, ...args] = compose.services['simulator']?.command ?? [];
    const flags = parseFlags(args);
    assert.ok(flags !== 'help');
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const seed = Number(flags.seed);
    const devices = planFleet({ devices: Number(flags.devices), tenants: Number(flags.tenants), seed });
    const simulator = await Simulator.start({ seed, devices });
    t.after(() => simulator.stop());
    await writeConfig(folder.path, simulator.devices);
    const inContainer = new Map(
      simulator.devices.map(({ host, port }, index) => [
        `${host}:${port}`,
        `${flags['listen.host']}:${Number(flags['listen.ports']) + index}`,
      ]),
    );
    for (const file of await readdir(folder.path, { recursive: true, withFileTypes: true })) {
      if (!file.isFile()) continue;
      const source = path.join(file.parentPath, file.name);
      const written = await readFile(source, 'utf8');
      const expected = written.replaceAll(
        /127\.0\.0\.1:\d+/g,
        (address) => inContainer.get(address) ?? address,
      );
      const target = path.join(DEMO, path.relative(folder.path, source));
      if (process.env['UPDATE_GOLDENS'] !== undefined) {
        await mkdir(path.dirname(target), { recursive: true });
        await writeFile(target, expected);
      }
      assert.equal(await readFile(target, 'utf8'), expected, `${target}; UPDATE_GOLDENS=1 writes it anew`);
    }
  });

  it('is one that the exporter takes', async () => {
    const { devices, problems } = await loadConfig(path.join(DEMO, 'tikscope.yml'), LOAD_OPTIONS);
    assert.deepEqual(problems, []);
    assert.equal(devices.size, 101);
  });
});
