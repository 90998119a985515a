import { readdirSync, readFileSync } from 'node:fs';
import { z } from 'zod';
import { GENERATED } from '../generate.ts';

const link = z.object({ title: z.string(), url: z.string() });
const panel = z.object({
  id: z.number(),
  type: z.string(),
  title: z.string(),
  description: z.string().optional(),
  datasource: z.object({ type: z.string(), uid: z.string() }).optional(),
  gridPos: z.object({ x: z.number(), y: z.number(), w: z.number(), h: z.number() }),
  targets: z
    .array(
      z.object({
        refId: z.string(),
        expr: z.string(),
        legendFormat: z.string().optional(),
        instant: z.boolean().optional(),
        datasource: z.object({ uid: z.string() }),
      }),
    )
    .default([]),
  transformations: z
    .array(
      z.object({
        id: z.string(),
        options: z.object({ renameByName: z.record(z.string(), z.string()).optional() }),
      }),
    )
    .default([]),
  fieldConfig: z
    .object({
      defaults: z.object({
        unit: z.string().optional(),
        links: z.array(link).optional(),
        thresholds: z.object({ steps: z.array(z.object({ value: z.number().nullable() })) }).optional(),
      }),
      overrides: z.array(
        z.object({
          matcher: z.object({ options: z.string() }),
          properties: z.array(z.object({ id: z.string(), value: z.unknown() })),
        }),
      ),
    })
    .optional(),
});
const dashboard = z.object({
  uid: z.string(),
  title: z.string(),
  description: z.string(),
  editable: z.boolean(),
  tags: z.array(z.string()),
  links: z.array(
    z.object({
      type: z.string(),
      tags: z.array(z.string()),
      includeVars: z.boolean(),
      keepTime: z.boolean(),
      placement: z.never().optional(),
    }),
  ),
  templating: z.object({
    list: z.array(
      z.object({
        name: z.string(),
        type: z.string(),
        label: z.string(),
        query: z.string(),
        refresh: z.number().optional(),
        datasource: z.object({ uid: z.string() }).optional(),
      }),
    ),
  }),
  annotations: z.object({ list: z.array(z.object({ name: z.string(), expr: z.string() })) }),
  // Those of a closed section stand inside its row, where they will be once it is open.
  panels: z
    .array(panel.extend({ panels: z.array(panel).default([]) }))
    .transform((list) => list.flatMap(({ panels: inside, ...one }): (typeof one)[] => [one, ...inside])),
});

export type Dashboard = z.infer<typeof dashboard>;
export type Panel = Dashboard['panels'][number];

/** The generated dashboards, as Grafana reads them. */
export const dashboards: readonly Dashboard[] = readdirSync(GENERATED)
  .filter((name) => name.endsWith('.json'))
  .map((name) => dashboard.parse(JSON.parse(readFileSync(new URL(name, GENERATED), 'utf8'))));

/** A PromQL expression of a dashboard, and where it is. */
export interface DashboardQuery {
  readonly dashboard: string;
  /** The title of the panel, the name of the variable or of the annotation. */
  readonly where: string;
  readonly expr: string;
  /** Labels that each result must have, for the legend or the columns need them. */
  readonly labels: readonly string[];
}

/** Every expression: of panels, variables and annotations. */
export function queriesOf({ uid, panels, templating, annotations }: Dashboard): readonly DashboardQuery[] {
  return [
    ...panels.flatMap((panel) =>
      panel.targets.map(({ expr, legendFormat = '' }) => ({
        dashboard: uid,
        where: panel.title,
        expr,
        labels: [...legendFormat.matchAll(/\{\{(\w+)\}\}/g)].map(([, label = '']) => label),
      })),
    ),
    ...templating.list.flatMap(({ name, query }) => {
      const [, selector = '', label = ''] = /^label_values\((.+), (\w+)\)$/.exec(query) ?? [];
      return selector === '' ? [] : [{ dashboard: uid, where: `$${name}`, expr: selector, labels: [label] }];
    }),
    ...annotations.list.map(({ name, expr }) => ({ dashboard: uid, where: name, expr, labels: [] })),
  ];
}

/** The expression as Grafana would send it, all of everything chosen but one device. */
export function substituted(expr: string, instance: string): string {
  return expr
    .replaceAll('$__rate_interval', '1m')
    .replaceAll('$__range', '5m')
    .replaceAll('$instance', instance)
    .replaceAll(/\$(tenant|site|interface)/g, '.*');
}

/** The labels that a table shows as columns. */
export function labelColumnsOf({ transformations }: Panel): readonly string[] {
  return transformations
    .flatMap(({ options }) => Object.keys(options.renameByName ?? {}))
    .filter((field) => !field.startsWith('Value'));
}
