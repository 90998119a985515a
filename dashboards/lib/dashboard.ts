import {
  AnnotationQueryBuilder,
  DashboardCursorSync,
  RowBuilder,
  type QueryVariableBuilder,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { ClassicDashboardBuilder, type ClassicDashboard } from './classic.ts';
import { finished } from './finish.ts';
import { siblings } from './links.ts';
import { type PanelBuilder } from './panel.ts';
import { TAG } from './uids.ts';
import { DATASOURCE, datasourceVariable } from './variables.ts';

export interface DashboardSpec {
  readonly uid: string;
  readonly title: string;
  readonly description: string;
  /** How much time it shows at first: `6h`. */
  readonly shows: string;
  readonly variables: readonly QueryVariableBuilder[];
  /** Alerts to mark in the time series: a selector of ALERTS. */
  readonly marks: string;
  readonly sections: readonly Section[];
}

/** Panels from left to right and top to bottom; under a heading, if it has one. */
export interface Section {
  readonly title?: string;
  /** Shows only its title until somebody opens it, and asks nothing until then. */
  readonly closed?: boolean;
  readonly panels: readonly PanelBuilder[];
}

export function dashboard(spec: DashboardSpec): ClassicDashboard {
  const builder = new ClassicDashboardBuilder(spec.title)
    .uid(spec.uid)
    .description(spec.description)
    .tags([TAG])
    .readonly()
    .tooltip(DashboardCursorSync.Crosshair)
    .timezone('browser')
    .time({ from: `now-${spec.shows}`, to: 'now' })
    // The pace of the scrapes: sooner there is nothing new.
    .refresh('1m')
    .link(siblings())
    .annotation(firing(spec.marks))
    .variables([datasourceVariable(), ...spec.variables]);
  for (const { title, closed = false, panels } of spec.sections) {
    const row = title === undefined ? undefined : new RowBuilder(title).collapsed(closed);
    if (closed) for (const panel of panels) row?.withPanel(panel);
    if (row !== undefined) builder.withRow(row);
    if (!closed) for (const panel of panels) builder.withPanel(panel);
  }
  return finished(builder.build());
}

function firing(selector: string): AnnotationQueryBuilder {
  return new AnnotationQueryBuilder()
    .name('Firing alerts')
    .datasource(DATASOURCE)
    .enable(true)
    .iconColor('red')
    .expr(`max by (alertname, severity, instance) (${selector})`)
    .titleFormat('{{alertname}}')
    .textFormat('{{severity}} {{instance}}')
    .step('60s');
}
