import {
  GraphThresholdsStyleConfigBuilder,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LegendPlacement,
  SortOrder,
  TooltipDisplayMode,
  VisibilityMode,
  VizLegendOptionsBuilder,
  VizTooltipOptionsBuilder,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as TimeSeriesBuilder } from '@grafana/grafana-foundation-sdk/timeseries';
import { common, overTime, styled, type PanelBuilder, type PanelSpec, type Query } from './panel.ts';
import { UNIT } from './units.ts';
import { RATIO, type ValueStyle } from './values.ts';

interface SeriesSpec extends PanelSpec {
  readonly queries: readonly Query[];
}

/** Lines over the time range; a style's limits are drawn as dashed lines. */
export function timeSeriesPanel({
  style,
  ...spec
}: SeriesSpec & { readonly style: ValueStyle }): PanelBuilder {
  const limits = style.limits === undefined ? GraphThresholdsStyleMode.Off : GraphThresholdsStyleMode.Dashed;
  return styled(common(new TimeSeriesBuilder(), spec), style)
    .targets(spec.queries.map(overTime))
    .lineWidth(1)
    .showPoints(VisibilityMode.Never)
    .thresholdsStyle(new GraphThresholdsStyleConfigBuilder().mode(limits))
    .legend(
      new VizLegendOptionsBuilder()
        .displayMode(LegendDisplayMode.List)
        .placement(LegendPlacement.Bottom)
        .showLegend(true),
    )
    .tooltip(new VizTooltipOptionsBuilder().mode(TooltipDisplayMode.Multi).sort(SortOrder.Descending));
}

/** Bits per second; the queries yield bytes per second. */
export const trafficPanel = (spec: SeriesSpec): PanelBuilder =>
  timeSeriesPanel({
    ...spec,
    queries: spec.queries.map(({ expr, legend }) => ({ expr: `8 * (${expr})`, legend })),
    style: { unit: UNIT.bitsPerSecond, min: 0 },
  });

/** Shares of a whole, 0 to 1; from `limit` on a fault. */
export const ratioPanel = ({ limit, ...spec }: SeriesSpec & { readonly limit?: number }): PanelBuilder =>
  timeSeriesPanel({
    ...spec,
    style: limit === undefined ? RATIO : { ...RATIO, limits: [{ from: limit, colour: 'orange' }] },
  });

/** Packets per second. */
export const packetPanel = (spec: SeriesSpec): PanelBuilder =>
  timeSeriesPanel({ ...spec, style: { unit: UNIT.packetsPerSecond, min: 0 } });

/** Events per second, however rare. */
export const eventPanel = (spec: SeriesSpec): PanelBuilder =>
  timeSeriesPanel({ ...spec, style: { unit: UNIT.perSecond, min: 0 } });
