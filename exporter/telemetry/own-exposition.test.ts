import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Counter, Histogram, Registry } from 'prom-client';
import { renderOwnMetrics } from './own-exposition.ts';

function registryWithHistogram(): Registry {
  const registry = new Registry();
  const histogram = new Histogram({
    name: 'work_seconds',
    help: 'Work.',
    labelNames: ['module'],
    buckets: [1, 2],
    registers: [registry],
  });
  histogram.observe({ module: 'a"b' }, 1.5);
  new Counter({ name: 'work_total', help: 'Pieces\nof work.', registers: [registry] }).inc(3);
  return registry;
}

describe('renderOwnMetrics', () => {
  it('writes text 0.0.4 with escaped labels and help', async () => {
    assert.equal(
      await renderOwnMetrics(registryWithHistogram(), 'text'),
      [
        '# HELP work_seconds Work.',
        '# TYPE work_seconds histogram',
        'work_seconds_bucket{le="1",module="a\\"b"} 0',
        'work_seconds_bucket{le="2",module="a\\"b"} 1',
        'work_seconds_bucket{le="+Inf",module="a\\"b"} 1',
        'work_seconds_sum{module="a\\"b"} 1.5',
        'work_seconds_count{module="a\\"b"} 1',
        '# HELP work_total Pieces\\nof work.',
        '# TYPE work_total counter',
        'work_total 3',
        '',
      ].join('\n'),
    );
  });

  it('writes OpenMetrics with the counter family named without its suffix, and an end', async () => {
    const text = await renderOwnMetrics(registryWithHistogram(), 'openmetrics');
    assert.match(text, /^# TYPE work counter$/m);
    assert.match(text, /^work_total 3$/m);
    assert.ok(text.endsWith('# EOF\n'));
  });

  it('writes exemplars in OpenMetrics, and leaves them out of text 0.0.4, which has none', async () => {
    const registry = new Registry();
    const histogram = new Histogram<'trace_id'>({
      name: 'work_seconds',
      help: 'Work.',
      buckets: [1],
      enableExemplars: true,
      registers: [],
    });
    registry.registerMetric(histogram);
    histogram.observe({ value: 0.5, exemplarLabels: { trace_id: 'abc' } });
    histogram.observe({ value: 7, exemplarLabels: { trace_id: 'def' } });
    histogram.observe({ value: 0.25 });
    const openMetrics = await renderOwnMetrics(registry, 'openmetrics');
    assert.match(openMetrics, /^work_seconds_bucket\{le="1"\} 2 # \{trace_id="abc"\} 0\.5 \d+(\.\d+)?$/m);
    assert.match(openMetrics, /^work_seconds_bucket\{le="\+Inf"\} 3 # \{trace_id="def"\} 7 \d+(\.\d+)?$/m);
    assert.match(openMetrics, /^work_seconds_sum 7\.75$/m);
    assert.doesNotMatch(await renderOwnMetrics(registry, 'text'), /trace_id/);
  });
});
