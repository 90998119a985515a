import { constants } from 'node:fs';
import { access, rm, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { run } from './run.ts';

/** The real programs that Tikscope works with, by absolute path. */
export interface Programs {
  readonly prometheus: string;
  readonly promtool: string;
  readonly alertmanager: string;
  readonly amtool: string;
}

/** Either the programs, or why they cannot be had and what to do about it. */
export type Found =
  { readonly programs: Programs; readonly missing?: undefined } | { readonly missing: string };

export interface Surroundings {
  /** Folders to look in. */
  readonly path: readonly string[];
  readonly root: boolean;
  readonly policyFile: string;
  readonly log: (line: string) => void;
}

/** Names in the order of preference; Debian calls Alertmanager by the name of its package. */
const NAMES: Readonly<Record<keyof Programs, readonly string[]>> = {
  prometheus: ['prometheus'],
  promtool: ['promtool'],
  alertmanager: ['alertmanager', 'prometheus-alertmanager'],
  amtool: ['amtool'],
};

const PACKAGES = ['prometheus', 'prometheus-alertmanager'];
const INSTALL = ['install', '-y', '--no-install-recommends', '-o', 'DPkg::Lock::Timeout=300', ...PACKAGES];
const APT_TIMEOUT = 10 * 60_000;
const BY_HAND =
  `On Debian or Ubuntu, as root: apt-get install --no-install-recommends ${PACKAGES.join(' ')}. ` +
  'Elsewhere: take both from https://prometheus.io/download/ and put prometheus, promtool, alertmanager and amtool on PATH.';

export function surroundings(log: (line: string) => void): Surroundings {
  const path_ = (process.env['PATH'] ?? '').split(path.delimiter).filter((folder) => folder !== '');
  return {
    path: [...path_, '/usr/local/bin', '/usr/bin', '/usr/sbin', '/usr/local/sbin'],
    root: process.getuid?.() === 0,
    policyFile: '/usr/sbin/policy-rc.d',
    log,
  };
}

/** Finds the programs; where they are missing and that is possible, installs Debian's and says so. */
export async function ensurePrograms(around: Surroundings): Promise<Found> {
  const found = await findPrograms(around.path);
  if (found.missing === undefined) return found;
  const aptGet = await findProgram(['apt-get'], around.path);
  if (aptGet === undefined || !around.root) return { missing: `${found.missing}. ${BY_HAND}` };
  around.log(
    `${found.missing}: installing ${PACKAGES.join(' and ')} by apt-get, without starting their services.`,
  );
  const failure = await installQuietly(aptGet, around);
  const installed = await findPrograms(around.path);
  if (installed.missing === undefined) return installed;
  return {
    missing: `${installed.missing}, and apt-get did not help: ${failure ?? 'it installed other files'}. ${BY_HAND}`,
  };
}

async function findPrograms(folders: readonly string[]): Promise<Found> {
  const [prometheus, promtool, alertmanager, amtool] = await Promise.all([
    findProgram(NAMES.prometheus, folders),
    findProgram(NAMES.promtool, folders),
    findProgram(NAMES.alertmanager, folders),
    findProgram(NAMES.amtool, folders),
  ]);
  if (
    prometheus !== undefined &&
    promtool !== undefined &&
    alertmanager !== undefined &&
    amtool !== undefined
  ) {
    return { programs: { prometheus, promtool, alertmanager, amtool } };
  }
  const paths = { prometheus, promtool, alertmanager, amtool };
  const names = Object.entries(paths).filter(([, found]) => found === undefined);
  return { missing: `not on PATH: ${names.map(([name]) => name).join(', ')}` };
}

async function findProgram(
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
async function installQuietly(aptGet: string, around: Surroundings): Promise<string | undefined> {
  let ours = false;
  try {
    await writeFile(around.policyFile, '#!/bin/sh\nexit 101\n', { mode: 0o755, flag: 'wx' });
    ours = true;
  } catch (error) {
    // One that stands there already is the administrator's own.
    if (!(error instanceof Error && 'code' in error && error.code === 'EEXIST')) return String(error);
  }
  try {
    const failure = await apt(aptGet, INSTALL);
    if (failure === undefined) return undefined;
    around.log('apt-get could not install them; reading the package lists anew.');
    return (await apt(aptGet, ['update'])) ?? (await apt(aptGet, INSTALL));
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
