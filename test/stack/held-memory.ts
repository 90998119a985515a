import path from 'node:path';
import { z } from 'zod';
import { type Child } from './child.ts';

/** For a Child that `answers`: with these flags of node it can be asked for its memory. */
export const GC_REPORT_FLAGS: readonly string[] = [
  '--expose-gc',
  '--import',
  path.join(import.meta.dirname, 'gc-report.js'),
];

/** Bytes. */
export interface HeldMemory {
  /** Heap and external memory after a full garbage collection. */
  readonly held: number;
  readonly resident: number;
}

const memoryUsage = z.object({ heapUsed: z.number(), external: z.number(), rss: z.number() });

/** What a program holds when all garbage is gone. @throws Error if it has ended */
export async function readHeldMemory(child: Child): Promise<HeldMemory> {
  const { heapUsed, external, rss } = memoryUsage.parse(await child.ask('report'));
  return { held: heapUsed + external, resident: rss };
}
