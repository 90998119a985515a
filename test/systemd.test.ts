import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { mkdir, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { parseFlags } from '../exporter/config/flags.ts';
import { readImage } from './compose/dockerfile.ts';
import { ROOT } from './stack/configs.ts';
import { run } from './stack/run.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';

describe('tikscope.service', () => {
  const unit = readFileSync(path.join(ROOT, 'deploy/systemd/tikscope.service'), 'utf8');

  it('starts the exporter as the image does, but for other hosts not to reach', () => {
    const [, program = '', flags = ''] = /^ExecStart=\/usr\/bin\/node (\S+) (.*)$/m.exec(unit) ?? [];
    assert.equal(program, `/opt/tikscope/${readImage().entrypoint[1] ?? ''}`);
    assert.equal(parseFlags(flags.split(' '))['web.listen-address'].host, '127.0.0.1');
    for (const [name, value] of Object.entries(readImage().environment)) {
      if (name.startsWith('NODE_')) assert.ok(unit.includes(`${name}=${value}`), name);
    }
  });

  it('gives it a folder of its own, in which a restart finds why the run before ended', () => {
    assert.match(unit, /^StateDirectory=tikscope$/m);
    assert.doesNotMatch(unit, /--state\.directory/);
    const environment = { STATE_DIRECTORY: '/var/lib/tikscope' };
    assert.equal(parseFlags([], environment)['state.directory'], '/var/lib/tikscope');
  });

  it('is valid, and leaves little to a process that is taken over', async (t) => {
    const { code: none } = await run('systemd-analyze', ['--version']);
    if (none !== 0) {
      t.skip('systemd-analyze is not installed');
      return;
    }
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const installed = path.join(folder.path, 'tikscope');
    await mkdir(installed);
    const file = path.join(folder.path, 'tikscope.service');
    await writeFile(
      file,
      unit.replaceAll('/usr/bin/node', process.execPath).replaceAll('/opt/tikscope', installed),
    );
    const verified = await run('systemd-analyze', ['verify', file]);
    assert.equal(verified.code, 0, verified.output);
    assert.doesNotMatch(verified.output, /tikscope\.service/);
    // Tenths of the exposure level, of 100.
    const security = await run('systemd-analyze', ['security', '--offline=true', '--threshold=20', file]);
    assert.equal(security.code, 0, security.output);
  });
});
