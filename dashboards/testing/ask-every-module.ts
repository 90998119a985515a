import { readdir, readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { parse, stringify } from 'yaml';
import { z } from 'zod';
import { MODULES } from '../../exporter/collectors/modules.ts';

const MODULES_A_SCRAPE = 7;

const entries = z.array(z.looseObject({ name: z.string() }));

/**
 * Has some devices of a simulated fleet's configuration (`folder/devices`) asked every module: `default` by itself, as
 * the others have it, and the rest a few at a time.
 */
export async function askEveryModule(folder: string, devices: readonly string[]): Promise<void> {
  const [first = '', ...rest] = Object.keys(MODULES);
  const scrapes = [{ modules: [first] }];
  for (let index = 0; index < rest.length; index += MODULES_A_SCRAPE) {
    scrapes.push({ modules: rest.slice(index, index + MODULES_A_SCRAPE) });
  }
  for (const name of await readdir(path.join(folder, 'devices'))) {
    const file = path.join(folder, 'devices', name);
    const list = entries.parse(parse(await readFile(file, 'utf8')));
    const asked = list.map((entry) => (devices.includes(entry.name) ? { ...entry, scrapes } : entry));
    await writeFile(file, stringify(asked));
  }
}
