import { FieldColorModeId } from '@grafana/data';
import {
  AxisPlacement,
  GraphDrawStyle,
  GraphGradientMode,
  GraphThresholdsStyleMode,
  LegendDisplayMode,
  LineInterpolation,
  StackingMode,
  VisibilityMode,
  type VizLegendOptions,
} from '@grafana/schema';
import { TimeSeries } from '@grafana/ui';
import type { PanelKind } from './panel-kind.ts';

const DEFAULT_LEGEND: VizLegendOptions = {
  calcs: [],
  displayMode: LegendDisplayMode.List,
  placement: 'bottom',
  showLegend: true,
};

export const timeSeries: PanelKind = {
  defaults: {
    color: FieldColorModeId.PaletteClassic,
    custom: {
      axisPlacement: AxisPlacement.Auto,
      drawStyle: GraphDrawStyle.Line,
      fillOpacity: 0,
      gradientMode: GraphGradientMode.None,
      hideFrom: { legend: false, tooltip: false, viz: false },
      lineInterpolation: LineInterpolation.Linear,
      lineWidth: 1,
      pointSize: 5,
      showPoints: VisibilityMode.Auto,
      spanNulls: false,
      stacking: { mode: StackingMode.None, group: 'A' },
      thresholdsStyle: { mode: GraphThresholdsStyleMode.Off },
    },
  },
  draw: ({ panel, frames, timeRange, width, height }) => (
    <TimeSeries
      frames={frames}
      width={width}
      height={height}
      timeRange={timeRange}
      timeZone="utc"
      legend={{ ...DEFAULT_LEGEND, ...(panel.options['legend'] as Partial<VizLegendOptions> | undefined) }}
    />
  ),
};
