import * as units from '@grafana/grafana-foundation-sdk/units';
import { ratesOf, selectorsOf } from './promql.ts';
import { queriesOf, type Dashboard, type Panel } from './queries.ts';

/**
 * A rule that each dashboard must keep. D01 to D17 are those of Grafana's dashboard-linter, by its numbers;
 * D10, that every expression parses, is put to promtool instead (test/dashboards-live.test.ts).
 */
export interface LintRule {
  readonly id: string;
  readonly title: string;
  /** What breaks it: where, and how. */
  readonly check: (dashboard: Dashboard) => readonly Finding[];
}

export interface Finding {
  /** The title of the panel, or the name of the variable; empty if it is the dashboard. */
  readonly where: string;
  readonly what: string;
}

/** What may break a rule, and why. */
export interface Exclusion {
  readonly rule: string;
  /** Uid of the dashboard; all of them if not given. */
  readonly dashboard?: string;
  /** As in the finding; anywhere if not given. */
  readonly where?: string;
  readonly reason: string;
}

export const EXCLUSIONS: readonly Exclusion[] = [
  {
    rule: 'D02',
    reason:
      'The job names are fixed by the shipped prometheus.yml, and the rules depend on them; there is nothing to choose.',
  },
  {
    rule: 'D03',
    dashboard: 'tikscope-fleet',
    reason: 'It shows all devices; tenant and site choose among them.',
  },
  {
    rule: 'D03',
    dashboard: 'tikscope-stack',
    reason: 'It shows every part of the stack, each by its own legend.',
  },
  { rule: 'D12', where: 'Scrapes that fail', reason: 'It counts by job, so all jobs are wanted.' },
  {
    rule: 'D13',
    dashboard: 'tikscope-fleet',
    reason: 'It shows all devices; tenant and site choose among them.',
  },
  {
    rule: 'D13',
    dashboard: 'tikscope-stack',
    reason: 'It shows every part of the stack, each by its own legend.',
  },
  {
    rule: 'D11',
    where: 'Interfaces',
    reason: 'Link losses are rare: they are counted over the whole time range shown, $__range.',
  },
  {
    rule: 'D11',
    where: 'Collectors',
    reason: 'Those that failed most are found over the whole time range shown, $__range.',
  },
  ...['OSPF neighbours', 'BFD sessions', 'Bridge ports'].map((where) => ({
    rule: 'D11',
    where,
    reason: 'Changes are rare: they are counted over the whole time range shown, $__range.',
  })),
  ...['Scripts', 'Containers'].map((where) => ({
    rule: 'D11',
    where,
    reason: 'Runs and restarts are rare: they are counted over the whole time range shown, $__range.',
  })),
  {
    rule: 'D11',
    where: 'Bounds',
    reason: 'What was turned away is counted over the whole time range shown, $__range.',
  },
  {
    rule: 'D11',
    where: 'Restarts',
    reason: 'Restarts are rare: they are counted over the whole time range shown, $__range.',
  },
  {
    rule: 'D11',
    where: 'Restarts of services',
    reason: 'Restarts are rare: they are counted over an hour.',
  },
  {
    rule: 'D12',
    where: 'Restarts of services',
    reason: 'It shows every part of the stack, so all jobs are wanted.',
  },
];

export function covers(exclusion: Exclusion, rule: string, dashboard: string, where: string): boolean {
  return (
    exclusion.rule === rule &&
    (exclusion.dashboard ?? dashboard) === dashboard &&
    (exclusion.where ?? where) === where
  );
}

/** Ids of every unit that Grafana knows. */
const UNIT_IDS: ReadonlySet<string> = new Set(Object.values(units).filter((id) => typeof id === 'string'));

const DATASOURCE_UID = '${datasource}';
const MAX_TABLE_ROWS = 200;
/** Of them each value carries a unit of its own. */
const hasColumns = ({ type }: Panel): boolean => type === 'table';
const isRow = ({ type }: Panel): boolean => type === 'row';

/** A rule about each panel that shows something. */
const eachPanel =
  (check: (panel: Panel) => readonly string[]) =>
  ({ panels }: Dashboard): readonly Finding[] =>
    panels
      .filter((panel) => !isRow(panel))
      .flatMap((panel) => check(panel).map((what) => ({ where: panel.title, what })));

