import {
  MappingType,
  ThresholdsConfigBuilder,
  ThresholdsMode,
  type Threshold,
  type ValueMapping,
} from '@grafana/grafana-foundation-sdk/dashboard';
import { UNIT, type Unit } from './units.ts';

/** How a value is shown, wherever it is shown. */
export interface ValueStyle {
  readonly unit: Unit;
  readonly decimals?: number;
  readonly min?: number;
  readonly max?: number;
  /** From which value on it has which colour, ascending; below the first it is green. */
  readonly limits?: readonly { readonly from: number; readonly colour: Colour }[];
  /** Texts of a state's values. */
  readonly states?: Readonly<Record<number, { readonly text: string; readonly colour: Colour }>>;
  /** What stands for "no data". */
  readonly none?: string;
}

export type Colour = 'green' | 'orange' | 'red' | 'text';

export const COUNT: ValueStyle = { unit: UNIT.count, decimals: 0 };
/** Without decimals given: they would leave an axis with nothing between 0 % and 100 %. */
export const RATIO: ValueStyle = { unit: UNIT.ratio, min: 0, max: 1 };
/** The same as a single figure. */
export const PERCENT: ValueStyle = { ...RATIO, decimals: 0 };

/** A count of which each is a fault. */
export const faults = (colour: Colour): ValueStyle => ({ ...COUNT, limits: [{ from: 1, colour }] });

/** A flag; `yes` and `no` say what 1 and 0 mean. */
export const flag = (yes: string, yesColour: Colour, no: string, noColour: Colour): ValueStyle => ({
  unit: UNIT.state,
  states: { 0: { text: no, colour: noColour }, 1: { text: yes, colour: yesColour } },
});

export const UP_OR_DOWN = flag('Up', 'green', 'Down', 'red');

export function thresholds({ limits = [], states }: ValueStyle): ThresholdsConfigBuilder {
  const base: Threshold = { value: null, color: states === undefined ? 'green' : 'text' };
  return new ThresholdsConfigBuilder()
    .mode(ThresholdsMode.Absolute)
    .steps([base, ...limits.map(({ from, colour }) => ({ value: from, color: colour }))]);
}

export function mappings({ states }: ValueStyle): ValueMapping[] {
  if (states === undefined) return [];
  const options = Object.fromEntries(
    Object.entries(states).map(([value, { text, colour }], index) => [value, { text, color: colour, index }]),
  );
  return [{ type: MappingType.ValueToText, options }];
}

/** Colours of the words that a text may be; any other text is orange. */
export function wordMappings(words: Readonly<Record<string, Colour>>): ValueMapping[] {
  const known = Object.entries(words).map(([word, color], index) => [word, { color, index }] as const);
  return [
    { type: MappingType.ValueToText, options: Object.fromEntries(known) },
    {
      type: MappingType.RegexToText,
      options: { pattern: '.+', result: { color: 'orange', index: known.length } },
    },
  ];
}
