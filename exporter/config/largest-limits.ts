import { type Limits, type Module } from './config.ts';

/** Of each limit the largest that any of the modules has; 0 if there are none. */
export function largestLimits(modules: Iterable<Module>): Limits {
  const all = Array.from(modules, ({ limits }) => limits);
  const largest = (limit: keyof Limits): number => Math.max(0, ...all.map((limits) => limits[limit]));
  return {
    rows: largest('rows'),
    bytes: largest('bytes'),
    samples: largest('samples'),
    expositionBytes: largest('expositionBytes'),
  };
}
