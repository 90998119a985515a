import { type Collector } from '../collectors/contract.ts';
import { type Module } from '../config/config.ts';

/** A collector with the module that a probe takes its limits and filters from. */
export interface PlannedCollector {
  readonly collector: Collector;
  readonly module: Module;
}

/**
 * The collectors of all modules, each once, in the registry's order. One that several modules name
 * follows the first of them.
 */
export function planCollectors(
  modules: readonly Module[],
  registry: readonly Collector[],
): readonly PlannedCollector[] {
  return registry.flatMap((collector) => {
    const module = modules.find(({ collectors }) => collectors.includes(collector.name));
    return module === undefined ? [] : [{ collector, module }];
  });
}
