import { type Dashboard, type Panel, type Target } from './dashboard.ts';
import { type Answer, type DrawnPanel, type Drawing } from './drawing.ts';
import { EXCLUSIONS, type Exclusion } from './exclusions.ts';
import { boxOf } from './grid.ts';
import { type Prometheus, type TimeSpan } from './prometheus.ts';
import { chooseVariables, fillIn, promqlOf } from './variables.ts';

/** Asks all queries of a dashboard. A panel that one of them leaves empty becomes a notice. */
export async function drawDashboard(
  dashboard: Dashboard,
  prometheus: Prometheus,
  span: TimeSpan,
): Promise<Drawing> {
  const choices = await chooseVariables(dashboard, prometheus, span);
  const shown = new Map(choices.map(({ name, value }) => [name, value]));
  const scrapeInterval = await prometheus.scrapeInterval();
  const panels: DrawnPanel[] = [];
  for (const panel of dashboard.panels) {
    const step = stepOf(panel, span, scrapeInterval);
    const values = new Map([...promqlOf(choices), ...intervals(span, step, scrapeInterval)]);
    const ask = (target: Target): Promise<Answer> =>
      answer({ ...target, expr: fillIn(target.expr, values) }, prometheus, span, step);
    const title = fillIn(panel.title, shown);
    panels.push(await drawPanel({ ...panel, title }, dashboard, ask));
  }
  return {
    title: dashboard.title,
    ...span,
    variables: choices.map(({ label, value }) => ({ label, value })),
    panels,
  };
}

async function drawPanel(
  { targets, ...panel }: Panel,
  dashboard: Dashboard,
  ask: (target: Target) => Promise<Answer>,
): Promise<DrawnPanel> {
  const problem = (text: string): DrawnPanel => ({
    panel,
    answers: [],
    instead: { kind: 'problem', text },
  });
  if (panel.type === 'row') return { panel, answers: [] };
  if (targets.length === 0) return problem('has no query');
  let answers: readonly Answer[];
  try {
    answers = await Promise.all(targets.map(ask));
  } catch (error) {
    return problem(error instanceof Error ? error.message : String(error));
  }
  const empty = targets.filter((_, index) => isEmpty(answers[index]));
  const [first] = empty;
  if (first === undefined) return { panel, answers };
  const exclusion = exclusionOf(panel.title, dashboard);
  if (exclusion === undefined) return problem(`query ${first.refId} yields nothing: ${first.expr}`);
  if (empty.length < targets.length) return { panel, answers: answers.filter((each) => !isEmpty(each)) };
  return { panel, answers: [], instead: { kind: 'excluded', text: `No data: ${exclusion.reason}.` } };
}

function exclusionOf(panel: string, { uid }: Dashboard): Exclusion | undefined {
  return EXCLUSIONS.find(({ dashboard, title }) => dashboard === uid && title === panel);
}

/** Without a sample that is a number. */
function isEmpty(answer: Answer | undefined): boolean {
  return !answer?.series.some(({ values }) => values.some((value) => value !== 'NaN'));
}

async function answer(target: Target, prometheus: Prometheus, span: TimeSpan, step: number): Promise<Answer> {
  const { refId, expr, legendFormat: legend, format, instant } = target;
  if (instant) return { refId, legend, format, series: await prometheus.queryAt(expr, span.to) };
  return { refId, legend, format, step, series: await prometheus.queryRange(expr, span, step) };
}

/** Milliseconds between two points: one for each pixel, but none between two scrapes. */
function stepOf(panel: Panel, { from, to }: TimeSpan, scrapeInterval: number): number {
  const pixels = Math.max(1, boxOf(panel.gridPos).width);
  return Math.max(1, Math.ceil((to - from) / pixels / scrapeInterval)) * scrapeInterval;
}

/** Grafana's own variables, by its own rules. */
function intervals({ from, to }: TimeSpan, step: number, scrapeInterval: number): [string, string][] {
  const duration = (milliseconds: number): string => `${milliseconds}ms`;
  return [
    ['__interval', duration(step)],
    ['__rate_interval', duration(Math.max(step + scrapeInterval, 4 * scrapeInterval))],
    ['__range', duration(to - from)],
  ];
}
