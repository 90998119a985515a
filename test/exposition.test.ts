import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { startFleet } from './harness/fleet.ts';

const update = process.env['UPDATE_GOLDENS'] === '1';

/** One whole exposition a persona, of different boards, so that a change anywhere on the way shows in a diff. */
const WHOLE = [
  { persona: '6.49', profile: 'home' },
  { persona: '7.12', profile: 'branch' },
  { persona: '7.20', profile: 'chr' },
] as const;

/** The only families that tell time on the clock of this machine. */
const DURATIONS = ['probe_duration_seconds', 'mikrotik_scrape_collector_duration_seconds'];

function masked(exposition: string): string {
  return exposition.replaceAll(
    new RegExp(String.raw`^((?:${DURATIONS.join('|')})(?:\{.*\})?) .*$`, 'gm'),
    (_line, series: string) => `${series} 0.001`,
  );
}

describe('the whole exposition of a simulated device', () => {
  for (const { persona, profile } of WHOLE) {
    const golden = new URL(`goldens/${persona}-${profile}.prom`, import.meta.url);

    it(`is the golden file: RouterOS ${persona}, ${profile}`, async (t) => {
      const { probe } = await startFleet(t, { devices: [{ name: 'riga', persona, profile }] });
      const exposition = masked(await probe('riga'));
      if (update) writeFileSync(golden, exposition);
      assert.equal(exposition, readFileSync(golden, 'utf8'), 'UPDATE_GOLDENS=1 writes the file anew');
    });

    it(`passes promtool check metrics: RouterOS ${persona}, ${profile}`, (t) => {
      const { error, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
        input: readFileSync(golden),
        encoding: 'utf8',
      });
      if (error !== undefined) {
        t.skip('promtool is not on PATH');
        return;
      }
      assert.equal(stdout + stderr, '');
    });
  }
});

it('the exporter’s own metrics pass promtool check metrics', async (t) => {
  const { get, probe } = await startFleet(t, { devices: [{ name: 'riga' }] });
  await probe('riga');
  const input = await (await get('/metrics')).text();
  const { error, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' });
  if (error === undefined) assert.equal(stdout + stderr, '');
  else t.skip('promtool is not on PATH');
});

/** Most series of one device in the module `default`: what a fleet of thousands costs Prometheus is a sum of these. */
const SERIES_BUDGETS = { home: 250, branch: 500, switch: 1500 } as const;

describe('the module default', () => {
  for (const profile of ['home', 'branch', 'switch'] as const) {
    it(`stays within ${SERIES_BUDGETS[profile]} series on a ${profile} device of every version`, async (t) => {
      const personas = ['6.49', '7.12', '7.20'] as const;
      const devices = personas.map((persona) => ({ name: `v${persona}`, persona, profile }));
      const { probe } = await startFleet(t, { devices });
      for (const { name } of devices) {
        const series = (await probe(name)).split('\n').filter((line) => line !== '' && !line.startsWith('#'));
        assert.ok(series.length > 100, `${name}: ${series.length}`);
        assert.ok(series.length <= SERIES_BUDGETS[profile], `${name}: ${series.length}`);
      }
    });
  }
});
