import { glob } from 'node:fs/promises';
import { basename, dirname, isAbsolute, join } from 'node:path';
import { type Config } from './config.ts';
import { type Inventory } from './inventory.ts';
import { parseMain, type ParseOptions } from './main-file.ts';
import { ConfigError } from './problem.ts';
import { causeOf, readBounded } from './read-file.ts';
import { verifyFiles } from './verify.ts';

/** Parsing takes about 0.9 s and 150 MiB for each MiB of YAML. */
const MAX_FILE_BYTES = 4 * 1024 * 1024;
const MAX_DEVICE_FILES = 500;

/**
 * Loads the configuration. A fault of a file of devices, of a password or of a certificate stays with its devices
 * (`Config.problems`, `DeviceConfig.fault`).
 * @throws ConfigError if the main file has a fault
 */
export async function loadConfig(path: string, options: ParseOptions): Promise<Config> {
  const { bytes, worldReadable } = await readBounded(path, MAX_FILE_BYTES).catch((thrown: unknown) => {
    const message = `cannot be read: ${causeOf(thrown)} (--config.file names another)`;
    throw new ConfigError([{ file: path, message }]);
  });
  const { auths, modules, allow, tracing, deviceFiles, inventory } = parseMain(
    path,
    bytes.toString(),
    options,
  );
  const warnings: string[] = [];
  if (worldReadable && [...auths.values()].some(({ secret }) => secret.kind === 'literal')) {
    warnings.push(`${path} holds a password and every user of this machine can read it; chmod 640 it`);
  }
  for (const file of await findDeviceFiles(path, deviceFiles, warnings)) await addDeviceFile(inventory, file);
  inventory.keepFormer();
  const { devices, problems } = inventory;
  return await verifyFiles({ auths, modules, devices, allow, tracing, problems, warnings });
}

async function addDeviceFile(inventory: Inventory, file: string): Promise<void> {
  try {
    inventory.addFile(file, (await readBounded(file, MAX_FILE_BYTES)).bytes.toString());
  } catch (thrown) {
    inventory.addUnreadable(file, [{ file, message: `cannot be read: ${causeOf(thrown)}` }]);
  }
}

/** The files that the patterns name, sorted, each once. @throws ConfigError if they are too many */
async function findDeviceFiles(
  main: string,
  patterns: readonly string[],
  warnings: string[],
): Promise<string[]> {
  const directory = dirname(main);
  const found = new Set<string>();
  for (const pattern of patterns) {
    let matches = 0;
    for await (const match of /[*?[{]/.test(pattern) ? visibleMatches(pattern, directory) : [pattern]) {
      matches += 1;
      found.add(isAbsolute(match) ? match : join(directory, match));
      if (found.size > MAX_DEVICE_FILES) {
        throw new ConfigError([{ file: main, message: `device_files: more than ${MAX_DEVICE_FILES} files` }]);
      }
    }
    if (matches === 0) warnings.push(`device_files: no file matches ${pattern}`);
  }
  return [...found].sort();
}

/** Editors keep their backups and locks in hidden files. */
async function* visibleMatches(pattern: string, directory: string): AsyncGenerator<string> {
  for await (const match of glob(pattern, { cwd: directory }))
    if (!basename(match).startsWith('.')) yield match;
}
