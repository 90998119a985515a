import * as units from '@grafana/grafana-foundation-sdk/units';

/** Every unit that a value may have, by what it measures; the values are Grafana's ids. */
export const UNIT = {
  /** A state, which is shown as the text that stands for it. */
  state: units.NoUnit,
  /** Few enough to be told one by one: 1,024. */
  count: units.LocaleFormat,
  /** So many that thousands are enough: 15.3 K. */
  quantity: units.Short,
  ratio: units.PercentUnit,
  seconds: units.Seconds,
  duration: units.DurationSeconds,
  /** Wants milliseconds since the epoch. */
  ago: units.DateTimeFromNow,
  bytes: units.BytesIEC,
  bytesPerSecond: units.BytesPerSecondIEC,
  bitsPerSecond: units.BitsPerSecondSI,
  packetsPerSecond: units.PacketsPerSecond,
  perSecond: units.EventsPerSecond,
  hertz: units.Hertz,
  rpm: units.RevolutionsPerMinute,
  celsius: units.Celsius,
  volts: units.Volt,
  amperes: units.Ampere,
  watts: units.Watt,
  decibelMilliwatts: units.DecibelMilliWatt,
  decibels: units.Decibel,
  partsPerMillion: units.PartsPerMillion,
  meters: units.Meter,
} as const;

export type Unit = (typeof UNIT)[keyof typeof UNIT];
