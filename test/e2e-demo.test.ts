import assert from 'node:assert/strict';
import path from 'node:path';
import { it } from 'node:test';
import { ROOT } from './stack/configs.ts';
import { surroundings } from './stack/packages.ts';
import { ensurePrograms } from './stack/programs.ts';
import { run } from './stack/run.ts';

const found = await ensurePrograms(surroundings((line) => console.error(line)));

it(
  'the demo brings every device up, shows the stack, and ends by itself',
  { skip: found.missing ?? false },
  async () => {
    const { code, output } = await run(process.execPath, [path.join(ROOT, 'test/demo.ts')], {
      env: { DURATION: '1' },
      timeout: 240_000,
    });
    assert.equal(code, 0, output);
    assert.match(output, /Every device is up/);
    assert.match(output, /devices up 101 of 101 \| samples [\d,]+ .* MiB resident \| firing nothing/);
  },
);
