import { crc32 } from 'node:zlib';
import { type Panel, type RowPanel } from '@grafana/grafana-foundation-sdk/dashboard';
import { type ClassicDashboard } from './classic.ts';
import { refId } from './table.ts';
import { DATASOURCE } from './variables.ts';

/** Puts right what the SDK leaves open or adds unasked, in one pass over what it has built. */
export function finished(dashboard: ClassicDashboard): ClassicDashboard {
  let section = '';
  for (const panel of dashboard.panels ?? []) {
    if (isRow(panel)) {
      section = panel.title ?? '';
      panel.id = idOf(section);
      for (const inside of panel.panels) finishPanel(inside, section);
    } else {
      finishPanel(panel, section);
    }
  }
  for (const variable of dashboard.templating.list ?? []) {
    delete variable.auto;
    delete variable.auto_min;
    delete variable.auto_count;
  }
  // The SDK knows only one place for these, a menu in which nobody finds them; without it they are on the page.
  for (const link of dashboard.links ?? []) delete link.placement;
  for (const annotation of dashboard.annotations.list ?? []) delete annotation.placement;
  return dashboard;
}

/** By its title, so that a link to a panel outlives a panel that is put in before it. */
const idOf = (title: string): number => crc32(title) % 1_000_000;

function finishPanel(panel: Panel, section: string): void {
  panel.id = idOf(`${section}/${panel.title ?? ''}`);
  panel.datasource = DATASOURCE;
  panel.targets?.forEach((target, index) =>
    Object.assign(target, { refId: refId(index), datasource: DATASOURCE }),
  );
  if (panel.repeat === undefined) delete panel.repeatDirection;
  const options = panel.options as { reduceOptions?: { calcs: string[]; values?: boolean } } | undefined;
  if (options?.reduceOptions?.calcs.length === 0) {
    options.reduceOptions = { values: false, calcs: ['lastNotNull'] };
  }
  for (const link of panel.fieldConfig?.defaults.links ?? []) delete link.placement;
}

const isRow = (panel: Panel | RowPanel): panel is RowPanel => panel.type === 'row';
