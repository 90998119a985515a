import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { parse, stringify } from 'yaml';
import { alertsOnBound } from '../alerts/bound-alerts.ts';
import { type Scenario } from './bounds/scenario.ts';
import { ELSEWHERE, HELD_BY_CONSTRUCTION, SCENARIOS } from './bounds/scenarios.ts';
import { startFleet, type RunningFleet } from './harness/fleet.ts';
import { readBounds } from './stack/bounds.ts';
import { Child } from './stack/child.ts';
import { writeConfigs } from './stack/configs.ts';
import { surroundings } from './stack/packages.ts';
import { freePort } from './stack/ports.ts';
import { ensurePrograms } from './stack/programs.ts';
import { query } from './stack/prometheus-api.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until } from './stack/until.ts';

const found = await ensurePrograms(surroundings((line) => console.error(line)));
const BOUNDS = Object.keys(SCENARIOS);

/** One Prometheus with the shipped rules, whose `for` is short, that scrapes all these exporters. */
async function startPrometheus(
  folder: string,
  prometheus: string,
  exporters: readonly string[],
): Promise<{ child: Child; url: string }> {
  const address = `127.0.0.1:${await freePort()}`;
  await writeConfigs(folder, {
    exporter: '127.0.0.1:1',
    prometheus: address,
    alertmanager: '127.0.0.1:1',
    scrapeInterval: '1s',
    scrapeTimeout: '1s',
    evaluationInterval: '1s',
    alertFor: '2s',
  });
  const file = path.join(folder, 'prometheus.yml');
  const { scrape_configs, ...config } = parse(await readFile(file, 'utf8')) as {
    readonly scrape_configs: readonly Record<string, unknown>[];
  };
  const jobs = scrape_configs.filter(({ job_name }) => job_name === 'tikscope');
  const static_configs = [{ targets: exporters }];
  await writeFile(
    file,
    stringify({ ...config, scrape_configs: jobs.map((job) => ({ ...job, static_configs })) }),
  );
  const args = [
    `--config.file=${file}`,
    `--storage.tsdb.path=${path.join(folder, 'data')}`,
    `--web.listen-address=${address}`,
  ];
  return { child: new Child('prometheus', prometheus, args, folder), url: `http://${address}` };
}

/** Whether a firing alert tells of a bound; one that is about a single bound has no label that says which. */
function isAbout(
  { bound: which = '', alertname = '' }: Readonly<Record<string, string>>,
  bound: string,
): boolean {
  return alertsOnBound(bound).includes(alertname) && ['', bound].includes(which);
}

