import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type FamilyTable } from './family.ts';
import { labels, NO_LABELS } from './labels.ts';
import { renderExposition, type ExpositionPart } from './render.ts';
import { SampleBudget } from './sample-budget.ts';
import { SampleBuffer } from './sample-buffer.ts';

const families = {
  info: { name: 'm_port_info', type: 'info', help: 'Port.', labels: ['interface', 'comment'] },
  bytes: {
    name: 'm_port_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes.',
    labels: ['interface'],
  },
  state: { name: 'm_state', type: 'gauge', help: 'State.', labels: [], states: ['ok'] },
  empty: { name: 'm_empty', type: 'gauge', help: 'Never there.', labels: [] },
} as const satisfies FamilyTable;

function part(): ExpositionPart {
  const buffer = new SampleBuffer(new SampleBudget(Infinity, Infinity));
  buffer.addState(families.state, NO_LABELS, 'ok');
  for (const name of ['ether1', 'ether2']) {
    buffer.add(families.bytes, labels({ interface: name }), 7);
    buffer.add(families.info, labels({ interface: name, comment: 'a "b"' }), 1);
  }
  return { families, buffer };
}

describe('renderExposition', () => {
  it('writes text: families in the order of their table, each with its header, none that is empty', () => {
    assert.equal(
      renderExposition([part()], 'text'),
      [
        '# HELP m_port_info Port.',
        '# TYPE m_port_info gauge',
        'm_port_info{interface="ether1",comment="a \\"b\\""} 1',
        'm_port_info{interface="ether2",comment="a \\"b\\""} 1',
        '# HELP m_port_bytes_total Bytes.',
        '# TYPE m_port_bytes_total counter',
        'm_port_bytes_total{interface="ether1"} 7',
        'm_port_bytes_total{interface="ether2"} 7',
        '# HELP m_state State.',
        '# TYPE m_state gauge',
        'm_state{state="ok"} 1',
        'm_state{state="other"} 0',
        '',
      ].join('\n'),
    );
  });

  it('writes OpenMetrics: families without the suffix of their samples, units, and the end', () => {
    assert.equal(
      renderExposition([part()], 'openmetrics'),
      [
        '# HELP m_port Port.',
        '# TYPE m_port info',
        'm_port_info{interface="ether1",comment="a \\"b\\""} 1',
        'm_port_info{interface="ether2",comment="a \\"b\\""} 1',
        '# HELP m_port_bytes Bytes.',
        '# TYPE m_port_bytes counter',
        '# UNIT m_port_bytes bytes',
        'm_port_bytes_total{interface="ether1"} 7',
        'm_port_bytes_total{interface="ether2"} 7',
        '# HELP m_state State.',
        '# TYPE m_state gauge',
        'm_state{state="ok"} 1',
        'm_state{state="other"} 0',
        '# EOF',
        '',
      ].join('\n'),
    );
  });

  it('writes an exposition of nothing', () => {
    assert.equal(renderExposition([], 'text'), '');
    assert.equal(renderExposition([], 'openmetrics'), '# EOF\n');
  });

  it('writes the parts one after the other, and nothing of one that was discarded', () => {
    const discarded = part();
    discarded.buffer.discard();
    const other: FamilyTable = { up: { name: 'm_up', type: 'gauge', help: 'Up.', labels: [] } };
    const buffer = new SampleBuffer(new SampleBudget(1, 100));
    buffer.add(other['up'] ?? assert.fail(), NO_LABELS, 1);
    const expected = '# HELP m_up Up.\n# TYPE m_up gauge\nm_up 1\n';
    assert.equal(renderExposition([discarded, { families: other, buffer }], 'text'), expected);
  });
});
