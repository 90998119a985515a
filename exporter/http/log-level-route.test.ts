import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { startFleet, valueOf, type RunningFleet } from '../../test/harness/fleet.ts';

const PATH = '/-/log-level';
const OPTIONS = { devices: [], flags: ['--web.enable-lifecycle'] };

async function ask(fleet: RunningFleet, path: string, init?: RequestInit): Promise<string> {
  const response = await fleet.get(path, init);
  return `${response.status} ${await response.text()}`;
}

describe('/-/log-level', () => {
  it('shows the level in force, and sets another for a while, by the query or by a form', async (t) => {
    const fleet = await startFleet(t, OPTIONS);
    const configured = await ask(fleet, PATH);
    assert.match(configured, /^200 \w+\n$/);
    const set = await ask(fleet, `${PATH}?level=debug&for=10m`, { method: 'PUT' });
    assert.match(set, /^200 debug until \d{4}-\S+Z, then \w+\n$/);
    assert.equal(await ask(fleet, PATH), set);
    const own = await (await fleet.get('/metrics')).text();
    assert.equal(valueOf(own, 'mikrotik_exporter_log_level_info{level="debug"}'), 1);
    const form = await ask(fleet, PATH, { method: 'PUT', body: new URLSearchParams('level=warn') });
    assert.match(form, /^200 warn until /);
  });

  it('is 403 without --web.enable-lifecycle', async (t) => {
    const fleet = await startFleet(t, { devices: [] });
    for (const method of ['GET', 'PUT'])
      assert.match(await ask(fleet, PATH, { method }), /^403 .*--web\.enable/);
  });

  it('is 405 for what neither asks nor sets', async (t) => {
    const fleet = await startFleet(t, OPTIONS);
    const response = await fleet.get(PATH, { method: 'POST' });
    assert.equal(response.status, 405);
    assert.equal(response.headers.get('allow'), 'GET, PUT');
  });

  const refused: readonly [string, RequestInit, RegExp][] = [
    ['no level', {}, /^400 level must be one of debug, info, warn, error\n$/],
    ['another level', { body: 'level=loud' }, /^400 level must be one of/],
    [
      'no duration',
      { body: 'level=debug&for=long' },
      /^400 for must be a duration of at most 24h, such as 10m\n$/,
    ],
    ['no time at all', { body: 'level=debug&for=0s' }, /^400 for must/],
    ['more than a day', { body: 'level=debug&for=25h' }, /^400 for must/],
    ['a body without an end', { body: 'x'.repeat(100_000) }, /^413 /],
    ['a body in no known coding', { body: 'level=debug', headers: { 'Content-Encoding': 'x' } }, /^415 /],
  ];
  for (const [what, init, answer] of refused) {
    it(`refuses ${what}, and changes nothing`, async (t) => {
      const fleet = await startFleet(t, OPTIONS);
      const before = await ask(fleet, PATH);
      assert.match(await ask(fleet, PATH, { method: 'PUT', ...init }), answer);
      assert.equal(await ask(fleet, PATH), before);
    });
  }
});
