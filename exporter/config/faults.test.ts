import assert from 'node:assert/strict';
import { readdirSync, readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { parseMain } from './main-file.ts';
import { ConfigError } from './problem.ts';
import { OPTIONS } from './testing/load-options.ts';

const BAD = new URL('fixtures/bad/', import.meta.url);
const update = process.env['UPDATE_GOLDENS'] === '1';

/** What an operator with the file `tikscope.yml` would be told. */
function messageFor(text: string): string {
  try {
    parseMain('tikscope.yml', text, OPTIONS);
  } catch (thrown) {
    if (thrown instanceof ConfigError) return `${thrown.message}\n`;
    throw thrown;
  }
  throw new Error('the configuration was accepted');
}

describe('a faulty main file', () => {
  for (const file of readdirSync(BAD).filter((name) => name.endsWith('.yml'))) {
    const golden = new URL(file.replace(/yml$/, 'txt'), BAD);

    it(`is refused with place, finding and remedy: ${file}`, () => {
      const message = messageFor(readFileSync(new URL(file, BAD), 'utf8'));
      if (update) writeFileSync(golden, message);
      assert.equal(message, readFileSync(golden, 'utf8'), 'UPDATE_GOLDENS=1 writes the file anew');
      assert.doesNotMatch(message, /hunter2|31337/, 'the password is told');
    });
  }

  it('is refused when its aliases would write out to millions of values', () => {
    const bomb = ['a: &a [x, x, x, x, x, x, x, x, x, x]'];
    for (const [from, to] of ['ab', 'bc', 'cd', 'de', 'ef', 'fg', 'gh'].map((pair) => [pair[0], pair[1]])) {
      bomb.push(
        `${to ?? ''}: &${to ?? ''} [${Array.from({ length: 10 }, () => `*${from ?? ''}`).join(', ')}]`,
      );
    }
    assert.equal(
      messageFor(bomb.join('\n')),
      'tikscope.yml: holds more than 2000000 values, its aliases written out\n',
    );
  });

  it('is refused when it is nested too deeply to be read', () => {
    for (const opening of ['[', '- ', '{a: ', '? ']) {
      assert.match(messageFor(opening.repeat(20_000)), /lists and maps are nested too deeply/, opening);
    }
  });

  it('is refused when a device has more than 32 labels', () => {
    const labels = Array.from({ length: 33 }, (_, index) => `l${index}: x`).join(',');
    const text = `auths: {default: {username: a, password: b}}\ndevices: [{name: d, address: d, labels: {${labels}}}]`;
    assert.match(messageFor(text), /devices\[0\]\.labels: holds more than 32 labels/);
  });
});
