import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ConfigError, formatProblem } from '../config/problem.ts';
import { parseConfigObj } from './config-obj.ts';

function value(text: string): unknown {
  return parseConfigObj('x.conf', `[r]\nkey = ${text}\n`).get('r')?.values.get('key')?.value;
}

function faults(text: string): readonly string[] {
  try {
    parseConfigObj('x.conf', text);
    return [];
  } catch (thrown) {
    assert.ok(thrown instanceof ConfigError);
    return thrown.problems.map(formatProblem);
  }
}

describe('a file of ConfigObj', () => {
  it('has values without quotes, which a comment ends', () => {
    assert.equal(value('192.0.2.1   # Riga'), '192.0.2.1');
    assert.equal(value('se#cret'), 'se');
    assert.equal(value("it's"), "it's");
    assert.equal(value('a=b:c'), 'a=b:c');
    assert.equal(value(''), '');
    assert.equal(value('# nothing'), '');
  });

  it('has values in quotes, which may hold a comma, a #, and either quote', () => {
    assert.equal(value('"a, b # c"  # comment'), 'a, b # c');
    assert.equal(value(`'say "x"'`), 'say "x"');
    assert.equal(value(`"a"b"`), 'a"b');
    assert.equal(value(`""`), '');
  });

  it('has lists', () => {
    assert.deepEqual(value('a:b, "c, d" ,e # comment'), ['a:b', 'c, d', 'e']);
    assert.deepEqual(value('a,'), ['a']);
    assert.deepEqual(value(','), []);
  });

  it('has sections with any name, indented, with CRLF and a byte order mark', () => {
    const sections = parseConfigObj(
      'x.conf',
      '\uFEFF# top\r\n[ Riga Core ] # one\r\n\tport = 1\r\n["a]b"]\r\n',
    );
    assert.deepEqual([...sections.keys()], ['Riga Core', 'a]b']);
    assert.deepEqual(sections.get('Riga Core')?.values.get('port'), { value: '1', line: 3 });
  });

  it('tells every fault with its line, and quotes no value', () => {
    const text = [
      'early = 1',
      '[a]',
      'password = "secret',
      'password2 = """secret"""',
      'password3 = %(secret)s',
      'secret',
      'port = 1',
      'port = 2',
      '[[b]]',
      '[a]',
    ].join('\n');
    assert.deepEqual(faults(text), [
      'x.conf:1: a value before the first [section]',
      'x.conf:3: "password": a quote is not closed, or text stands behind it',
      'x.conf:4: "password2": a value in triple quotes; write it on one line',
      'x.conf:5: "password3": %(…)s takes the value of another key; write that value',
      'x.conf:6: expected [section] or key = value',
      'x.conf:8: "port" is written twice in its section',
      'x.conf:9: a section within another; mktxp reads none',
      'x.conf:10: section [a] is written twice',
    ]);
  });
});
