import fc from 'fast-check';
import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Family } from './family.ts';
import { labels, NO_LABELS } from './labels.ts';
import { BudgetExceeded, SampleBudget } from './sample-budget.ts';
import { SampleBuffer, sampleLine } from './sample-buffer.ts';
import { readExposition } from './testing/read-exposition.ts';

const gauge = { name: 'm_up', type: 'gauge', help: 'Up.', labels: ['interface'] } as const satisfies Family;
const states = {
  name: 'm_state',
  type: 'gauge',
  help: 'State.',
  labels: ['sensor'],
  states: ['ok', 'fail'],
} as const satisfies Family;

function bufferOf(samples = Infinity, bytes = Infinity): { buffer: SampleBuffer; budget: SampleBudget } {
  const budget = new SampleBudget(samples, bytes);
  return { buffer: new SampleBuffer(budget), budget };
}

function port(number: number): ReturnType<typeof labels<'interface'>> {
  return labels({ interface: `ether${number}` });
}

describe('a sample line', () => {
  it('has the name, the labels if there are any, and the value', () => {
    assert.equal(sampleLine('m', 'a="b"', 1.5), 'm{a="b"} 1.5\n');
    assert.equal(sampleLine('m', '', 0), 'm 0\n');
  });

  it('writes what is not finite as both formats want it', () => {
    const values = [Infinity, -Infinity, NaN].map((value) => sampleLine('m', '', value));
    assert.deepEqual(values, ['m +Inf\n', 'm -Inf\n', 'm NaN\n']);
  });

  it('reads back as the same double', () => {
    fc.assert(
      fc.property(fc.double(), (value) => {
        const read = readExposition(sampleLine('m', '', value)).samples[0]?.value ?? 0;
        assert.ok(Object.is(read, value) || read === value);
      }),
    );
  });
});

describe('SampleBuffer', () => {
  it('keeps the samples of a family together, in the order they came', () => {
    const { buffer } = bufferOf();
    const other = { ...gauge, name: 'm_other' };
    buffer.add(gauge, port(1), 1);
    buffer.add(other, port(1), 5);
    buffer.add(gauge, port(2), 0);
    assert.equal(buffer.lines(gauge), 'm_up{interface="ether1"} 1\nm_up{interface="ether2"} 0\n');
    assert.deepEqual([...buffer.families()], [gauge, other]);
  });

  it('keeps the first of two samples with one label set, and counts the other', () => {
    const { buffer } = bufferOf(10);
    buffer.add(gauge, port(1), 1);
    buffer.add(gauge, port(1), 2);
    assert.equal(buffer.lines(gauge), 'm_up{interface="ether1"} 1\n');
    assert.equal(buffer.duplicates, 1);
    assert.equal(buffer.samples, 1);
  });

  it('writes one series for each state and one for all others, exactly one of them 1', () => {
    for (const [current, label] of [
      ['ok', 'ok'],
      ['fail', 'fail'],
      ['melted', 'other'],
      ['other', 'other'],
      ['', 'other'],
    ]) {
      const { buffer } = bufferOf();
      buffer.addState(states, labels({ sensor: 'psu1' }), current as string);
      const { samples } = readExposition(buffer.lines(states));
      assert.deepEqual(
        samples.map(({ labels: { state } }) => state),
        ['ok', 'fail', 'other'],
      );
      assert.deepEqual(
        samples.filter(({ value }) => value === 1).map(({ labels: { state } }) => state),
        [label],
      );
    }
  });

  it('writes states of a family without labels too', () => {
    const { buffer } = bufferOf();
    buffer.addState({ ...states, labels: [] }, NO_LABELS, 'ok');
    assert.match(buffer.lines({ ...states, labels: [] }), /^$/);
    const family = [...buffer.families()][0] as Family;
    assert.equal(
      buffer.lines(family),
      'm_state{state="ok"} 1\nm_state{state="fail"} 0\nm_state{state="other"} 0\n',
    );
  });

  it('throws for the sample that would pass the sample budget, and holds what it held', () => {
    const { buffer } = bufferOf(2);
    buffer.add(gauge, port(1), 1);
    buffer.add(gauge, port(2), 1);
    assert.throws(() => buffer.add(gauge, port(3), 1), BudgetExceeded);
    assert.equal(buffer.samples, 2);
    assert.equal(buffer.lines(gauge), 'm_up{interface="ether1"} 1\nm_up{interface="ether2"} 1\n');
  });

  it('counts bytes as they are sent, in UTF-8', () => {
    const line = 'm_up{interface="Рига"} 1\n';
    const bytes = Buffer.byteLength(line);
    assert.throws(
      () => bufferOf(9, bytes - 1).buffer.add(gauge, labels({ interface: 'Рига' }), 1),
      BudgetExceeded,
    );
    const { buffer, budget } = bufferOf(9, bytes);
    buffer.add(gauge, labels({ interface: 'Рига' }), 1);
    assert.equal(buffer.bytes, bytes);
    assert.equal(budget.bytesLeft, 0);
  });

  it('shares its budget with the other buffers of a probe, and gives it back when it is discarded', () => {
    const { buffer, budget } = bufferOf(2, 100);
    const other = new SampleBuffer(budget);
    buffer.add(gauge, port(1), 1);
    other.add(gauge, port(1), 1);
    assert.throws(() => other.add(gauge, port(2), 1), BudgetExceeded);
    buffer.discard();
    assert.equal(buffer.lines(gauge), '');
    assert.equal(buffer.samples, 0);
    assert.equal(budget.bytesLeft, 100 - other.bytes);
    other.add(gauge, port(2), 1);
    assert.equal(other.samples, 2);
  });
});
