import { constants } from 'node:fs';
import { access, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './run.ts';

const APT_TIMEOUT = 10 * 60_000;

/** The machine, as far as installing on it goes. */
export interface Surroundings {
  /** Folders to look in. */
  readonly path: readonly string[];
  readonly root: boolean;
  readonly policyFile: string;
  readonly log: (line: string) => void;
}

export function surroundings(log: (line: string) => void): Surroundings {
  const path_ = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return {
    path: [...path_, '/usr/local/bin', '/usr/bin', '/usr/sbin', '/usr/local/sbin'],
    root: process.getuid?.() === 0,
    policyFile: '/usr/sbin/policy-rc.d',
    log,
  };
}

/** Installs Debian packages where that is possible, and says so. @returns why it could not, or undefined */
export async function installPackages(
  packages: readonly string[],
  around: Surroundings,
): Promise<string | undefined> {
  const aptGet = await findProgram(['apt-get'], around.path);
  if (aptGet === undefined) return 'there is no apt-get here';
  if (!around.root) return 'only root may install packages';
  around.log(`Installing ${packages.join(' and ')} by apt-get, without starting their services.`);
  const failure = await installQuietly(aptGet, packages, around);
  return failure && `apt-get did not help: ${failure}`;
}

/** The first of these programs that is in one of the folders. */
export async function findProgram(
  names: readonly string[],
  folders: readonly string[],
): Promise<string | undefined> {
  for (const name of names) {
    for (const folder of folders) {
      const file = path.resolve(folder, name);
      const executable = await access(file, constants.X_OK).then(
        () => true,
        () => false,
      );
      if (executable) return file;
    }
  }
  return undefined;
}

/** Debian starts a service when it is installed, on its standard port, unless policy-rc.d forbids that. */
async function installQuietly(
  aptGet: string,
  packages: readonly string[],
  around: Surroundings,
): Promise<string | undefined> {
  const install = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...packages];
  let ours = false;
  try {
    await writeFile(around.policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
    ours = true;
  } catch (error) {
    // One that stands there already is the administrator's own.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return String(error);
  }
  try {
    const failure = await apt(aptGet, install);
    if (failure === undefined) return undefined;
    around.log('apt-get could not install them; reading the package lists anew.');
    return (await apt(aptGet, ['update'])) ?? (await apt(aptGet, install));
  } finally {
    if (ours) await rm(around.policyFile, { force: true });
  }
}

/** @returns what went wrong, or undefined */
async function apt(aptGet: string, args: readonly string[]): Promise<string | undefined> {
  const { code, output } = await run(aptGet, args, {
    env: { DEBIAN_FRONTEND: 'noninteractive' },
    timeout: APT_TIMEOUT,
  });
  return code === 0 ? undefined : output.trim().slice(-1000);
}
