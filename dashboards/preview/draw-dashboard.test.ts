import assert from 'node:assert/strict';
import { it, type TestContext } from 'node:test';
import { parseDashboard } from './dashboard.ts';
import { drawDashboard } from './draw-dashboard.ts';
import { type Drawing } from './drawing.ts';
import { Prometheus } from './prometheus.ts';
import { sampleDashboard, samplePanel, sampleTarget } from './testing/sample-dashboard.ts';
import { ranking } from './variables.ts';
import { startStubPrometheus, type Knowledge } from './testing/stub-prometheus.ts';

const SPAN = { from: 1_000_000, to: 1_060_000 };
const INSTANCES: Knowledge[string] = [
  [{ instance: 'other' }, '9'],
  [{ instance: 'b' }, '5'],
  [{ instance: 'a' }, '3'],
];

async function draw(t: TestContext, panels: readonly object[], knowledge: Knowledge): Promise<Drawing> {
  const dashboard = parseDashboard('sample', sampleDashboard(panels));
  const known = { [ranking('instance', dashboard.panels)]: INSTANCES, ...knowledge };
  const url = await startStubPrometheus(t, known);
  return drawDashboard(dashboard, new Prometheus(url), SPAN);
}

it('asks about the instance that most of its metrics have', async (t) => {
  const panel = samplePanel('Load of $instance', { targets: [sampleTarget('load{instance="$instance"}')] });
  const drawing = await draw(t, [panel], { 'load{instance="b"}': [[{ core: '0' }, '0.5']] });
  assert.deepEqual(drawing.variables, [
    { label: 'Data source', value: 'Prometheus' },
    { label: 'Device', value: 'b' },
  ]);
  const [drawn] = drawing.panels;
  assert.equal(drawn?.panel.title, 'Load of b');
  assert.deepEqual(drawn.answers, [
    {
      refId: 'A',
      legend: '',
      format: 'time_series',
      series: [{ labels: { core: '0' }, times: [SPAN.to], values: ['0.5'] }],
    },
  ]);
});

it('asks for values over time with the intervals that Grafana would fill in', async (t) => {
  const expr = 'rate(x[$__rate_interval]) + rate(x[${__interval}])';
  const panel = samplePanel('Rate', { targets: [sampleTarget(expr, { instant: false })] });
  const drawing = await draw(t, [panel], { 'rate(x[20000ms]) + rate(x[5000ms])': [[{}, '1']] });
  assert.deepEqual(drawing.panels[0]?.answers[0], {
    refId: 'A',
    legend: '',
    format: 'time_series',
    step: 5000,
    series: [{ labels: {}, times: [SPAN.from, SPAN.to], values: ['1', '1'] }],
  });
});

it('names the query that is empty, not a number, refused or missing, in place of its panel', async (t) => {
  const drawing = await draw(
    t,
    [
      samplePanel('Empty', { targets: [sampleTarget('good'), sampleTarget('empty', { refId: 'B' })] }),
      samplePanel('No number', { targets: [sampleTarget('0/0')] }),
      samplePanel('Refused', { targets: [sampleTarget('sum(')] }),
      samplePanel('Missing', {}),
      samplePanel('Good', { targets: [sampleTarget('good')] }),
    ],
    { good: [[{}, '1']], '0/0': [[{}, 'NaN']], 'sum(': undefined },
  );
  assert.deepEqual(
    drawing.panels.map(({ instead }) => instead && `${instead.kind}: ${instead.text}`),
    [
      'problem: query B yields nothing: empty',
      'problem: query A yields nothing: 0/0',
      'problem: Prometheus refuses query: {"status":"error","error":"parse error"}',
      'problem: has no query',
      undefined,
    ],
  );
});

it('refuses a dashboard with something that it would draw otherwise than Grafana', () => {
  const repeated = sampleDashboard([samplePanel('Load', { repeat: 'instance' })]);
  assert.throws(
    () => parseDashboard('sample', repeated),
    /dashboard sample: .*expected never[^]*panels\[0\].repeat/,
  );
});
