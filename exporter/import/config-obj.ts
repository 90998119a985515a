import { ConfigError, type ConfigProblem } from '../config/problem.ts';

export interface IniValue {
  /** A list where the text has commas outside quotes. */
  readonly value: string | readonly string[];
  /** Counts from 1. */
  readonly line: number;
}

export interface IniSection {
  readonly name: string;
  readonly line: number;
  readonly values: ReadonlyMap<string, IniValue>;
}

const SECTION =
  /^\s*(?<open>\[+)\s*(?:"(?<double>.*?)"|'(?<single>.*?)'|(?<plain>[^'"\s].*?))\s*(?<close>\]+)\s*(?:#.*)?$/;
const ENTRY = /^\s*(?:"(?<double>.*?)"|'(?<single>.*?)'|(?<plain>[^'"=].*?))\s*=\s*(?<value>.*)$/;
/** Up to a comma, a comment or the end; a quoted one may hold its own quote, a comma or a # within. */
const ITEM = /\s*(?:"(?<double>.*?)"|'(?<single>.*?)'|(?<plain>(?:[^'",#\s][^,]*?)?))\s*(?=,|#|$)/y;

/**
 * The sections of a file that Python's ConfigObj reads: quotes, lists, comments. What mktxp makes no use of
 * (nested sections, values over several lines, interpolation) is a fault, as is what ConfigObj refuses.
 * @throws ConfigError with all faults
 */
export function parseConfigObj(file: string, text: string): ReadonlyMap<string, IniSection> {
  const sections = new Map<string, IniSection>();
  const problems: ConfigProblem[] = [];
  let values: Map<string, IniValue> | undefined;
  for (const [index, content] of text
    .replace(/^\uFEFF/, '')
    .split(/\r?\n/)
    .entries()) {
    const line = index + 1;
    const report = (message: string) => void problems.push({ file, line, message });
    if (/^\s*(#|$)/.test(content)) continue;
    const section = SECTION.exec(content)?.groups;
    const entry = ENTRY.exec(content)?.groups;
    if (section !== undefined) {
      const name = unquoted(section);
      if (section['open'] !== '[' || section['close'] !== ']')
        report('a section within another; mktxp reads none');
      if (sections.has(name)) report(`section [${name}] is written twice`);
      values = new Map();
      sections.set(name, { name, line, values });
    } else if (entry === undefined) {
      report('expected [section] or key = value');
    } else if (values === undefined) {
      report('a value before the first [section]');
    } else {
      const key = unquoted(entry);
      if (values.has(key)) report(`"${key}" is written twice in its section`);
      const value = readValue(entry['value'] ?? '');
      if (typeof value === 'string' || Array.isArray(value)) values.set(key, { value, line });
      else report(`"${key}": ${value.fault}`);
    }
  }
  if (problems.length > 0) throw new ConfigError(problems);
  return sections;
}

function unquoted(groups: Readonly<Record<string, string | undefined>>): string {
  return groups['double'] ?? groups['single'] ?? groups['plain'] ?? '';
}

/** The message of a fault does not quote the text: it may be a password. */
function readValue(text: string): string | string[] | { readonly fault: string } {
  if (/^("""|''')/.test(text)) return { fault: 'a value in triple quotes; write it on one line' };
  if (/%\([^)]*\)s/.test(text)) return { fault: '%(…)s takes the value of another key; write that value' };
  const items: string[] = [];
  ITEM.lastIndex = 0;
  for (;;) {
    const groups = ITEM.exec(text)?.groups;
    if (groups === undefined) return { fault: 'a quote is not closed, or text stands behind it' };
    items.push(unquoted(groups));
    if (text[ITEM.lastIndex] !== ',') break;
    ITEM.lastIndex += 1;
  }
  const [first = '', ...others] = items;
  if (others.length === 0) return first;
  return items.filter((item) => item !== '');
}
