import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parse } from 'yaml';
import { parseMain } from './main-file.ts';
import { BLOCKS } from './schema.ts';
import { OPTIONS } from './testing/load-options.ts';

const EXAMPLE = readFileSync(new URL('../../tikscope.example.yml', import.meta.url), 'utf8');

function keysWithin(value: unknown): string[] {
  if (Array.isArray(value)) return value.flatMap(keysWithin);
  if (typeof value !== 'object' || value === null) return [];
  return Object.entries(value).flatMap(([key, nested]) => [key, ...keysWithin(nested)]);
}

describe('the example configuration', () => {
  it('is valid', () => {
    const { inventory } = parseMain('tikscope.example.yml', EXAMPLE, OPTIONS);
    assert.equal(inventory.devices.size, 3);
  });

  it('shows every setting', () => {
    const shown = new Set(keysWithin(parse(EXAMPLE)));
    const settings = BLOCKS.flatMap(({ shape }) => Object.keys(shape));
    assert.deepEqual(
      settings.filter((setting) => !shown.has(setting)),
      [],
    );
  });

  it('begins with four lines that are a whole configuration', () => {
    const four = /^# {3}auths:\n(?:# {3}.*\n){3}/m.exec(EXAMPLE)?.[0].replaceAll(/^# {3}/gm, '') ?? '';
    assert.equal(parseMain('tikscope.yml', four, OPTIONS).inventory.devices.size, 1);
  });
});