/** A rule about each expression, of panels, variables and annotations. */
const eachQuery =
  (check: (expr: string) => readonly string[]) =>
  (dashboard: Dashboard): readonly Finding[] =>
    queriesOf(dashboard).flatMap(({ where, expr }) => check(expr).map((what) => ({ where, what })));

const eachVariable =
  (check: (variable: Dashboard['templating']['list'][number]) => readonly string[]) =>
  ({ templating }: Dashboard): readonly Finding[] =>
    templating.list
      .filter(({ type }) => type === 'query')
      .flatMap((variable) => check(variable).map((what) => ({ where: variable.name, what })));

const hasVariable =
  (name: string) =>
  ({ templating }: Dashboard): readonly Finding[] =>
    templating.list.some((variable) => variable.name === name)
      ? []
      : [{ where: '', what: `no variable ${name}` }];

/** Recording rules and alerts know no job other than that of the rules. */
const isOfRules = (metric: string): boolean => metric.includes(':') || metric.startsWith('ALERTS');

export const LINT_RULES: readonly LintRule[] = [
  {
    id: 'D01',
    title: 'has exactly one data source variable, named datasource',
    check: ({ templating }) => {
      const found = templating.list.filter(({ type }) => type === 'datasource');
      const [first] = found;
      const fine = found.length === 1 && first?.name === 'datasource' && first.label === 'Data source';
      return fine ? [] : [{ where: '', what: `${found.length} data source variables` }];
    },
  },
  { id: 'D02', title: 'has a variable job', check: hasVariable('job') },
  { id: 'D03', title: 'has a variable instance', check: hasVariable('instance') },
  {
    id: 'D04',
    title: 'has variables that ask for the values of a label',
    check: eachVariable(({ name, query }) =>
      new RegExp(String.raw`^label_values\(\w+\{.+\}, ${name}\)$`).test(query) ? [] : [query],
    ),
  },
  {
    id: 'D05',
    title: 'reads its variables anew when the time range changes',
    check: eachVariable(({ refresh }) => (refresh === 2 ? [] : [`refresh ${refresh ?? 'not set'}`])),
  },
  {
    id: 'D06',
    title: 'asks the data source chosen, everywhere',
    check: (dashboard) => [
      ...eachPanel(({ datasource, targets }) =>
        [datasource, ...targets.map((target) => target.datasource)]
          .filter((source) => source?.uid !== DATASOURCE_UID)
          .map((source) => `data source ${source?.uid ?? 'not set'}`),
      )(dashboard),
      ...eachVariable(({ datasource }) =>
        datasource?.uid === DATASOURCE_UID ? [] : ['another data source'],
      )(dashboard),
    ],
  },
  {
    id: 'D07',
    title: 'has a title and a description on every panel',
    check: eachPanel(({ title, description = '' }) =>
      title !== '' && /^[A-Z].*[.]$/s.test(description) ? [] : [`description "${description}"`],
    ),
  },
  {
    id: 'D08',
    title: 'has a unit that Grafana knows on every value',
    check: eachPanel((panel) =>
      (hasColumns(panel) ? columnUnits(panel) : [panel.fieldConfig?.defaults.unit]).flatMap((unit) =>
        unit !== undefined && UNIT_IDS.has(unit) ? [] : [`unit ${unit ?? 'not set'}`],
      ),
    ),
  },
  {
    id: 'D09',
    title: 'has a query in every panel',
    check: eachPanel(({ targets }) => (targets.length > 0 ? [] : ['no query'])),
  },
  {
    id: 'D11',
    title: 'has rates over $__rate_interval, and nothing else over it',
    check: eachQuery((expr) => [
      ...ratesOf(expr)
        .filter(({ call }) => call !== 'rate' && call !== 'increase')
        .map(({ call, metric }) => `${call} of ${metric}`),
      ...selectorsOf(expr)
        .filter(({ range = '$__rate_interval' }) => range !== '$__rate_interval')
        .map(({ metric, range }) => `${metric}[${range ?? ''}]`),
    ]),
  },
  {
    id: 'D12',
    title: 'names the job in every selector',
    check: eachQuery((expr) =>
      selectorsOf(expr)
        .filter(({ metric, matchers }) => !isOfRules(metric) && !/\bjob="[\w-]+"/.test(matchers))
        .map(({ metric }) => metric),
    ),
  },
  {
    id: 'D13',
    title: 'names the instance in every selector',
    check: (dashboard) =>
      queriesOf(dashboard)
        // The variables that lead to the instance cannot know it yet.
        .filter(({ where }) => !['$tenant', '$site', '$instance'].includes(where))
        .flatMap(({ where, expr }) =>
          selectorsOf(expr)
            .filter(({ matchers }) => !matchers.includes('instance="$instance"'))
            .map(({ metric }) => ({ where, what: metric })),
        ),
  },
  {
    id: 'D14',
    title: 'shows counters only as rates and increases',
    check: eachQuery((expr) =>
      selectorsOf(expr)
        .filter(({ metric, range }) => /_(total|bucket|sum|count)$/.test(metric) && range === undefined)
        .map(({ metric }) => metric),
    ),
  },
  {
    id: 'D15–D16',
    title: 'asks only Prometheus, so that there is no LogQL to check',
    check: eachPanel(({ datasource }) =>
      datasource?.type === 'prometheus' ? [] : ['another kind of data source'],
    ),
  },
  {
    id: 'D17',
    title: 'cannot be edited in Grafana, where the change would be lost',
    check: ({ editable }) => (editable ? [{ where: '', what: 'editable' }] : []),
  },
  {
    id: 'ids',
    title: 'has a uid of at most 40 characters, and panels with ids of their own',
    check: ({ uid, panels }) => [
      ...(/^tikscope-[a-z-]{1,31}$/.test(uid) ? [] : [{ where: '', what: uid }]),
      ...panels
        .filter(({ id }, index) => panels.findIndex((panel) => panel.id === id) !== index)
        .map(({ title, id }) => ({ where: title, what: `id ${id} again` })),
    ],
  },
  {
    id: 'refIds',
    title: 'tells the queries of a panel apart',
    check: eachPanel(({ targets }) =>
      new Set(targets.map(({ refId }) => refId)).size === targets.length ? [] : ['a refId twice'],
    ),
  },
  { id: 'grid', title: 'has panels side by side and none over another', check: overlaps },
  {
    id: 'caps',
    title: `has tables of at most ${MAX_TABLE_ROWS} rows`,
    check: eachPanel((panel) =>
      panel.type !== 'table'
        ? []
        : panel.targets
            .filter(
              ({ expr }) => Number(/\b(?:topk|bottomk)\((\d+),/.exec(expr)?.[1] ?? Infinity) > MAX_TABLE_ROWS,
            )
            .map(({ expr }) => expr),
    ),
  },
  {
    id: 'legends',
    title: 'has a legend for every series',
    check: eachPanel(({ type, targets }) =>
      type === 'table'
        ? []
        : targets.filter(({ legendFormat = '' }) => legendFormat === '').map(({ expr }) => expr),
    ),
  },
  {
    id: 'irate',
    title: 'has no irate, which shows the last two samples as if they were the truth',
    check: eachQuery((expr) => (expr.includes('irate(') ? [expr] : [])),
  },
];

/** Units of the columns with values; a column that is a label needs none. */
function columnUnits({ fieldConfig, transformations }: Panel): readonly (string | undefined)[] {
  const names = transformations.flatMap(({ options }) => Object.entries(options.renameByName ?? {}));
  return names
    .filter(([field]) => field.startsWith('Value'))
    .map(([, title]) => {
      const override = fieldConfig?.overrides.find(({ matcher }) => matcher.options === title);
      const unit = override?.properties.find(({ id }) => id === 'unit')?.value;
      return typeof unit === 'string' ? unit : undefined;
    });
}

function overlaps({ panels }: Dashboard): readonly Finding[] {
  const taken = new Map<string, string>();
  const findings: Finding[] = [];
  for (const { title, gridPos } of panels) {
    if (gridPos.x + gridPos.w > 24) findings.push({ where: title, what: 'beyond the right edge' });
    for (let x = gridPos.x; x < gridPos.x + gridPos.w; x++) {
      for (let y = gridPos.y; y < gridPos.y + gridPos.h; y++) {
        const other = taken.get(`${x},${y}`);
        if (other !== undefined) return [...findings, { where: title, what: `lies over ${other}` }];
        taken.set(`${x},${y}`, title);
      }
    }
  }
  return findings;
}
