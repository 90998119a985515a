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

/** `6 and 7; not on CHR` is of both, `7.13 and newer` of 7, `6` of 6. */
function majorsOf(versions: string): string {
  assert.match(versions, /^(6 and 7|6|7|7\.\d+)( and newer| to 7\.\d+)?(;.*)?$/);
  return versions.startsWith('6 and 7') ? '67' : versions.slice(0, 1);
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

  for (const { name, menus } of COLLECTORS) {
    it(`is there for each major version that has a menu of it: ${name}`, () => {
      const isIn = (major: '6' | '7'): boolean =>
        menus.some(({ versions }) => majorsOf(versions).includes(major));
      if (isIn('6')) assert.ok(fixtures.includes(`6.49/${name}`), '6.49');
      if (isIn('7')) assert.ok(fixtures.includes(`7.20/${name}`), '7.20');
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
