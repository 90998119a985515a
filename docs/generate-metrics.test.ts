import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { FAMILIES } from '../exporter/collectors/registry.ts';
import { METRICS_PAGE, metricsPage } from './generate-metrics.ts';

describe('docs/metrics.md', () => {
  it('is fresh', () => {
    assert.equal(readFileSync(METRICS_PAGE, 'utf8'), metricsPage(), 'npm run docs writes it anew');
  });

  it('has a row for every family', () => {
    const page = metricsPage();
    for (const name of FAMILIES.keys()) assert.ok(page.includes(`| \`${name}\` |`), name);
  });

  it('says of every family where it is from', () => {
    const rows = metricsPage()
      .split('\n')
      .filter((line) => FAMILIES.has(/^\| `(\w+)` \|/.exec(line)?.[1] ?? ''));
    assert.deepEqual(
      rows.filter((row) => !/\| `\/[^|]+` \|$/.test(row)),
      [],
    );
  });
});
