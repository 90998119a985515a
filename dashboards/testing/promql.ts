export interface Selector {
  readonly metric: string;
  /** What stands between the braces; empty without braces. */
  readonly matchers: string;
  /** What stands between the brackets of a range: `$__rate_interval`; undefined for an instant vector. */
  readonly range: string | undefined;
}

/** The selectors of an expression. Whether the rest of it makes sense is promtool's to say. */
export function selectorsOf(expr: string): readonly Selector[] {
  // Texts that are no matcher's, and lists of labels, would look like metrics.
  const bare = expr
    .replaceAll(/([=~]?)"[^"]*"/g, (text, operator) => (operator === '' ? '' : text))
    .replaceAll(/\b(by|on|group_left)\s*\([^)]*\)/g, '');
  const found: Selector[] = [];
  for (const match of bare.matchAll(/([a-zA-Z_][\w:]*)(?:\{([^{}]*)\})?(?:\[([^\]]*)\])?/g)) {
    const [text, metric = '', matchers = '', range] = match;
    const after = bare.slice(match.index + text.length).trimStart();
    if (after.startsWith('(') || OPERATORS.has(metric)) continue;
    found.push({ metric, matchers, range });
  }
  return found;
}

const OPERATORS = new Set(['and', 'or', 'unless', 'bool']);

/** The functions of an expression that a range is handed to, with that range's metric. */
export function ratesOf(expr: string): readonly { readonly call: string; readonly metric: string }[] {
  return [...expr.matchAll(/\b(\w+)\(\s*([a-zA-Z_][\w:]*)(?:\{[^{}]*\})?\[/g)].map(
    ([, call = '', metric = '']) => ({
      call,
      metric,
    }),
  );
}
