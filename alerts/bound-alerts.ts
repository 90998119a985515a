import { readdirSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { parse } from 'yaml';
import { z } from 'zod';

const ruleFile = z.object({
  groups: z.array(z.object({ rules: z.array(z.object({ alert: z.string().optional(), expr: z.string() })) })),
});

/** Alerts on what a bound protects that look at other series than the bound's own three. */
const ON_OTHER_SERIES: Readonly<Record<string, readonly string[]>> = {
  span_queue_spans: ['TikscopeSpanBacklog', 'TikscopeSpansDropped'],
  span_queue_bytes: ['TikscopeSpanBacklog', 'TikscopeSpansDropped'],
  span_bytes: ['TikscopeSpansDropped'],
  span_exports: ['TikscopeSpanExportStuck'],
  memory_working_set_bytes: ['TikscopeMemoryNearLimit'],
  heap_bytes: ['TikscopeHeapNearLimit'],
  span_export_seconds: ['TikscopeSpanExportFailing', 'TikscopeSpanExportStuck'],
};

/** Every alert of the shipped rules, with its expression. */
function shippedAlerts(): readonly { readonly alert: string; readonly expr: string }[] {
  return readdirSync(import.meta.dirname)
    .filter((name) => name.endsWith('.rules.yml'))
    .map((name) => ruleFile.parse(parse(readFileSync(path.join(import.meta.dirname, name), 'utf8'))))
    .flatMap(({ groups }) => groups.flatMap(({ rules }) => rules))
    .flatMap(({ alert, expr }) => (alert === undefined ? [] : [{ alert, expr }]));
}

const alerts = shippedAlerts();

/** The names of the shipped alerts that tell of a bound. */
export function alertsOnBound(bound: string): readonly string[] {
  const own = alerts.filter(({ expr }) => selectsBound(expr, bound)).map(({ alert }) => alert);
  return [...new Set([...own, ...(ON_OTHER_SERIES[bound] ?? [])])];
}

/** Whether all selectors of the bound families in an expression let the bound through. */
function selectsBound(expr: string, bound: string): boolean {
  const selectors = [...expr.matchAll(/mikrotik_exporter_bound_\w+\{(?<matchers>[^}]*)\}/g)];
  return selectors.length > 0 && selectors.every(({ groups }) => lets(groups?.['matchers'] ?? '', bound));
}

function lets(matchers: string, bound: string): boolean {
  return [...matchers.matchAll(/\bbound(?<operator>=~|!~|!=|=)"(?<value>[^"]*)"/g)].every(({ groups }) => {
    const { operator = '', value = '' } = groups ?? {};
    const matched = operator.includes('~') ? new RegExp(`^(?:${value})$`).test(bound) : value === bound;
    return operator.startsWith('!') ? !matched : matched;
  });
}
