import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { stat, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { describe, it } from 'node:test';
import { PASSWORD, startFleet, USERNAME, valueOf } from './harness/fleet.ts';
import { startExporterProcess } from './stack/exporter-process.ts';
import { ROOT } from './stack/configs.ts';

const BIN = path.join(ROOT, 'bin/tikscope.js');

describe('tikscope import', () => {
  it('makes of mktxp.conf what polls the same devices, with the same password and everything that was on', async (t) => {
    const { simulator, folder } = await startFleet(t, {
      devices: [{ name: 'riga', profile: 'branch', persona: '7.20', routes: 100, subscribers: 20 }],
    });
    const { host, port } = simulator.device('riga');
    await writeFile(
      path.join(folder, 'mktxp.conf'),
      `# As mktxp writes it.
[Riga Core]
    hostname = ${host}
    port = ${port}
    custom_labels = "site:riga, tenant:acme"
    wireguard_peers = True
[default]
    enabled = True          # turns metrics collection on / off
    username = ${USERNAME}
    password = "${PASSWORD}"
`,
    );
    const out = path.join(folder, 'imported');
    const imported = spawnSync(
      process.execPath,
      [BIN, 'import', path.join(folder, 'mktxp.conf'), `--output.directory=${out}`],
      { encoding: 'utf8' },
    );
    assert.equal(imported.status, 0, imported.stderr);
    assert.ok(!imported.stdout.includes(PASSWORD));
    assert.equal((await stat(path.join(out, 'secrets', USERNAME))).mode & 0o777, 0o600);

    const configFile = path.join(out, 'tikscope.yml');
    const check = spawnSync(process.execPath, [BIN, `--config.file=${configFile}`, '--config.check'], {
      encoding: 'utf8',
    });
    assert.deepEqual([check.status, check.stderr], [0, '']);

    const exporter = await startExporterProcess({ configFile, folder: out });
    t.after(() => exporter.child.stop());
    const sd = (await (await exporter.get('/sd')).json()) as { labels: Record<string, string> }[];
    assert.deepEqual(
      sd.map(({ labels }) => [labels['site'], labels['tenant']]),
      [['riga', 'acme']],
    );
    const exposition = await (await exporter.get('/probe?target=Riga-Core&module=mktxp')).text();
    assert.equal(valueOf(exposition, 'probe_success'), 1, exposition);
    const failed = exposition
      .split('\n')
      .filter((line) => /^mikrotik_scrape_collector_success.* 0$/.test(line));
    assert.deepEqual(failed, []);
    assert.match(exposition, /^mikrotik_wireguard_peers\{/m);
  });
});
