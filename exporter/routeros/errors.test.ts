import assert from 'node:assert/strict';
import { readFile } from 'node:fs/promises';
import { it } from 'node:test';
import { asRouterosError, ERROR_CODES, RouterosError } from './errors.ts';

it('every error code has its chapter in docs/errors.md, and no chapter is without a code', async () => {
  const page = await readFile(new URL('../../docs/errors.md', import.meta.url), 'utf8');
  const chapters = [...page.matchAll(/^## (\w+)$/gm)].map(([, name]) => name);
  assert.deepEqual(chapters, [...ERROR_CODES]);
});

it('what is thrown without a code is internal, and keeps its message and cause', () => {
  const thrown = new TypeError('not a function');
  const error = asRouterosError(thrown);
  assert.equal(error.code, 'internal');
  assert.equal(error.message, 'not a function');
  assert.equal(error.cause, thrown);
  assert.equal(asRouterosError('text').message, 'text');
});

it('an error with a code stays what it is', () => {
  const error = new RouterosError('trap', 'no such item', { trap: { message: 'no such item', category: 0 } });
  assert.equal(asRouterosError(error), error);
});
