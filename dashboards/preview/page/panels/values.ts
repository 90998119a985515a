import { getFieldDisplayValues, type FieldDisplay, type ReduceDataOptions } from '@grafana/data';
import type { PanelProps } from './panel-kind.ts';

/** What the panels that show single values show: one for each field, or for each row, as the panel's reduceOptions say. */
export function displayValues(props: PanelProps, sparkline: boolean): FieldDisplay[] {
  return getFieldDisplayValues({
    data: props.frames,
    fieldConfig: props.fieldConfig,
    reduceOptions: {
      calcs: ['lastNotNull'],
      ...(props.panel.options['reduceOptions'] as Partial<ReduceDataOptions> | undefined),
    },
    replaceVariables: (text) => text,
    sparkline,
    theme: props.theme,
    timeZone: 'utc',
  });
}
