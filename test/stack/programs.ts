import { findProgram, installPackages, type Surroundings } from './packages.ts';

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

/** Names in the order of preference; Debian calls Alertmanager by the name of its package. */
const NAMES: Readonly<Record<keyof Programs, readonly string[]>> = {
  prometheus: ['prometheus'],
  promtool: ['promtool'],
  alertmanager: ['alertmanager', 'prometheus-alertmanager'],
  amtool: ['amtool'],
};

const PACKAGES = ['prometheus', 'prometheus-alertmanager'];
const BY_HAND =
  `On Debian or Ubuntu, as root: apt-get install --no-install-recommends ${PACKAGES.join(' ')}. ` +
  'Elsewhere: take both from https://prometheus.io/download/ and put prometheus, promtool, alertmanager and amtool on PATH.';

/** Finds the programs; where they are missing and that is possible, installs Debian's and says so. */
export async function ensurePrograms(around: Surroundings): Promise<Found> {
  const found = await findPrograms(around.path);
  if (found.missing === undefined) return found;
  const failure = await installPackages(PACKAGES, around);
  const installed = await findPrograms(around.path);
  if (installed.missing === undefined) return installed;
  return {
    missing: `${installed.missing}, and ${failure ?? 'apt-get installed other files'}. ${BY_HAND}`,
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
