import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { toLogfmt } from './logfmt.ts';

/** A reader of logfmt: pairs parted by spaces, values of one word or quoted as JSON. */
function parse(line: string): [string, string][] {
  const pair = /(?<key>[^\s="]+)=(?:(?<quoted>"(?:[^"\\]|\\.)*")|(?<plain>[^\s"=]*))(?: |\n$)/uy;
  const pairs: [string, string][] = [];
  while (pair.lastIndex < line.length) {
    const { key = '', quoted, plain = '' } = pair.exec(line)?.groups ?? assert.fail(`no logfmt: ${line}`);
    pairs.push([key, quoted === undefined ? plain : (JSON.parse(quoted) as string)]);
  }
  return pairs;
}

const words = fc.stringMatching(/^[a-z][a-zA-Z0-9_]{0,8}$/);

describe('logfmt', () => {
  it('is read back as the text that was logged, whatever is in it', () => {
    fc.assert(
      fc.property(fc.dictionary(words, fc.string({ unit: 'binary' }), { minKeys: 1 }), (fields) => {
        assert.deepEqual(parse(toLogfmt(JSON.stringify(fields))), Object.entries(fields));
      }),
    );
  });

  it('is one line that can be read, for whatever JSON', () => {
    fc.assert(
      fc.property(fc.dictionary(fc.string({ unit: 'binary' }), fc.jsonValue()), (fields) => {
        const line = toLogfmt(JSON.stringify(fields));
        assert.equal(line.indexOf('\n'), line.length - 1);
        if (line !== '\n') parse(line);
      }),
    );
  });

  it('flattens objects, and keeps lists as JSON', () => {
    const fields = { a: 1, b: { c: null, d: { e: true } }, f: [1, 'x y'], g: '' };
    assert.equal(toLogfmt(JSON.stringify(fields)), 'a=1 b.c=null b.d.e=true f="[1,\\"x y\\"]" g=""\n');
  });
});
