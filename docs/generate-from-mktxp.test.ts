import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { FAMILIES } from '../exporter/collectors/registry.ts';
import { probeFamilies } from '../exporter/probe/families.ts';
import { FROM_MKTXP_PAGE, fromMktxpPage } from './generate-from-mktxp.ts';
import { mapEntries } from './mktxp-map.ts';

const page = fromMktxpPage();

describe('docs/from-mktxp.md', () => {
  it('is fresh', () => {
    assert.equal(readFileSync(FROM_MKTXP_PAGE, 'utf8'), page, 'npm run docs writes it anew');
  });

  it('names only metrics that there are, of mktxp and ours, also in its panels', () => {
    const known = new Set([
      ...FAMILIES.keys(),
      ...Object.values(probeFamilies).map(({ name }) => name),
      ...mapEntries().keys(),
    ]);
    const named = page.match(/\b(?:mktxp|mikrotik|probe)_[a-z0-9_]+/g) ?? [];
    const settings = /^probe_allowed_targets$/;
    assert.deepEqual(
      [...new Set(named)].filter((name) => !known.has(name) && !settings.test(name)),
      [],
    );
  });

  it('has a row for every metric of mktxp', () => {
    for (const name of mapEntries().keys()) assert.ok(page.includes(`| \`${name}\` |`), name);
  });
});
