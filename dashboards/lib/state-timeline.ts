import { VisibilityMode, VizLegendOptionsBuilder } from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as StateTimelineBuilder } from '@grafana/grafana-foundation-sdk/statetimeline';
import { common, overTime, styled, type PanelBuilder, type PanelSpec, type Query } from './panel.ts';
import { type ValueStyle } from './values.ts';

interface StateTimelineSpec extends PanelSpec {
  readonly query: Query;
  readonly style: ValueStyle;
}

/** Which state each series was in, and when. */
export function stateTimelinePanel(spec: StateTimelineSpec): PanelBuilder {
  return styled(common(new StateTimelineBuilder(), spec), spec.style)
    .withTarget(overTime(spec.query))
    .mergeValues(true)
    .showValue(VisibilityMode.Never)
    .rowHeight(0.8)
    .legend(new VizLegendOptionsBuilder().showLegend(false));
}
