import {
  BarGaugeDisplayMode,
  BarGaugeNamePlacement,
  VizOrientation,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as BarGaugeBuilder } from '@grafana/grafana-foundation-sdk/bargauge';
import { dataLinks, type Link } from './links.ts';
import { atTheEnd, common, styled, type PanelBuilder, type PanelSpec, type Query } from './panel.ts';
import { type ValueStyle } from './values.ts';

interface BarsSpec extends PanelSpec {
  readonly query: Query;
  readonly style: ValueStyle;
  readonly links?: readonly Link[];
}

/** A ranking: one bar a series, the longest first if the query sorts them so. */
export function barsPanel(spec: BarsSpec): PanelBuilder {
  return (
    styled(common(new BarGaugeBuilder(), spec), { min: 0, ...spec.style })
      .withTarget(atTheEnd(spec.query))
      .dataLinks(dataLinks(spec.links))
      .orientation(VizOrientation.Horizontal)
      .displayMode(BarGaugeDisplayMode.Basic)
      // Few bars would fill the panel with letters of their height.
      .maxVizHeight(30)
      .namePlacement(BarGaugeNamePlacement.Left)
  );
}
