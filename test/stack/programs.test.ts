import assert from 'node:assert/strict';
import { existsSync } from 'node:fs';
import { chmod, mkdtemp, readFile, rm, writeFile } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import path from 'node:path';
import { it, type TestContext } from 'node:test';
import { type Surroundings } from './packages.ts';
import { ensurePrograms } from './programs.ts';

const ALL = ['prometheus', 'promtool', 'prometheus-alertmanager', 'amtool'];

/** A machine of its own: one folder as PATH, in which apt-get is a script. */
async function machine(t: TestContext, aptGet?: string): Promise<Surroundings & { readonly folder: string }> {
  const folder = await mkdtemp(path.join(tmpdir(), 'tikscope-test-'));
  t.after(() => rm(folder, { recursive: true }));
  if (aptGet !== undefined) await executable(folder, 'apt-get', aptGet);
  return {
    folder,
    path: [folder],
    root: true,
    policyFile: path.join(folder, 'policy-rc.d'),
    log: () => undefined,
  };
}

async function executable(folder: string, name: string, script = 'exit 0'): Promise<void> {
  const file = path.join(folder, name);
  await writeFile(file, `#!/bin/sh\ncd ${folder}\n${script}\n`);
  await chmod(file, 0o755);
}

const INSTALLS = `cp policy-rc.d policy-seen; for name in ${ALL.join(' ')}; do cp apt-get $name; done`;

it('programs that are there are used, under the name that Debian gives them, and nothing is installed', async (t) => {
  const around = await machine(t, 'touch called');
  for (const name of ALL) await executable(around.folder, name);
  const found = await ensurePrograms(around);
  assert.equal(found.missing, undefined);
  assert.equal(found.programs.alertmanager, path.join(around.folder, 'prometheus-alertmanager'));
  assert.ok(!existsSync(path.join(around.folder, 'called')));
});

it('missing programs are installed by apt-get, while a policy keeps their services from starting', async (t) => {
  const around = await machine(t, INSTALLS);
  const found = await ensurePrograms(around);
  assert.equal(found.missing, undefined);
  assert.match(await readFile(path.join(around.folder, 'policy-seen'), 'utf8'), /exit 101/);
  assert.ok(!existsSync(around.policyFile));
});

it("the administrator's own policy is left as it is", async (t) => {
  const around = await machine(t, INSTALLS);
  await writeFile(around.policyFile, 'their own');
  assert.equal((await ensurePrograms(around)).missing, undefined);
  assert.equal(await readFile(around.policyFile, 'utf8'), 'their own');
});

it('stale package lists are read anew before giving up', async (t) => {
  const around = await machine(
    t,
    `if [ "$1" = update ]; then touch updated; exit 0; fi\ntest -e updated || exit 100\n${INSTALLS}`,
  );
  assert.equal((await ensurePrograms(around)).missing, undefined);
});

it('an installation that fails says why, and what to do by hand', async (t) => {
  const around = await machine(t, 'echo "E: no space left" >&2; exit 100');
  const { missing } = await ensurePrograms(around);
  assert.match(
    missing ?? '',
    /not on PATH: prometheus, promtool, alertmanager, amtool.*E: no space left.*as root: apt-get install/s,
  );
});

it('without root nothing is tried', async (t) => {
  const around = { ...(await machine(t, 'touch called')), root: false };
  await executable(around.folder, 'prometheus');
  const { missing } = await ensurePrograms(around);
  assert.match(
    missing ?? '',
    /^not on PATH: promtool, alertmanager, amtool, and only root may install packages\. On Debian/,
  );
  assert.ok(!existsSync(path.join(around.folder, 'called')));
});
