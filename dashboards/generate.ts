import { readdirSync, rmSync, writeFileSync } from 'node:fs';
import { format, resolveConfig } from 'prettier';
import { DASHBOARDS } from './dashboards.ts';
import { type ClassicDashboard } from './lib/classic.ts';

export const GENERATED = new URL('generated/', import.meta.url);

/** The files of `generated/` by name, as Grafana takes them. */
export async function generatedFiles(): Promise<ReadonlyMap<string, string>> {
  const files = [...DASHBOARDS].map(
    async ([name, dashboard]) => [`${name}.json`, await json(dashboard)] as const,
  );
  return new Map(await Promise.all(files));
}

async function json(dashboard: ClassicDashboard): Promise<string> {
  const config = await resolveConfig(import.meta.filename);
  return format(JSON.stringify(dashboard, null, 2), { ...config, parser: 'json' });
}

if (import.meta.main) {
  for (const name of readdirSync(GENERATED)) rmSync(new URL(name, GENERATED));
  for (const [name, text] of await generatedFiles()) writeFileSync(new URL(name, GENERATED), text);
}
