import { FieldType, type DataFrame, type Field } from '@grafana/data';
import type { Answer, Series } from '../drawing.ts';

/** The frames that Grafana's Prometheus data source makes of the same answers. */
export function toFrames(answers: readonly Answer[]): DataFrame[] {
  const tables = answers.filter(({ format }) => format === 'table');
  return answers.flatMap((answer) =>
    answer.format === 'table'
      ? [tableFrame(answer, tables.length > 1 ? `Value #${answer.refId}` : 'Value')]
      : answer.series.map((series) => seriesFrame(answer, series)),
  );
}

function seriesFrame(answer: Answer, series: Series): DataFrame {
  const legend = legendOf(answer.legend, series.labels);
  return {
    refId: answer.refId,
    length: series.times.length,
    fields: [
      field('Time', FieldType.time, series.times, { interval: answer.step }),
      {
        ...field('Value', FieldType.number, series.values.map(toNumber), { displayNameFromDS: legend }),
        labels: { ...series.labels },
      },
    ],
  };
}

/** One row a sample, one column a label. */
function tableFrame(answer: Answer, valueName: string): DataFrame {
  const rows = answer.series.flatMap(({ labels, times, values }) =>
    values.map((value, index) => ({ labels, time: times[index], value: toNumber(value) })),
  );
  const names = [...new Set(answer.series.flatMap(({ labels }) => Object.keys(labels)))].toSorted();
  return {
    refId: answer.refId,
    length: rows.length,
    fields: [
      field(
        'Time',
        FieldType.time,
        rows.map(({ time }) => time),
      ),
      ...names.map((name) =>
        field(
          name,
          FieldType.string,
          rows.map(({ labels }) => labels[name] ?? ''),
        ),
      ),
      field(
        valueName,
        FieldType.number,
        rows.map(({ value }) => value),
      ),
    ],
  };
}

function field(
  name: string,
  type: FieldType,
  values: readonly unknown[],
  config: Field['config'] = {},
): Field {
  return { name, type, config, values: [...values] };
}

/** Undefined leaves the name to Grafana, as its legend mode "auto" does. */
function legendOf(legend: string, labels: Series['labels']): string | undefined {
  if (legend === '' || legend === '__auto') return undefined;
  return legend.replace(/\{\{\s*(.+?)\s*\}\}/g, (_, name: string) => labels[name] ?? '');
}

function toNumber(text: string): number {
  if (text === '+Inf') return Infinity;
  return text === '-Inf' ? -Infinity : Number(text);
}
