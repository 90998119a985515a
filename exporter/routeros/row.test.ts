import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SentenceDecoder } from './decoder.ts';
import { Row } from './row.ts';
import { textReader } from './text.ts';
import { parseCoordinate } from './values.ts';
import { encodeSentence } from './words.ts';

const readText = textReader('windows-1252');

/** Shows a sentence of these words to `onRow`, through the row. */
function show<A extends string>(row: Row<A>, words: readonly string[], onRow: (row: Row<A>) => void): void {
  new SentenceDecoder((sentence) => row.show(sentence, onRow)).push(encodeSentence(['!re', ...words]));
}

/** What a row of these words gives for `name`. */
function read<T>(words: readonly string[], get: (row: Row<'name' | 'namf' | 'name2'>) => T): T {
  let value: T | undefined;
  show(new Row(['name', 'namf', 'name2'], readText), words, (row) => {
    value = get(row);
  });
  return value as T;
}

describe('a row', () => {
  it('gives the text of the attributes that were asked for, by their whole name', () => {
    const words = ['=nam=0', '=name2=2', '=other=x', '.tag=7', '=name=1', '=namf=3'];
    assert.deepEqual(
      read(words, (row) => [row.text('name'), row.text('namf'), row.text('name2')]),
      ['1', '3', '2'],
    );
  });

  it('tells an absent attribute from an empty one, and from one without a value', () => {
    assert.equal(
      read([], (row) => row.text('name')),
      undefined,
    );
    assert.equal(
      read(['=name='], (row) => row.text('name')),
      '',
    );
    assert.equal(
      read(['=name'], (row) => row.text('name')),
      '',
    );
  });

  it('keeps equals signs, semicolons and line feeds of a value', () => {
    assert.equal(
      read(['=name=a=b;c\n'], (row) => row.text('name')),
      'a=b;c\n',
    );
  });

  it('tells a flag that is not sent from one that is false, if asked to', () => {
    assert.deepEqual(
      [[], ['=name='], ['=name=no'], ['=name=true']].map((words) =>
        read(words, (row) => row.sentFlag('name')),
      ),
      [undefined, false, false, true],
    );
  });

  it('knows nothing of the row before', () => {
    const row = new Row(['name'], readText);
    show(row, ['=name=1'], () => undefined);
    show(row, [], () => assert.equal(row.text('name'), undefined));
  });

  it('parses numbers, flags, durations and rates', () => {
    assert.equal(
      read(['=name=42'], (row) => row.number('name')),
      42,
    );
    assert.equal(
      read(['=name=yes'], (row) => row.flag('name')),
      true,
    );
    assert.equal(
      read(['=name=1m2s'], (row) => row.duration('name')),
      62,
    );
    assert.equal(
      read(['=name=1Gbps'], (row) => row.rate('name')),
      1e9,
    );
  });

  it('reads both numbers of a pair, in their order', () => {
    assert.deepEqual(
      read(['=name=6689896,2094536'], (row) => row.pair('name')),
      [6689896, 2094536],
    );
    assert.deepEqual(
      read(['=name=10M/512k'], (row) => row.ratePair('name')),
      [10e6, 512e3],
    );
  });

  it('loses only the half of a pair that cannot be read, and counts it', () => {
    const row = new Row(['name'], readText);
    show(row, ['=name=1,garbage'], () => assert.deepEqual(row.pair('name'), [1, undefined]));
    assert.deepEqual(row.parseErrors, ['name']);
    show(row, ['=name=never'], () => assert.deepEqual(row.pair('name'), [undefined, undefined]));
    assert.deepEqual(row.parseErrors, ['name']);
  });

  it('adds up what a chip counts by lane; a lane that cannot be read makes the sum unknown', () => {
    assert.equal(
      read(['=name=1,2,3'], (row) => row.sum('name')),
      6,
    );
    assert.equal(
      read(['=name=7'], (row) => row.sum('name')),
      7,
    );
    assert.equal(
      read(['=name=1,x'], (row) => row.sum('name')),
      undefined,
    );
  });

  it('reads points in time, offsets of clocks and the number that a text begins with', () => {
    assert.equal(
      read(['=name=1970-01-01 00:01:00'], (row) => row.localTime('name')),
      60,
    );
    assert.equal(
      read(['=name=+01:00'], (row) => row.utcOffset('name')),
      3600,
    );
    assert.equal(
      read(['=name=-51@1Mbps'], (row) => row.leadingNumber('name')),
      -51,
    );
  });

  it('reads a point in time whose time of day comes apart from its date, and counts it once if it cannot', () => {
    const row = new Row(['date', 'time'], readText);
    show(row, ['=date=mar/01/1970', '=time=00:01:00'], () => {
      assert.equal(row.localTime('date', 'time'), 59 * 86_400 + 60);
    });
    show(row, ['=date=1970-01-01'], () => assert.equal(row.localTime('date', 'time'), undefined));
    assert.deepEqual(row.parseErrors, []);
    show(row, ['=date=1970-01-01', '=time=garbage'], () => {
      assert.equal(row.localTime('date', 'time'), undefined);
    });
    assert.deepEqual(row.parseErrors, ['date']);
  });

  it('reads a latitude', () => {
    assert.equal(
      read(["=name=S 33 30'"], (row) => row.parsed('name', parseCoordinate)),
      -33.5,
    );
  });

  it('reads the items of a list; an empty one has none', () => {
    assert.deepEqual(
      read(['=name=ether1,ether2'], (row) => row.list('name')),
      ['ether1', 'ether2'],
    );
    assert.deepEqual(
      read(['=name='], (row) => row.list('name')),
      [],
    );
  });

  it('reads a form that only one menu has, and counts what is not of that form', () => {
    const yards = (text: string): number | undefined => (text.endsWith('yd') ? parseFloat(text) : undefined);
    const row = new Row(['name'], readText);
    show(row, ['=name=3yd'], () => assert.equal(row.parsed('name', yards), 3));
    show(row, ['=name=3'], () => assert.equal(row.parsed('name', yards), undefined));
    assert.deepEqual(row.parseErrors, ['name']);
  });

  it('has no value, and no parse error, where the device says that there is none', () => {
    for (const words of [[], ['=name='], ['=name=never']]) {
      assert.equal(
        read(words, (row) => row.duration('name')),
        undefined,
      );
      assert.deepEqual(
        read(words, (row) => (row.number('name'), row.parseErrors)),
        [],
      );
    }
    assert.equal(
      read([], (row) => row.flag('name')),
      false,
    );
  });

  it('has no value for what it cannot parse, and says which attribute, 16 times at most', () => {
    const row = new Row(['name', 'running'], readText);
    show(row, ['=name=x', '=running=maybe'], () => {
      assert.equal(row.number('name'), undefined);
      assert.equal(row.flag('running'), false);
    });
    assert.deepEqual(row.parseErrors, ['name', 'running']);
    for (let turn = 0; turn < 20; turn += 1) show(row, ['=name=x'], () => row.rate('name'));
    assert.equal(row.parseErrors.length, 16);
  });

  it('cannot be read after its callback has returned', () => {
    const row = new Row(['name'], readText);
    show(row, ['=name=1'], () => undefined);
    assert.throws(() => row.text('name'), /after its callback/);
  });
});
