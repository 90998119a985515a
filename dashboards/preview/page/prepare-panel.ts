import type { DataFrame, FieldConfigSource, GrafanaTheme2 } from '@grafana/data';
import type { DrawnPanel, Notice, PanelModel } from '../drawing.ts';
import { fieldConfigOf, prepareFrames } from './fields.ts';
import { toFrames } from './frames.ts';
import { panelKinds } from './panels/panel-kinds.ts';
import type { PanelKind } from './panels/panel-kind.ts';

/** A panel with all that is asynchronous behind it: ready to be drawn, or a notice in its place. */
export interface PreparedPanel {
  readonly panel: PanelModel;
  readonly notice?: Notice;
  readonly content?: Content;
}

export interface Content {
  readonly kind: PanelKind;
  readonly frames: DataFrame[];
  readonly fieldConfig: FieldConfigSource;
}

export async function preparePanel(drawn: DrawnPanel, theme: GrafanaTheme2): Promise<PreparedPanel> {
  const { panel, answers, instead } = drawn;
  if (instead !== undefined) return { panel, notice: instead };
  if (panel.type === 'row') return { panel };
  const kind = panelKinds[panel.type];
  if (kind === undefined) return { panel, notice: problem(`panels of type ${panel.type} cannot be drawn`) };
  try {
    const frames = await prepareFrames(toFrames(answers), panel, kind.defaults, theme);
    return { panel, content: { kind, frames, fieldConfig: fieldConfigOf(panel, kind.defaults) } };
  } catch (error) {
    return { panel, notice: problem(error instanceof Error ? error.message : String(error)) };
  }
}

function problem(text: string): Notice {
  return { kind: 'problem', text };
}
