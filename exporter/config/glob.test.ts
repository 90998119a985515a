import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { matchesGlob } from './glob.ts';

/** The same language as a regular expression: the oracle, which may be slow. */
function oracle(pattern: string): RegExp {
  const source = Array.from(pattern, (token) =>
    token === '*' ? '.*' : token === '?' ? '.' : token.replace(/[.*+?^${}()|[\]\\/]/, '\\$&'),
  );
  return new RegExp(`^${source.join('')}$`, 'su');
}

describe('a glob', () => {
  it('matches the whole text only', () => {
    assert.equal(matchesGlob('ether*', 'ether1'), true);
    assert.equal(matchesGlob('ether', 'ether1'), false);
    assert.equal(matchesGlob('*uplink*', 'to the uplink in Riga'), true);
    assert.equal(matchesGlob('<pppoe-*>', '<pppoe-anna>'), true);
    assert.equal(matchesGlob('ether?', 'ether10'), false);
    assert.equal(matchesGlob('', ''), true);
  });

  it('counts a character outside of the basic plane as one', () => {
    assert.equal(matchesGlob('?', '🏠'), true);
    assert.equal(matchesGlob('??', '🏠'), false);
  });

  it('agrees with the regular expression of the same meaning', () => {
    const alphabet = fc.constantFrom('a', 'b', '🏠', '<');
    const pattern = fc.string({ unit: fc.oneof(alphabet, fc.constantFrom('*', '?')), maxLength: 8 });
    fc.assert(
      fc.property(pattern, fc.string({ unit: alphabet, maxLength: 12 }), (glob, text) => {
        assert.equal(matchesGlob(glob, text), oracle(glob).test(text));
      }),
      { numRuns: 2000 },
    );
  });

  it('answers on a pattern that would blow a backtracking matcher up', () => {
    assert.equal(matchesGlob(`${'*a'.repeat(100)}b`, 'a'.repeat(10_000)), false);
  });
});
