import assert from 'node:assert/strict';
import { execFileSync, spawnSync } from 'node:child_process';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { COLLECTORS } from './registry.ts';
import { collect } from './testing/collect.ts';
import { readFixture } from './testing/fixture.ts';
import { TableDevice } from './testing/table-device.ts';

const FIXTURES = new URL('fixtures/', import.meta.url);
const update = process.env['UPDATE_GOLDENS'] === '1';

/** `6.49/system` and so on: what a device of that version answers to that collector. */
const fixtures = readdirSync(FIXTURES, { recursive: true, encoding: 'utf8' })
  .filter((file) => file.endsWith('.txt'))
  .map((file) => file.slice(0, -'.txt'.length))
  .sort();

function golden(fixture: string): URL {
  return new URL(`${fixture}.prom`, FIXTURES);
}

async function expositionOf(fixture: string): Promise<string> {
  const collector = COLLECTORS.find(({ name }) => fixture.endsWith(`/${name}`));
  assert.ok(collector, `${fixture}.txt is named after no collector`);
  const device = new TableDevice(readFixture(new URL(`${fixture}.txt`, FIXTURES)));
  return (await collect(collector, device)).exposition;
}

describe('the exposition of a fixture', () => {
  for (const fixture of fixtures) {
    it(`is the golden file: ${fixture}`, async () => {
      const exposition = await expositionOf(fixture);
      if (update) writeFileSync(golden(fixture), exposition);
      assert.equal(
        exposition,
        readFileSync(golden(fixture), 'utf8'),
        'UPDATE_GOLDENS=1 writes the file anew',
      );
    });
  }

  for (const { name } of COLLECTORS) {
    it(`is there for RouterOS 6 and 7: ${name}`, () => {
      for (const persona of ['6.49', '7.12', '7.20'])
        assert.ok(fixtures.includes(`${persona}/${name}`), persona);
    });
  }

  it('passes promtool check metrics', (test) => {
    if (spawnSync('promtool', ['--version']).error !== undefined) {
      test.skip('promtool is not on PATH');
      return;
    }
    for (const fixture of fixtures) {
      const input = readFileSync(golden(fixture), 'utf8');
      if (input === '') continue;
      assert.equal(execFileSync('promtool', ['check', 'metrics'], { input, encoding: 'utf8' }), '', fixture);
    }
  });
});
