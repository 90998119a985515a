import { type QueryVariable, type Variable } from './dashboard.ts';
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
 * Chooses for every variable what shows most: All where that is offered, else the value that most series have.
 * @throws Error naming a variable that has no value or is not of a known form
 */
export async function chooseVariables(
  variables: readonly Variable[],
  prometheus: Prometheus,
  span: TimeSpan,
): Promise<readonly Choice[]> {
  const choices: Choice[] = [];
  for (const variable of variables) {
    const { name, label } = variable;
    const chosen = await choose(variable, choices, prometheus, span);
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
  prometheus: Prometheus,
  span: TimeSpan,
): Promise<Pick<Choice, 'value' | 'promql'>> {
  if (variable.type === 'datasource') return { value: 'Prometheus', promql: '' };
  if (variable.includeAll) return { value: 'All', promql: variable.allValue };
  const { selector, label } = parseLabelValues(variable);
  const options = await prometheus.labelValues(label, fillIn(selector, promqlOf(choices)), span);
  const counts = await prometheus.queryAt(`sort_desc(count by (${label}) ({${label}!=""}))`, span.to);
  const value = counts.map(({ labels }) => labels[label] ?? '').find((name) => options.includes(name));
  if (value === undefined) throw new Error(`variable ${variable.name} has no value: ${variable.query}`);
  return { value, promql: value.replace(/[\\"]/g, '\\$&') };
}

function parseLabelValues({ name, query }: QueryVariable): { selector: string; label: string } {
  const [, selector, label] = /^label_values\((.+),\s*(\w+)\)$/s.exec(query) ?? [];
  if (selector === undefined || label === undefined) {
    throw new Error(`variable ${name}: only label_values(SELECTOR, LABEL) is known, not ${query}`);
  }
  return { selector, label };
}
