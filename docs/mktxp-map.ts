import { readFileSync } from 'node:fs';
import { parse } from 'yaml';
import { z } from 'zod';

const MAP_FILE = new URL('mktxp-map.yml', import.meta.url);

const counterpart = z.strictObject({
  /** Ours: whichever of them a device has. */
  metric: z
    .union([z.string(), z.array(z.string()).min(2)])
    .transform((metric) => (typeof metric === 'string' ? [metric] : metric)),
  /** Their label → ours. */
  labels: z.record(z.string(), z.string()).default({}),
  /** Further labels of ours, with the value that is meant. */
  where: z.record(z.string(), z.string()).default({}),
  /** Theirs times this is ours. */
  factor: z.number().default(1),
  /** Their label → pattern: theirs with such a value has no counterpart; the note says why. */
  except: z.record(z.string(), z.string()).default({}),
  /** Theirs is 0 where RouterOS says nothing; ours is absent. */
  zero_if_unknown: z.boolean().default(false),
  /** Why the values are not the same. */
  differs: z.string().optional(),
  note: z.string().optional(),
});

const mapBlock = z.strictObject({
  version: z.string(),
  domains: z.record(
    z.string(),
    z.record(z.string().regex(/^mktxp_/), z.union([counterpart, z.strictObject({ why_not: z.string() })])),
  ),
});

export type Counterpart = z.output<typeof counterpart>;
export type MapEntry = Counterpart | { readonly why_not: string };

/** docs/mktxp-map.yml: what each metric of mktxp is here. */
export function readMap(): z.output<typeof mapBlock> {
  return mapBlock.parse(parse(readFileSync(MAP_FILE, 'utf8'), { merge: true }));
}

/** The entries of all domains, by the name of their metric. */
export function mapEntries(): ReadonlyMap<string, MapEntry> {
  return new Map(Object.values(readMap().domains).flatMap((entries) => Object.entries(entries)));
}
