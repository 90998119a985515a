import { type Registry } from 'prom-client';
import { familyHeader, trailer, type Format } from '../exposition/format.ts';
import { labels } from '../exposition/labels.ts';
import { sampleLine } from '../exposition/sample-buffer.ts';

/** A family as prom-client's getMetricsAsJSON gives it; its own type leaves out `metricName`. */
interface OwnFamily {
  readonly name: string;
  readonly help: string;
  readonly type: string;
  readonly values: readonly {
    readonly value: number;
    readonly labels: Readonly<Partial<Record<string, string | number>>>;
    readonly metricName?: string;
    readonly exemplar?: Exemplar | null;
  }[];
}

interface Exemplar {
  readonly labelSet: Readonly<Partial<Record<string, string | number>>>;
  readonly value: number;
  /** Seconds since the epoch. */
  readonly timestamp: number;
}

/**
 * The exporter's own metrics in either format. prom-client fixes one content type per registry
 * and lets the formats corrupt each other, so it holds the numbers and we write them.
 */
export async function renderOwnMetrics(registry: Registry, format: Format): Promise<string> {
  const families = (await registry.getMetricsAsJSON()) as unknown as readonly OwnFamily[];
  let text = '';
  for (const family of families) {
    if (family.values.length === 0) continue;
    text += familyHeader(typed(family, format), format);
    for (const sample of family.values) {
      const line = sampleLine(
        sample.metricName ?? family.name,
        labels(textLabels(sample.labels)).text,
        sample.value,
      );
      text += format === 'openmetrics' && sample.exemplar ? withExemplar(line, sample.exemplar) : line;
    }
  }
  return text + trailer(format);
}

/** OpenMetrics wants `_total` on every counter; one of prom-client's without it is of unknown type there. */
function typed(family: OwnFamily, format: Format): { name: string; help: string; type: string } {
  const { name, help, type } = family;
  const misnamed = format === 'openmetrics' && type === 'counter' && !name.endsWith('_total');
  return { name, help, type: misnamed ? 'unknown' : type };
}

/** Text 0.0.4 has no exemplars. */
function withExemplar(line: string, { labelSet, value, timestamp }: Exemplar): string {
  return `${line.trimEnd()} # {${labels(textLabels(labelSet)).text}} ${value} ${timestamp}\n`;
}

function textLabels(values: OwnFamily['values'][number]['labels']): Record<string, string> {
  const texts: Record<string, string> = {};
  for (const [name, value] of Object.entries(values)) texts[name] = String(value);
  return texts;
}
