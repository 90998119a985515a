import { type Builder } from '@grafana/grafana-foundation-sdk/cog';
import { type Panel, type ValueMapping } from '@grafana/grafana-foundation-sdk/dashboard';
import { DataqueryBuilder, PromQueryFormat } from '@grafana/grafana-foundation-sdk/prometheus';
import { mappings, thresholds, type ValueStyle } from './values.ts';

export type PanelBuilder = Builder<Panel>;

/** What every panel has. */
export interface PanelSpec {
  readonly title: string;
  /** What it shows, and what a bad value means. */
  readonly description: string;
  /** Of 24 columns. */
  readonly width: number;
  /** In units of 30 pixels. */
  readonly height: number;
}

export interface Query {
  readonly expr: string;
  /** The name of each series, `{{label}}` standing for a label. */
  readonly legend: string;
}

/** The methods that the builders of all panel types have alike. */
interface CommonBuilder {
  title(title: string): this;
  description(description: string): this;
  span(width: number): this;
  height(height: number): this;
}

interface ValueBuilder extends CommonBuilder {
  unit(unit: string): this;
  decimals(decimals: number): this;
  min(min: number): this;
  max(max: number): this;
  noValue(text: string): this;
  thresholds(config: ReturnType<typeof thresholds>): this;
  mappings(list: ValueMapping[]): this;
}

export function common<B extends CommonBuilder>(builder: B, spec: PanelSpec): B {
  return builder.title(spec.title).description(spec.description).span(spec.width).height(spec.height);
}

export function styled<B extends ValueBuilder>(builder: B, style: ValueStyle): B {
  builder.unit(style.unit).thresholds(thresholds(style)).mappings(mappings(style));
  if (style.decimals !== undefined) builder.decimals(style.decimals);
  if (style.min !== undefined) builder.min(style.min);
  if (style.max !== undefined) builder.max(style.max);
  if (style.none !== undefined) builder.noValue(style.none);
  return builder;
}

/** The values over the time range shown. */
export const overTime = ({ expr, legend }: Query): DataqueryBuilder =>
  new DataqueryBuilder().expr(expr).legendFormat(legend).range();

/** The values at the end of the time range shown. */
export const atTheEnd = ({ expr, legend }: Query): DataqueryBuilder =>
  new DataqueryBuilder().expr(expr).legendFormat(legend).instant();

export const asTable = (expr: string): DataqueryBuilder =>
  new DataqueryBuilder().expr(expr).instant().format(PromQueryFormat.Table);
