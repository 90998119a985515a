import type { DataFrame, FieldConfigSource, GrafanaTheme2, TimeRange } from '@grafana/data';
import type { ReactElement } from 'react';
import type { PanelModel } from '../../drawing.ts';
import type { FieldDefaults } from '../fields.ts';

/** A panel's data and the room that there is for it, in pixels. */
export interface PanelProps {
  readonly panel: PanelModel;
  readonly frames: DataFrame[];
  readonly fieldConfig: FieldConfigSource;
  readonly timeRange: TimeRange;
  readonly width: number;
  readonly height: number;
  readonly theme: GrafanaTheme2;
}

/** How one type of panel is drawn. */
export interface PanelKind {
  readonly defaults: FieldDefaults;
  readonly draw: (props: PanelProps) => ReactElement;
}
