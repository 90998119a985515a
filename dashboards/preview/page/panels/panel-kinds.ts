import { barGauge } from './bar-gauge.tsx';
import type { PanelKind } from './panel-kind.ts';
import { stat } from './stat.tsx';
import { stateTimeline } from './state-timeline.tsx';
import { table } from './table.tsx';
import { timeSeries } from './time-series.tsx';

/** Rows apart, what can be drawn: by the names that panel types have in Grafana's JSON. */
export const panelKinds: Readonly<Record<string, PanelKind | undefined>> = {
  bargauge: barGauge,
  stat,
  'state-timeline': stateTimeline,
  table,
  timeseries: timeSeries,
};
