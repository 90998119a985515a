import {
  FieldColorModeId,
  VizOrientation,
  getDisplayValueAlignmentFactors,
  type DisplayValueAlignmentFactors,
  type FieldDisplay,
} from '@grafana/data';
import { BarGauge, BarGaugeDisplayMode, VizRepeater, type VizRepeaterRenderValueProps } from '@grafana/ui';
import { type BarGaugeNamePlacement, BarGaugeValueMode } from '@grafana/schema';
import type { PanelKind } from './panel-kind.ts';
import { displayValues } from './values.ts';

interface BarGaugeOptions {
  readonly displayMode: BarGaugeDisplayMode;
  readonly orientation: VizOrientation;
  readonly showUnfilled: boolean;
  readonly valueMode: BarGaugeValueMode;
  readonly namePlacement?: BarGaugeNamePlacement;
  readonly minVizWidth: number;
  readonly minVizHeight: number;
  readonly maxVizHeight: number;
  readonly text?: { readonly titleSize?: number; readonly valueSize?: number };
}

const DEFAULTS: BarGaugeOptions = {
  displayMode: BarGaugeDisplayMode.Gradient,
  orientation: VizOrientation.Auto,
  showUnfilled: true,
  valueMode: BarGaugeValueMode.Color,
  minVizWidth: 8,
  minVizHeight: 16,
  maxVizHeight: 300,
};

export const barGauge: PanelKind = {
  defaults: { color: FieldColorModeId.Thresholds },
  draw: (props) => {
    const options = { ...DEFAULTS, ...(props.panel.options as Partial<BarGaugeOptions>) };
    const values = displayValues(props, false);
    return (
      <VizRepeater<FieldDisplay, DisplayValueAlignmentFactors>
        getValues={() => values}
        getAlignmentFactors={getDisplayValueAlignmentFactors}
        renderValue={({
          value,
          width,
          height,
          orientation,
          alignmentFactors,
        }: VizRepeaterRenderValueProps<FieldDisplay, DisplayValueAlignmentFactors>) => (
          <BarGauge
            value={value.display}
            field={value.field}
            display={value.view?.getFieldDisplayProcessor(value.colIndex ?? 0)}
            width={width}
            height={height}
            theme={props.theme}
            orientation={orientation}
            displayMode={options.displayMode}
            showUnfilled={options.showUnfilled}
            valueDisplayMode={options.valueMode}
            namePlacement={options.namePlacement}
            text={options.text}
            itemSpacing={options.displayMode === BarGaugeDisplayMode.Lcd ? 2 : 10}
            alignmentFactors={alignmentFactors}
          />
        )}
        source={props.frames}
        renderCounter={0}
        width={props.width}
        height={props.height}
        minVizWidth={options.minVizWidth}
        minVizHeight={options.minVizHeight}
        maxVizHeight={options.maxVizHeight}
        itemSpacing={10}
        orientation={options.orientation}
      />
    );
  },
};
