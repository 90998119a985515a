import { stat } from 'node:fs/promises';
import path from 'node:path';
import { installPackages, surroundings } from '../../test/stack/packages.ts';
import { run } from '../../test/stack/run.ts';
import { findChromium } from './chromium.ts';

const MINUTES = 60_000;

/** Either the browser's path, with the packages in place, or why that cannot be and what to do about it. */
export type Tools =
  { readonly chromium: string; readonly missing?: undefined } | { readonly missing: string };

/** Finds what pictures are drawn with; where it is missing and that is possible, installs it and says so. */
export async function ensureTools(log: (line: string) => void): Promise<Tools> {
  const missing = await ensurePackages(log);
  if (missing !== undefined) return { missing };
  const found = await findChromium();
  if (found !== undefined) return { chromium: found };
  const failure = await installPackages(['chromium'], surroundings(log));
  const chromium = await findChromium();
  if (chromium !== undefined) return { chromium };
  const why = failure ?? 'apt-get installed another one';
  return {
    missing: `no Chromium on PATH, and ${why}. On Debian or Ubuntu, as root: apt-get install --no-install-recommends chromium`,
  };
}

/** @returns why the packages of this folder are not there, or undefined */
async function ensurePackages(log: (line: string) => void): Promise<string | undefined> {
  const folder = import.meta.dirname;
  const wanted = await changed(path.join(folder, 'package-lock.json'));
  // npm writes this one at the end of an install.
  if ((await changed(path.join(folder, 'node_modules/.package-lock.json'))) >= wanted) return undefined;
  log('Installing what the dashboards are drawn with (0.5 GB) into dashboards/preview/node_modules …');
  const { code, output } = await run('npm', ['ci'], { cwd: folder, timeout: 10 * MINUTES });
  return code === 0 ? undefined : `npm ci in dashboards/preview failed: ${output.trim().slice(-1000)}`;
}

/** Milliseconds since the epoch; 0 for a file that is not there. */
async function changed(file: string): Promise<number> {
  const found = await stat(file).catch(() => undefined);
  return found?.mtimeMs ?? 0;
}
