import assert from 'node:assert/strict';
import { it } from 'node:test';
import { ROOT } from '../../test/stack/configs.ts';
import path from 'node:path';
import { readDashboards } from './dashboard.ts';
import { EXCLUSIONS } from './exclusions.ts';

it('every panel that may stay empty exists', async () => {
  const dashboards = await readDashboards(path.join(ROOT, 'dashboards/generated'));
  for (const exclusion of EXCLUSIONS) {
    const dashboard = dashboards.find(({ uid }) => uid === exclusion.dashboard);
    const titles = dashboard?.panels.map(({ title }) => title);
    assert.ok(titles?.includes(exclusion.title), `${exclusion.dashboard} has no panel ${exclusion.title}`);
  }
});
