import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type Family } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { renderExposition } from '../exposition/render.ts';
import { SampleBudget } from '../exposition/sample-budget.ts';
import { SampleBuffer } from '../exposition/sample-buffer.ts';
import { emitInto } from './emit.ts';
import { Tally } from './tally.ts';

const rows = {
  name: 'mikrotik_test_rows',
  type: 'gauge',
  help: 'Number of rows (/test).',
  labels: ['interface'],
} as const satisfies Family;

describe('a tally', () => {
  it('counts the rows of each label set, and has those that were only announced as 0', () => {
    const tally = new Tally(rows);
    tally.add(labels({ interface: 'ether2' }), 0);
    for (const name of ['ether1', 'ether2', 'ether1']) tally.add(labels({ interface: name }));
    tally.add(labels({ interface: 'ether3' }), 0);
    const buffer = new SampleBuffer(new SampleBudget(Infinity, Infinity));
    tally.emit(emitInto(buffer));
    const lines = renderExposition([{ families: { rows }, buffer }], 'text').split('\n');
    assert.deepEqual(
      lines.filter((line) => line.startsWith('mikrotik')),
      [
        'mikrotik_test_rows{interface="ether2"} 1',
        'mikrotik_test_rows{interface="ether1"} 2',
        'mikrotik_test_rows{interface="ether3"} 0',
      ],
    );
  });
});
