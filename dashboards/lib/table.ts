import { TableCellDisplayMode, TableSortByFieldStateBuilder } from '@grafana/grafana-foundation-sdk/common';
import { type DynamicConfigValue } from '@grafana/grafana-foundation-sdk/dashboard';
import { PanelBuilder as TableBuilder } from '@grafana/grafana-foundation-sdk/table';
import { columnLinks, type Link } from './links.ts';
import { asTable, common, type PanelBuilder, type PanelSpec } from './panel.ts';
import { mappings, thresholds, wordMappings, type Colour, type ValueStyle } from './values.ts';

interface TableSpec extends PanelSpec {
  readonly rows: Rows;
  readonly columns: readonly Column[];
  readonly sortBy?: { readonly column: string; readonly descending?: boolean };
}

/** Which rows there are: one a result of `pick`, which is capped by topk or bottomk. */
export interface Rows {
  /** The labels that tell the rows apart, and join the columns to them. */
  readonly by: readonly string[];
  readonly pick: string;
}

interface ColumnBase {
  readonly title: string;
  readonly link?: Link;
  /** In pixels. */
  readonly width?: number;
}

/** A label: of the rows themselves, or of the series that `of` yields. */
interface LabelColumn extends ColumnBase {
  readonly label: string;
  readonly of?: string;
  /** The colours of the label's values, for a state; any other value is orange. */
  readonly words?: Readonly<Record<string, Colour>>;
}

/** A value: of the rows themselves, or the greatest that `expr` yields for the row. */
interface ValueColumn extends ColumnBase {
  readonly value: 'picked' | { readonly expr: string };
  readonly style: ValueStyle;
}

export type Column = LabelColumn | ValueColumn;

/** One row a thing, with values and labels from as many queries as it takes. */
export function tablePanel(spec: TableSpec): PanelBuilder {
  const queries = queriesOf(spec);
  const fields = spec.columns.map((column) => fieldOf(column, queries));
  const shown = new Set(fields);
  const hidden = ['Time', 'Value', ...queries.map(({ field }) => field), ...spec.rows.by].filter(
    (field) => !shown.has(field),
  );
  const builder = common(new TableBuilder(), spec)
    .targets(queries.map(({ expr }) => asTable(expr)))
    .withTransformation({ id: 'merge', options: {} })
    .withTransformation({
      id: 'organize',
      options: {
        excludeByName: Object.fromEntries(hidden.map((field) => [field, true])),
        indexByName: Object.fromEntries(fields.map((field, index) => [field, index])),
        renameByName: Object.fromEntries(fields.map((field, index) => [field, spec.columns[index]?.title])),
      },
    });
  for (const column of spec.columns) builder.overrideByName(column.title, properties(column));
  if (spec.sortBy !== undefined) {
    const { column, descending = false } = spec.sortBy;
    builder.sortBy([new TableSortByFieldStateBuilder().displayName(column).desc(descending)]);
  }
  return builder;
}

interface TableQuery {
  readonly expr: string;
  /** What the columns say they are of; undefined: the rows themselves. */
  readonly source: string | undefined;
  /** The name that Grafana gives to the query's values. */
  readonly field: string;
}

function queriesOf({ rows, columns }: TableSpec): readonly TableQuery[] {
  const row = rows.by.join(', ');
  const joined = (labels: string, expr: string): string =>
    `max by (${labels}) (${expr}) and on (${row}) ${rows.pick}`;
  const queries: Omit<TableQuery, 'field'>[] = [{ expr: rows.pick, source: undefined }];
  const facts = columns.filter((column) => 'label' in column && column.of !== undefined) as LabelColumn[];
  for (const [of, members] of Map.groupBy(facts, (column) => column.of ?? '')) {
    const labels = [row, ...members.map(({ label }) => label)].join(', ');
    queries.push({ expr: joined(labels, of), source: of });
  }
  for (const column of columns) {
    if ('value' in column && column.value !== 'picked') {
      queries.push({ expr: joined(row, column.value.expr), source: column.value.expr });
    }
  }
  // Grafana tells the values apart by refId, and only if there are several queries.
  return queries.map((query, index) => ({
    ...query,
    field: queries.length === 1 ? 'Value' : `Value #${refId(index)}`,
  }));
}

/** A, B, … of the query with this index. */
export const refId = (index: number): string => String.fromCharCode('A'.charCodeAt(0) + index);

function fieldOf(column: Column, queries: readonly TableQuery[]): string {
  if ('label' in column) return column.label;
  const wanted = column.value === 'picked' ? undefined : column.value.expr;
  const query = queries.find(({ source }) => source === wanted);
  if (query === undefined) throw new Error(`column ${column.title} has no query`);
  return query.field;
}

const COLOURED_TEXT = { id: 'custom.cellOptions', value: { type: TableCellDisplayMode.ColorText } };

function properties(column: Column): DynamicConfigValue[] {
  const list: DynamicConfigValue[] = [];
  if (column.width !== undefined) list.push({ id: 'custom.width', value: column.width });
  if (column.link !== undefined) list.push({ id: 'links', value: columnLinks(column.link) });
  if ('label' in column) {
    if (column.words !== undefined) {
      list.push({ id: 'mappings', value: wordMappings(column.words) }, COLOURED_TEXT);
    }
    return list;
  }
  const { style } = column;
  list.push({ id: 'unit', value: style.unit });
  if (style.decimals !== undefined) list.push({ id: 'decimals', value: style.decimals });
  if (style.min !== undefined) list.push({ id: 'min', value: style.min });
  if (style.max !== undefined) list.push({ id: 'max', value: style.max });
  if (style.states !== undefined) list.push({ id: 'mappings', value: mappings(style) });
  if (style.states !== undefined || style.limits !== undefined) {
    list.push({ id: 'thresholds', value: thresholds(style).build() });
    list.push(COLOURED_TEXT);
  }
  return list;
}
