import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parseDashboard } from '../dashboards/preview/dashboard.ts';
import {
  sampleDashboard,
  samplePanel,
  sampleTarget,
} from '../dashboards/preview/testing/sample-dashboard.ts';
import { startStubPrometheus } from '../dashboards/preview/testing/stub-prometheus.ts';
import { ensureTools } from '../dashboards/preview/tools.ts';
import { ranking } from '../dashboards/preview/variables.ts';
import { ROOT } from './stack/configs.ts';
import { surroundings } from './stack/packages.ts';
import { ensurePrograms } from './stack/programs.ts';
import { run, type Ran } from './stack/run.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';

const PREVIEW = path.join(ROOT, 'dashboards/preview');

const log = (line: string): void => console.error(line);
const tools = await ensureTools(log);
const programs = await ensurePrograms(surroundings(log));

function preview(...flags: string[]): Promise<Ran> {
  return run(process.execPath, [path.join(PREVIEW, 'preview.ts'), ...flags], { timeout: 400_000 });
}

/** Width and height of a PNG, which its first chunk begins with. */
async function sizeOf(file: string): Promise<readonly [number, number]> {
  const png = await readFile(file);
  return [png.readUInt32BE(16), png.readUInt32BE(20)];
}

describe('the preview of the dashboards', { skip: tools.missing ?? false }, () => {
  it(
    'draws the shipped dashboards, every panel with data of the simulated fleet',
    {
      skip: programs.missing ?? false,
    },
    async (t) => {
      const folder = await TemporaryFolder.create();
      t.after(() => folder.remove());
      const { code, output } = await preview('--range=60', `--out=${folder.path}`);
      assert.equal(code, 0, output);
      for (const name of ['fleet', 'device', 'domains', 'stack']) {
        const [width, height] = await sizeOf(path.join(folder.path, `${name}.png`));
        assert.equal(width, 1600);
        assert.ok(height > 1000, `${name}.png is only ${height} pixels high`);
      }
    },
  );

  it('fails and names every panel that is empty, cannot be drawn or does not fit', async (t) => {
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const good = { targets: [sampleTarget('good')] };
    const wide = { id: 'custom.width', value: 2000 };
    const panels = [
      samplePanel('Good', good),
      samplePanel('Empty', { targets: [sampleTarget('empty')] }),
      samplePanel('Heat', { ...good, type: 'heatmap' }),
      samplePanel('Odd', { ...good, transformations: [{ id: 'shuffle', options: {} }] }),
      samplePanel('Wide', {
        type: 'table',
        targets: [sampleTarget('good', { format: 'table' })],
        fieldConfig: {
          defaults: {},
          overrides: [{ matcher: { id: 'byName', options: 'Value' }, properties: [wide] }],
        },
      }),
    ];
    const stacked = panels.map((panel, index) => ({
      ...panel,
      gridPos: { x: 0, y: 6 * index, w: 12, h: 6 },
    }));
    const sample = sampleDashboard(stacked);
    await writeFile(path.join(folder.path, 'sample.json'), JSON.stringify(sample));
    const url = await startStubPrometheus(t, {
      [ranking('instance', parseDashboard('sample', sample).panels)]: [[{ instance: 'a' }, '1']],
      good: [[{}, '1']],
    });
    const { code, output } = await preview(
      `--prometheus=${url}`,
      `--dashboards=${folder.path}`,
      `--out=${folder.path}`,
    );
    assert.equal(code, 1, output);
    const listed = output.split('\n').filter((line) => line.startsWith('  '));
    assert.deepEqual(
      listed.map((line) => line.trim().replace(/\d+ px wide, the panel \d+ px/, 'too wide')),
      [
        'sample: Empty: query A yields nothing: empty',
        'sample: Heat: panels of type heatmap cannot be drawn',
        'sample: Odd: unknown transformation shuffle',
        'sample: Wide: its content is too wide',
      ],
    );
    assert.deepEqual(await sizeOf(path.join(folder.path, 'sample.png')), [1600, 56 + 5 * 6 * 38]);
  });

  it('is drawn by a page whose types hold', async () => {
    const tsc = path.join(ROOT, 'node_modules/.bin/tsc');
    const { code, output } = await run(tsc, ['-p', path.join(PREVIEW, 'page')]);
    assert.equal(code, 0, output);
  });
});
