import path from 'node:path';
import { run } from '../../test/stack/run.ts';

const MODULES = path.join(import.meta.dirname, 'node_modules');

/** Icons, which @grafana/ui fetches while it draws. */
export const PUBLIC_FOLDER = path.join(MODULES, '@grafana/ui/dist/public');

/** Builds main.js and main.css of the page into a folder. @throws Error with what esbuild says */
export async function buildPage(folder: string): Promise<void> {
  const { code, output } = await run(path.join(MODULES, '.bin/esbuild'), [
    path.join(import.meta.dirname, 'page/main.tsx'),
    '--bundle',
    '--format=esm',
    '--minify',
    '--define:process.env.NODE_ENV="production"',
    '--loader:.woff2=dataurl',
    // The icons of a code editor that nothing here opens.
    '--loader:.ttf=empty',
    '--log-level=warning',
    `--outdir=${folder}`,
  ]);
  if (code !== 0) throw new Error(`the page could not be built:\n${output}`);
}
