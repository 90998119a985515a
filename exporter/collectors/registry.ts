import { type Family } from '../exposition/family.ts';
import { type Collector } from './contract.ts';
import { ethernetCollector } from './ethernet.ts';
import { healthCollector } from './health.ts';
import { interfaceCollector } from './interface.ts';
import { systemCollector } from './system.ts';

/**
 * All collectors in the order in which they ask. `system` is the first: its `/system/resource` must reach the
 * device before the commands whose load it would measure.
 */
export const COLLECTORS: readonly Collector[] = [
  systemCollector,
  healthCollector,
  interfaceCollector,
  ethernetCollector,
];

export interface RegisteredFamily {
  readonly family: Family;
  readonly collector: Collector;
}

/** The families of some collectors by name. @throws Error if two have one name */
export function joinFamilies(collectors: readonly Collector[]): ReadonlyMap<string, RegisteredFamily> {
  const joined = new Map<string, RegisteredFamily>();
  for (const collector of collectors) {
    for (const family of Object.values(collector.families)) {
      const other = joined.get(family.name);
      if (other !== undefined) {
        throw new Error(`${family.name} is a family of both ${other.collector.name} and ${collector.name}`);
      }
      joined.set(family.name, { family, collector });
    }
  }
  return joined;
}

/** Every family that a device can yield, by name: what docs, lint, dashboards, alerts and tests read. */
export const FAMILIES = joinFamilies(COLLECTORS);