describe('every bound that can be driven past', { skip: found.missing ?? false, timeout: 240_000 }, () => {
  const started = new AsyncDisposableStack();
  const context = {
    after: (stop: () => unknown) =>
      started.defer(async () => {
        await stop();
      }),
  };
  const scenarios = new Map<string, Scenario>();
  const driving: Promise<void>[] = [];
  /** Bounds that have been seen; nothing drives at them any more. */
  const seen = new Set<string>();
  let prometheus: Child;
  let url: string;

  before(async () => {
    if (found.missing !== undefined) return;
    for (const bound of BOUNDS) {
      const scenario = await SCENARIOS[bound]?.(context);
      if (scenario !== undefined) scenarios.set(bound, scenario);
    }
    const folder = await TemporaryFolder.create();
    started.defer(() => folder.remove());
    const exporters = [...scenarios.values()].map(({ address }) => address);
    ({ child: prometheus, url } = await startPrometheus(folder.path, found.programs.prometheus, exporters));
    started.defer(() => prometheus.stop());
    // An increase is seen from the second scrape on.
    await until(
      'all exporters have been scraped twice',
      async () =>
        (await query(url, 'count_over_time(up{job="tikscope"}[1m]) >= 2')).length === BOUNDS.length ||
        undefined,
      { timeout: 60_000, hopeless: () => prometheus.end && prometheus.tail },
    );
    for (const [bound, { drive }] of scenarios) {
      driving.push(
        (async () => {
          while (!seen.has(bound)) await drive();
        })(),
      );
    }
    // They are awaited at the end; until then a failure waits too.
    for (const drive of driving) drive.catch(() => undefined);
  });

  after(async () => {
    for (const bound of BOUNDS) seen.add(bound);
    await started.disposeAsync();
    await Promise.allSettled(driving);
  });

  for (const bound of BOUNDS) {
    it(`${bound}: counts what it turns away, never lets more through, and the real Prometheus fires`, async () => {
      const scenario = scenarios.get(bound);
      assert.ok(scenario);
      const get = (target: string): Promise<Response> => fetch(`http://${scenario.address}${target}`);
      const own = `instance="${scenario.address}",bound="${bound}"`;
      await until(
        `an alert on ${bound}`,
        async () => {
          const firing = await query(url, `ALERTS{alertstate="firing",instance="${scenario.address}"}`);
          return firing.some(({ labels }) => isAbout(labels, bound)) || undefined;
        },
        {
          timeout: 120_000,
          interval: 500,
          hopeless: () => prometheus.end && prometheus.tail,
        },
      );
      seen.add(bound);
      // A timer may fire late on a busy machine.
      const late = bound.endsWith('_seconds') ? 5 : 0;
      const [beyond] = await query(
        url,
        `max_over_time(mikrotik_exporter_bound_level{${own}}[5m]) > ${late} + max_over_time(mikrotik_exporter_bound_capacity{${own}}[5m])`,
      );
      assert.equal(beyond, undefined, 'the level was above the capacity');
      const read = (await readBounds({ get })).get(bound);
      assert.ok(read !== undefined && read.dropped > 0, JSON.stringify(read));
    });
  }
});

describe('the bounds of a running exporter', () => {
  let fleet: RunningFleet;
  const stops: (() => unknown)[] = [];

  before(async () => {
    const tracing = { endpoint: 'http://127.0.0.1:1' };
    fleet = await startFleet(
      { after: (stop: () => unknown) => void stops.push(stop) },
      {
        devices: [{ name: 'riga' }, { name: 'oslo' }],
        config: { tracing },
        flags: ['--web.enable-lifecycle'],
      },
    );
  });

  after(async () => {
    for (const stop of stops.toReversed()) await stop();
  });

  it('each have a scenario that drives them past it, or hold by construction, or a test of their own that says so', async () => {
    const names = [...(await readBounds(fleet)).keys()];
    const known = [...BOUNDS, ...HELD_BY_CONSTRUCTION, ...Object.keys(ELSEWHERE)];
    assert.deepEqual(
      names.filter((name) => !known.includes(name)),
      [],
    );
    assert.deepEqual(
      [...BOUNDS, ...HELD_BY_CONSTRUCTION].filter((name) => !names.includes(name)),
      [],
    );
  });

  it('hold by construction for sessions and what is known of devices: nothing stays of one that left', async () => {
    for (const device of ['riga', 'oslo']) await fleet.probe(device);
    const level = async (bound: string): Promise<number | undefined> =>
      (await readBounds(fleet)).get(bound)?.level;
    assert.deepEqual([await level('sessions'), await level('devices_remembered')], [2, 2]);
    const { host, port } = fleet.simulator.device('riga');
    await fleet.writeConfig({ config: { devices: [{ name: 'riga', address: `${host}:${port}` }] } });
    assert.equal((await fleet.get('/-/reload', { method: 'POST' })).status, 200);
    for (const bound of HELD_BY_CONSTRUCTION) {
      const read = (await readBounds(fleet)).get(bound);
      assert.ok(read !== undefined && read.level <= read.capacity, `${bound}: ${JSON.stringify(read)}`);
    }
    assert.deepEqual([await level('sessions'), await level('devices_remembered')], [1, 1]);
  });
});
