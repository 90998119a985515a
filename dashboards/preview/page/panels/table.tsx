import { FieldColorModeId } from '@grafana/data';
import { TableCellHeight } from '@grafana/schema';
import { TableNG } from '@grafana/ui/unstable';
import type { PanelKind } from './panel-kind.ts';

interface TableOptions {
  readonly showHeader: boolean;
  readonly cellHeight: TableCellHeight;
  readonly sortBy: { readonly displayName: string; readonly desc?: boolean }[];
}

const DEFAULTS: TableOptions = { showHeader: true, cellHeight: TableCellHeight.Sm, sortBy: [] };

export const table: PanelKind = {
  defaults: {
    color: FieldColorModeId.Thresholds,
    custom: { align: 'auto', cellOptions: { type: 'auto' }, inspect: false },
  },
  draw: ({ panel, frames, fieldConfig, timeRange, width, height }) => {
    const [frame, ...others] = frames;
    // Grafana shows the first of several frames and a menu for the others, which nobody wants to find.
    if (frame === undefined || others.length > 0) {
      throw new Error(`a table of ${frames.length} frames: join the queries by a transformation`);
    }
    const options = { ...DEFAULTS, ...(panel.options as Partial<TableOptions>) };
    return (
      <TableNG
        data={frame}
        width={width}
        height={height}
        noHeader={!options.showHeader}
        cellHeight={options.cellHeight}
        sortBy={[...options.sortBy]}
        fieldConfig={fieldConfig}
        timeRange={timeRange}
        enableVirtualization={false}
      />
    );
  },
};
