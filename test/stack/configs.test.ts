import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import path from 'node:path';
import { it } from 'node:test';
import { writeConfigs } from './configs.ts';
import { surroundings } from './packages.ts';
import { ensurePrograms } from './programs.ts';
import { run } from './run.ts';
import { TemporaryFolder } from './temporary-folder.ts';

const found = await ensurePrograms(surroundings((line) => console.error(line)));

it(
  'copies of the shipped configuration differ only in addresses, pace and receiver, and are valid',
  { skip: found.missing ?? false },
  async (t) => {
    if (found.missing !== undefined) return;
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    await writeConfigs(folder.path, {
      exporter: '127.0.0.1:1001',
      prometheus: '127.0.0.1:1002',
      alertmanager: '127.0.0.1:1003',
      scrapeInterval: '5s',
      scrapeTimeout: '4s',
      evaluationInterval: '1s',
      alertFor: '7s',
      webhook: 'http://127.0.0.1:1004/',
    });
    const text = (name: string): Promise<string> => readFile(path.join(folder.path, name), 'utf8');
    const prometheus = await text('prometheus.yml');
    assert.doesNotMatch(prometheus, /localhost/);
    assert.match(prometheus, /url: http:\/\/127\.0\.0\.1:1001\/sd/);
    assert.match(prometheus, /target_label: __scrape_interval__\n\s+replacement: 5s/);
    assert.match(await text('rules/device.rules.yml'), /^ +for: 7s$/m);
    assert.doesNotMatch(await text('rules/device.rules.yml'), /^ +for: \d+m$/m);
    assert.match(await text('alertmanager.yml'), /url: http:\/\/127\.0\.0\.1:1004\//);

    const { promtool, amtool } = found.programs;
    const checked = await run(promtool, ['check', 'config', path.join(folder.path, 'prometheus.yml')]);
    assert.equal(checked.code, 0, checked.output);
    const checkedToo = await run(amtool, ['check-config', path.join(folder.path, 'alertmanager.yml')]);
    assert.equal(checkedToo.code, 0, checkedToo.output);
  },
);
