import { access, mkdir, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { stringify } from 'yaml';
import { DEVICES, SECRETS, type Translation } from './translate.ts';

/** A file stands where one was to be written; nothing was. */
export class FileExistsError extends Error {
  override readonly name = 'FileExistsError';
}

/**
 * Writes tikscope.yml, its devices, and a password file for each auth, which its owner alone can read.
 * Returns their paths, tikscope.yml first. @throws FileExistsError
 */
export async function write(folder: string, translation: Translation): Promise<readonly string[]> {
  const { main, devices, passwords } = translation;
  const secrets = [...passwords].map(
    ([name, password]) => [join(folder, SECRETS, name), `${password}\n`] as const,
  );
  const files = [
    [join(folder, 'tikscope.yml'), stringify(main)],
    [join(folder, DEVICES), stringify(devices)],
    ...secrets,
  ] as const;
  for (const [path] of files) {
    if (await exists(path))
      throw new FileExistsError(
        `${path} exists; nothing was written (--output.directory names another folder)`,
      );
  }
  await mkdir(folder, { recursive: true });
  await mkdir(join(folder, SECRETS), { recursive: true, mode: 0o700 });
  for (const [path, text] of files)
    await writeFile(path, text, { flag: 'wx', mode: secretMode(path, secrets) });
  return files.map(([path]) => path);
}

function secretMode(path: string, secrets: readonly (readonly [string, string])[]): number {
  return secrets.some(([secret]) => secret === path) ? 0o600 : 0o644;
}

function exists(path: string): Promise<boolean> {
  return access(path).then(
    () => true,
    () => false,
  );
}
