import {
  BigValueColorMode,
  BigValueGraphMode,
  BigValueTextMode,
} from '@grafana/grafana-foundation-sdk/common';
import { PanelBuilder as StatBuilder } from '@grafana/grafana-foundation-sdk/stat';
import { atTheEnd, common, styled, type PanelBuilder, type PanelSpec, type Query } from './panel.ts';
import { type Link, dataLinks } from './links.ts';
import { type ValueStyle } from './values.ts';

interface StatSpec extends PanelSpec {
  readonly query: Query;
  readonly style: ValueStyle;
  /** Shows the legend in the place of the value: for a fact that is a label. */
  readonly showsName?: boolean;
  readonly links?: readonly Link[];
}

/** One number, or one word, at the end of the time range. */
export function statPanel(spec: StatSpec): PanelBuilder {
  return styled(common(new StatBuilder(), spec), spec.style)
    .withTarget(atTheEnd(spec.query))
    .dataLinks(dataLinks(spec.links))
    .graphMode(BigValueGraphMode.None)
    .colorMode(BigValueColorMode.Value)
    .textMode(spec.showsName === true ? BigValueTextMode.Name : BigValueTextMode.Value);
}
