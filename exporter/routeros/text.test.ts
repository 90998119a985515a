import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { textReader } from './text.ts';

describe('text of a device', () => {
  const cases: readonly [what: string, codePage: string, hex: string, text: string][] = [
    ['ASCII', 'windows-1252', '657468657231', 'ether1'],
    ['UTF-8', 'windows-1252', '52c4ab6761', 'Rīga'],
    ['the code page where it is not UTF-8', 'windows-1252', '4dfc6e6368656e', 'München'],
    ['another code page', 'windows-1251', 'cceef1eae2e0', 'Москва'],
    ['a sentence that UTF-8 breaks off in', 'windows-1252', '52c4', 'RÄ'],
    ['padding of NULs, cut off', 'windows-1252', '46494e49534152000000', 'FINISAR'],
    ['nothing but padding', 'windows-1252', '0000', ''],
    ['a NUL in the middle, kept', 'windows-1252', '610062', 'a\0b'],
  ];
  for (const [what, codePage, hex, text] of cases) {
    it(`is read as ${what}`, () => {
      const bytes = Buffer.from(`ff${hex}ff`, 'hex');
      assert.equal(textReader(codePage)(bytes, 1, bytes.length - 1), text);
    });
  }

  it('needs a code page that exists', () => {
    assert.throws(() => textReader('windows-1'), RangeError);
  });
});
