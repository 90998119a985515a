import assert from 'node:assert/strict';
import { existsSync, readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { BOUNDS_PAGE, boundsPage } from './generate-bounds.ts';

describe('docs/bounds.md', async () => {
  const page = await boundsPage();

  it('is fresh', () => {
    assert.equal(readFileSync(BOUNDS_PAGE, 'utf8'), page, 'npm run docs writes it anew');
  });

  it('names an alert for every bound but that of the last flush, after which nobody is scraped', () => {
    const rows = page.split('\n').filter((line) => line.startsWith('| `'));
    const without = rows.filter((row) => !row.includes('/runbooks/')).map((row) => row.split('`')[1]);
    assert.deepEqual(without, ['span_flush_seconds']);
  });

  it('points to files that are there', () => {
    const links = [...page.matchAll(/\]\(([^)]+)\)/g)].map(([, link = '']) => link);
    assert.deepEqual(
      links.filter((link) => !existsSync(new URL(link, BOUNDS_PAGE))),
      [],
    );
  });

  it('names only alerts that there are', () => {
    const named = [...page.matchAll(/`((?:Tikscope|Mikrotik)[A-Za-z]+)`/g)].map(([, alert = '']) => alert);
    assert.deepEqual(
      named.filter((alert) => !existsSync(new URL(`../alerts/runbooks/${alert}.md`, BOUNDS_PAGE))),
      [],
    );
  });
});
