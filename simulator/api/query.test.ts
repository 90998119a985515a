import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { Query, QueryError } from './query.ts';

type Properties = Readonly<Record<string, string | boolean>>;

const rowOf = (properties: Properties) => (property: string) => properties[property];

function passes(words: readonly string[], properties: Properties): boolean {
  return new Query(words.map((word) => word.slice(1))).passes(rowOf(properties));
}

describe('query', () => {
  it('answers the examples of the manual', () => {
    const types = ['?type=ether', '?type=vlan', '?#|!'];
    assert.equal(passes(types, { type: 'ether' }), false);
    assert.equal(passes(types, { type: 'bridge' }), true);
    assert.equal(passes(['?>comment='], { comment: 'uplink' }), true);
    assert.equal(passes(['?>comment='], { comment: '' }), false);
    const routes = ['?>distance=1', '?gateway=172.16.1.1', '?#&!'];
    assert.equal(passes(routes, { distance: '2', gateway: '172.16.1.1' }), false);
    assert.equal(passes(routes, { distance: '1', gateway: '172.16.1.1' }), true);
  });

  it('knows present, absent, equal, less and greater', () => {
    const row = { name: 'ether1', mtu: '1500', comment: '' };
    for (const word of [
      '?name',
      '?comment',
      '?-vrf',
      '?name=ether1',
      '?=name=ether1',
      '?<mtu=9000',
      '?>mtu=200',
    ]) {
      assert.equal(passes([word], row), true, word);
    }
    for (const word of ['?vrf', '?-name', '?name=ether', '?vrf=', '?<mtu=1500', '?>mtu=1500', '?>vrf=1']) {
      assert.equal(passes([word], row), false, word);
    }
  });

  it('takes yes and no for a flag, but not for text', () => {
    assert.equal(passes(['?running=yes', '?disabled=no'], { running: true, disabled: false }), true);
    assert.equal(passes(['?running=true'], { running: true }), true);
    assert.equal(passes(['?running=yes'], { running: 'true' }), false);
  });

  it('compares numbers as numbers, and text as text', () => {
    assert.equal(passes(['?>n=9'], { n: '10' }), true);
    assert.equal(passes(['?>n=9'], { n: 'b' }), true);
    assert.equal(passes(['?n=08'], { n: '8' }), false);
  });

  it('passes every row that has no false left on the stack', () => {
    assert.equal(passes([], {}), true);
    assert.equal(passes(['?#!'], {}), false);
    assert.equal(passes(['?dynamic=true', '?#!'], {}), true);
    assert.equal(passes(['?a', '?b', '?#1'], { b: '' }), false);
    assert.equal(passes(['?a', '?b', '?#0'], { b: '' }), true);
  });

  it('refuses an operator that does not exist', () => {
    assert.throws(() => new Query(['#x']), QueryError);
  });

  it('agrees with a reference evaluator on any words', () => {
    const name = fc.constantFrom('a', 'b', 'c');
    const test = fc.tuple(fc.constantFrom('', '-', '=', '<', '>'), name).map(([sign, property]) => {
      return sign === '' || sign === '-' ? `${sign}${property}` : `${sign}${property}=x`;
    });
    const operators = fc
      .array(fc.constantFrom('!', '&', '|', '.', '0', '1', '2', '12'), { maxLength: 6 })
      .map((tokens) => `#${tokens.join('')}`);
    const words = fc.array(fc.oneof(test, operators), { maxLength: 8 });
    const row = fc.dictionary(name, fc.constantFrom('w', 'x', 'y'));
    fc.assert(
      fc.property(words, row, (query, properties) => {
        assert.equal(new Query(query).passes(rowOf(properties)), reference(query, properties));
      }),
      { numRuns: 2000 },
    );
  });
});

/** The manual's words, one character at a time, on a list that begins as many times true. */
function reference(words: readonly string[], row: Readonly<Record<string, string>>): boolean {
  let stack: boolean[] = Array<boolean>(200).fill(true);
  for (const word of words) {
    if (!word.startsWith('#')) {
      const sign = word[0] ?? '';
      const property = 'abc'.includes(sign) ? sign : (word[1] ?? '');
      const value = Object.hasOwn(row, property) ? row[property] : undefined;
      if (sign === '-') stack.push(value === undefined);
      else if (sign === '=') stack.push(value === 'x');
      else if (sign === '<') stack.push(value !== undefined && value < 'x');
      else if (sign === '>') stack.push(value !== undefined && value > 'x');
      else stack.push(value !== undefined);
      continue;
    }
    for (let at = 1; at < word.length; at += 1) {
      const character = word[at] ?? '';
      const top = stack.length - 1;
      if (/\d/.test(character)) {
        let digits = character;
        while (/\d/.test(word[at + 1] ?? '')) digits += word[(at += 1)] ?? '';
        const value = stack[top - Number(digits)] ?? true;
        if (at === word.length - 1) stack = [value];
        else stack.push(value);
        if (word[at + 1] === '.') at += 1;
      } else if (character === '.') stack.push(stack[top] ?? true);
      else if (character === '!') stack[top] = !(stack[top] ?? true);
      else {
        const [b, a] = [stack.pop() ?? true, stack.pop() ?? true];
        stack.push(character === '&' ? a && b : a || b);
      }
      if (stack.length < 2) stack = [...Array<boolean>(200).fill(true), ...stack];
    }
  }
  return stack.every(Boolean);
}
