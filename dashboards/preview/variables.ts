import { selectorsOf } from '../testing/promql.ts';
import { type Dashboard, type Panel, type QueryVariable, type Variable } from './dashboard.ts';
import { type Prometheus, type TimeSpan } from './prometheus.ts';

/** What a visitor of the dashboard has chosen for one variable. */
export interface Choice {
  readonly name: string;
  readonly label: string;
  /** As people read it. */
  readonly value: string;
  /** As it stands in a query. */
  readonly promql: string;
}

/**
 * Chooses for every variable what shows most: All where that is offered, else the value that most of the metrics have
 * which the dashboard reads, and of those alike the one with most series.
 * @throws Error naming a variable that has no value or is not of a known form
 */
export async function chooseVariables(
  { variables, panels }: Pick<Dashboard, 'variables' | 'panels'>,
  prometheus: Prometheus,
  span: TimeSpan,
): Promise<readonly Choice[]> {
  const choices: Choice[] = [];
  for (const variable of variables) {
    const { name, label } = variable;
    const chosen = await choose(variable, choices, panels, prometheus, span);
    choices.push({ name, label, ...chosen });
  }
  return choices;
}

/** `text` with values in place of `$name` and `${name}`; names that are not among them stay as they are. */
export function fillIn(text: string, values: ReadonlyMap<string, string>): string {
  return text.replace(/\$(?:(\w+)|\{(\w+)\})/g, (whole, bare?: string, braced?: string) => {
    return values.get(bare ?? braced ?? '') ?? whole;
  });
}

export function promqlOf(choices: readonly Choice[]): ReadonlyMap<string, string> {
  return new Map(choices.map(({ name, promql }) => [name, promql]));
}

async function choose(
  variable: Variable,
  choices: readonly Choice[],
  panels: readonly Panel[],
  prometheus: Prometheus,
  span: TimeSpan,
): Promise<Pick<Choice, 'value' | 'promql'>> {
  if (variable.type === 'datasource') return { value: 'Prometheus', promql: '' };
  if (variable.includeAll) return { value: 'All', promql: variable.allValue };
  const { selector, label } = parseLabelValues(variable);
  const options = await prometheus.labelValues(label, fillIn(selector, promqlOf(choices)), span);
  const counts = await prometheus.queryAt(ranking(label, panels), span.to);
  const value = counts.map(({ labels }) => labels[label] ?? '').find((name) => options.includes(name));
  if (value === undefined) throw new Error(`variable ${variable.name} has no value: ${variable.query}`);
  return { value, promql: value.replace(/[\\"]/g, '\\$&') };
}

/** The query for a label's values, first the one that most of the metrics have which the panels read. */
export function ranking(label: string, panels: readonly Panel[]): string {
  const expressions = panels.flatMap(({ targets }) => targets.map(({ expr }) => expr));
  const metrics = new Set(expressions.flatMap((expr) => selectorsOf(expr).map(({ metric }) => metric)));
  const read = `{__name__=~"${[...metrics].join('|')}",${label}!=""}`;
  const families = `count by (${label}) (count by (${label}, __name__) (${read}))`;
  return `sort_desc(${families} + count by (${label}) (${read}) / 1000000)`;
}

function parseLabelValues({ name, query }: QueryVariable): { selector: string; label: string } {
  const [, selector, label] = /^label_values\((.+),\s*(\w+)\)$/s.exec(query) ?? [];
  if (selector === undefined || label === undefined) {
    throw new Error(`variable ${name}: only label_values(SELECTOR, LABEL) is known, not ${query}`);
  }
  return { selector, label };
}
