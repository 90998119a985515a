import { readFile, readdir } from 'node:fs/promises';
import path from 'node:path';
import { z } from 'zod';

const gridPos = z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() });

const target = z.object({
  refId: z.string(),
  expr: z.string(),
  legendFormat: z.string().default(''),
  instant: z.boolean().default(false),
  format: z.enum(['time_series', 'table']).default('time_series'),
  hide: z.boolean().default(false),
});

const panel = z.object({
  type: z.string(),
  title: z.string().default(''),
  description: z.string().default(''),
  gridPos,
  transparent: z.boolean().default(false),
  options: z.record(z.string(), z.unknown()).default({}),
  fieldConfig: z.record(z.string(), z.unknown()).default({}),
  transformations: z.array(z.unknown()).default([]),
  targets: z.array(target).default([]),
  // Not drawn as Grafana would; none of our dashboards has it.
  repeat: z.never().optional(),
});

const variable = z.discriminatedUnion('type', [
  z.object({ type: z.literal('datasource'), name: z.string(), label: z.string() }),
  z.object({
    type: z.literal('query'),
    name: z.string(),
    label: z.string(),
    query: z.string(),
    includeAll: z.boolean(),
    allValue: z.string().default('.*'),
  }),
]);

const dashboard = z.object({
  uid: z.string(),
  title: z.string(),
  templating: z.object({ list: z.array(variable) }),
  panels: z.array(panel.extend({ panels: z.array(panel).default([]) })),
});

export type Target = z.output<typeof target>;
export type Panel = z.output<typeof panel>;
export type Variable = z.output<typeof variable>;
export type QueryVariable = Extract<Variable, { type: 'query' }>;

/** As much of a dashboard's JSON as is drawn. */
export interface Dashboard {
  /** The name of its file, without the extension. */
  readonly name: string;
  readonly uid: string;
  readonly title: string;
  readonly variables: readonly Variable[];
  readonly panels: readonly Panel[];
}

/** Reads every dashboard of a folder. @throws Error naming the file and the key that is not as expected */
export async function readDashboards(folder: string): Promise<readonly Dashboard[]> {
  const files = (await readdir(folder)).filter((file) => file.endsWith('.json')).toSorted();
  return Promise.all(
    files.map(async (file) => {
      const text = await readFile(path.join(folder, file), 'utf8');
      return parseDashboard(path.basename(file, '.json'), JSON.parse(text));
    }),
  );
}

export function parseDashboard(name: string, json: unknown): Dashboard {
  const parsed = dashboard.safeParse(json);
  if (!parsed.success) throw new Error(`dashboard ${name}: ${z.prettifyError(parsed.error)}`);
  const { uid, title, templating, panels } = parsed.data;
  // A closed row holds its panels where they will be once it is open, and open they are drawn.
  const opened = panels.flatMap(({ panels: inside, ...one }): readonly Panel[] => [one, ...inside]);
  return { name, uid, title, variables: templating.list, panels: opened };
}
