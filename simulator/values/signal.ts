import { fraction, mix } from './random.ts';

/**
 * Values that change with time and are still functions of it: counters by a closed-form integral
 * of a rate that is always positive, gauges by sines and noise. Times are ms since the epoch.
 */

export const SECOND = 1000;
export const MINUTE = 60 * SECOND;
export const HOUR = 60 * MINUTE;
export const DAY = 24 * HOUR;

interface Swing {
  readonly period: number;
  /** Share of the mean rate; all shares together stay below 1, so that no rate is ever negative. */
  readonly share: number;
}

const DAILY: Swing = { period: DAY, share: 0.45 };
const SWINGS: readonly Swing[] = [
  DAILY,
  { period: 67 * MINUTE, share: 0.2 },
  { period: 11 * MINUTE, share: 0.15 },
  { period: 73 * SECOND, share: 0.1 },
];
/** The busiest hour, UTC; each flow's own is up to an hour off. */
const EVENING = 19.5 * HOUR;

/** How much has flowed from one time to another at a mean of `perSecond`. Grows with `to`, always. */
export function flowed(key: number, perSecond: number, from: number, to: number): number {
  if (to <= from) return 0;
  let seconds = (to - from) / SECOND;
  for (const [index, swing] of SWINGS.entries()) {
    const radians = (2 * Math.PI) / swing.period;
    const offset = phase(key, swing, index);
    const sines = Math.sin(radians * (to - offset)) - Math.sin(radians * (from - offset));
    seconds += (swing.share * sines) / (radians * SECOND);
  }
  return Math.floor(perSecond * seconds);
}

function phase(key: number, swing: Swing, index: number): number {
  const chance = fraction(key, index);
  return swing === DAILY ? EVENING + (chance * 2 - 1) * HOUR : chance * swing.period;
}

/** A sine in [-1, 1] of the given period, at a phase of the key's own. */
function sine(key: number, period: number, time: number): number {
  return Math.sin(2 * Math.PI * (time / period + fraction(key, 'phase')));
}

/** Noise in [-1, 1] that takes about `step` ms to become something else, without jumps. */
export function noise(key: number, step: number, time: number): number {
  const slot = Math.floor(time / step);
  const within = time / step - slot;
  const smooth = within * within * (3 - 2 * within);
  const before = fraction(key, slot);
  const after = fraction(key, slot + 1);
  return (before + (after - before) * smooth) * 2 - 1;
}

/** A reading that drifts around `base` by at most `span`: warmer by day, restless over minutes. */
export function drifting(key: number, base: number, span: number, time: number): number {
  return base + span * (0.6 * sine(key, DAY, time) + 0.4 * noise(mix(key, 'drift'), 5 * MINUTE, time));
}

/**
 * Per cent of CPU: an hourly sine, noise, and in about one of eight five-minute slots a spike of
 * 20 to 60 seconds.
 */
export function cpuLoad(key: number, base: number, time: number): number {
  const wave = 1 + 0.5 * sine(key, HOUR, time);
  const restless = 3 * noise(mix(key, 'cpu noise'), 20 * SECOND, time);
  return Math.min(100, Math.max(0, Math.round(base * wave + restless + spike(mix(key, 'spikes'), time))));
}

function spike(key: number, time: number): number {
  const slotLength = 5 * MINUTE;
  const slot = Math.floor(time / slotLength);
  const spikeKey = mix(key, slot);
  if (fraction(spikeKey, 'occurs') > 1 / 8) return 0;
  const length = (20 + 40 * fraction(spikeKey, 'length')) * SECOND;
  const start = slot * slotLength + fraction(spikeKey, 'start') * (slotLength - length);
  return time >= start && time < start + length ? 40 + 30 * fraction(spikeKey, 'height') : 0;
}
