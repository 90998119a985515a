import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { BLOCKS } from '../exporter/config/schema.ts';
import { CONFIGURATION_PAGE, configurationPage } from './generate-configuration.ts';

describe('docs/configuration.md', () => {
  it('is fresh', () => {
    assert.equal(
      readFileSync(CONFIGURATION_PAGE, 'utf8'),
      configurationPage(),
      'npm run docs writes it anew',
    );
  });

  it('names the type of every setting and says what it is', () => {
    const page = configurationPage();
    for (const block of BLOCKS) {
      for (const key of Object.keys(block.shape)) {
        assert.match(
          page,
          new RegExp(`^# .+\\n(\\[ )?${key}: \\S`, 'm'),
          `${String(block.meta()?.id)}.${key}`,
        );
      }
    }
  });

  it('has a section for every type that is a block', () => {
    const page = configurationPage();
    const titles = BLOCKS.map((block) => block.meta()?.title ?? '');
    for (const title of titles.filter((name) => name.startsWith('<'))) {
      assert.ok(page.split(title).length > 2, `${title} is not referred to`);
    }
  });
});
