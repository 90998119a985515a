import { of } from '../device/selectors.ts';
import { type Query } from '../lib/panel.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT, flag, type ValueStyle } from '../lib/values.ts';

/** The end of a description: a device that is not asked these modules leaves the panel empty. */
export const needs = (...modules: readonly string[]): string =>
  `Needs the module${modules.length > 1 ? 's' : ''} ${modules.map((name) => `\`${name}\``).join(' or ')}.`;

/** The series of whichever of these families the device has, for things of which there are several generations. */
export const ofAny = (...metrics: readonly string[]): string => `(${metrics.map(of).join(' or ')})`;

export const rateOf = (metric: string): string => `rate(${of(metric)}[$__rate_interval])`;

export const bitsOf = (metric: string): string => `8 * ${rateOf(metric)}`;

export const rateOfAny = (...metrics: readonly string[]): string => `(${metrics.map(rateOf).join(' or ')})`;

/** How often it happened in the time range shown. */
export const countOf = (metric: string): string => `increase(${of(metric)}[$__range])`;

/** The one series of a state family that says what is. */
export const present = (metric: string): string => `${of(metric)} == 1`;

/** One series for each combination of the labels, `legend` being made of them. */
export const per = (labels: string, expr: string, legend: string): Query => ({
  expr: `max by (${labels}) (${expr})`,
  legend,
});

export const YES_IS_GOOD = flag('yes', 'green', 'no', 'orange');
export const YES_OR_NO = flag('yes', 'text', 'no', 'text');
export const BITS: ValueStyle = { unit: UNIT.bitsPerSecond };
export const BYTES: ValueStyle = { unit: UNIT.bytes };
export const TIME: ValueStyle = { unit: UNIT.seconds, decimals: 1 };
/** Of milliseconds since the epoch. */
export const AGO: ValueStyle = { unit: UNIT.ago };
export const SIGNAL: ValueStyle = { unit: UNIT.decibelMilliwatts, decimals: 0 };
export const EVENTS: ValueStyle = { unit: UNIT.perSecond, decimals: 1 };
/** Of what should not happen at all. */
export const FAULTS: ValueStyle = { ...COUNT, limits: [{ from: 1, colour: 'orange' }] };
