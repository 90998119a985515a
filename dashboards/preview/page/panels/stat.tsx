import {
  FieldColorModeId,
  VizOrientation,
  getDisplayValueAlignmentFactors,
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
} from '@grafana/data';
import {
  BigValue,
  BigValueColorMode,
  BigValueGraphMode,
  BigValueJustifyMode,
  BigValueTextMode,
  VizRepeater,
  type VizRepeaterRenderValueProps,
} from '@grafana/ui';
import type { PanelKind } from './panel-kind.ts';
import { displayValues } from './values.ts';

interface StatOptions {
  readonly graphMode: BigValueGraphMode;
  readonly colorMode: BigValueColorMode;
  readonly justifyMode: BigValueJustifyMode;
  readonly textMode: BigValueTextMode;
  readonly orientation: VizOrientation;
  readonly wideLayout: boolean;
  readonly text?: { readonly titleSize?: number; readonly valueSize?: number };
}

const DEFAULTS: StatOptions = {
  graphMode: BigValueGraphMode.Area,
  colorMode: BigValueColorMode.Value,
  justifyMode: BigValueJustifyMode.Auto,
  textMode: BigValueTextMode.Auto,
  orientation: VizOrientation.Auto,
  wideLayout: true,
};

export const stat: PanelKind = {
  defaults: { color: FieldColorModeId.Thresholds },
  draw: (props) => {
    const options = { ...DEFAULTS, ...(props.panel.options as Partial<StatOptions>) };
    const values = displayValues(props, options.graphMode !== BigValueGraphMode.None);
    return (
      <VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>
        getValues={() => values}
        getAlignmentFactors={getDisplayValueAlignmentFactors}
        renderValue={({
          value,
          width,
          height,
          count,
          alignmentFactors,
        }: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>) => (
          <BigValue
            value={value.display}
            count={count}
            sparkline={value.sparkline && { ...value.sparkline, timeRange: props.timeRange }}
            width={width}
            height={height}
            theme={props.theme}
            colorMode={options.colorMode}
            graphMode={options.graphMode}
            justifyMode={options.justifyMode}
            textMode={options.textMode}
            text={options.text}
            disableWideLayout={!options.wideLayout}
            alignmentFactors={alignmentFactors}
          />
        )}
        source={props.frames}
        renderCounter={0}
        width={props.width}
        height={props.height}
        itemSpacing={3}
        orientation={options.orientation}
        autoGrid
      />
    );
  },
};
