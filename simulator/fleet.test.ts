import assert from 'node:assert/strict';
import { mkdtemp, readFile, rm, stat } from 'node:fs/promises';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { LOAD_OPTIONS } from '../exporter/exporter.ts';
import { loadConfig } from '../exporter/config/load.ts';
import { planFleet } from './fleet.ts';
import { Simulator } from './simulator.ts';
import { writeConfig } from './write-config.ts';

describe('a planned fleet', () => {
  it('has three tenants with a core router each, and mostly branches and homes', () => {
    const devices = planFleet({ devices: 101, tenants: 3, seed: 1 });
    const count = (key: 'profile' | 'tenant' | 'persona', value: string) =>
      devices.filter((device) => device[key] === value).length;
    assert.equal(devices.length, 101);
    assert.equal(new Set(devices.map(({ name }) => name)).size, 101);
    assert.equal(devices[0]?.name, 'riga-core-1');
    assert.equal(count('profile', 'core'), 3);
    assert.ok(count('profile', 'branch') + count('profile', 'home') > 70);
    for (const profile of ['switch', 'chr', 'ap', 'lte']) assert.ok(count('profile', profile) >= 3, profile);
    for (const tenant of ['acme', 'globex', 'initech']) assert.ok(count('tenant', tenant) >= 33, tenant);
    for (const persona of ['6.49', '7.12', '7.20']) assert.ok(count('persona', persona) >= 10, persona);
  });

  it('is the beginning of a larger one', () => {
    const small = planFleet({ devices: 10, tenants: 3, seed: 5 });
    assert.deepEqual(planFleet({ devices: 200, tenants: 3, seed: 5 }).slice(0, 10), small);
  });
});

describe('the configuration of a fleet', () => {
  it('is sound, names every device with its tenant and site, and keeps the password to its owner', async () => {
    const directory = await mkdtemp(join(tmpdir(), 'tikscope-'));
    const simulator = await Simulator.start({
      seed: 1,
      devices: planFleet({ devices: 12, tenants: 3, seed: 1 }),
    });
    try {
      await writeConfig(directory, simulator.devices);
      await writeConfig(directory, simulator.devices);
      const config = await loadConfig(join(directory, 'tikscope.yml'), LOAD_OPTIONS);
      assert.deepEqual([config.problems, config.warnings], [[], []]);
      assert.equal(config.devices.size, 12);
      const core = config.devices.get('riga-core-1');
      assert.deepEqual(core?.labels, { tenant: 'acme', site: 'riga' });
      assert.equal(core.port, simulator.device('riga-core-1').port);
      assert.equal((await stat(join(directory, 'password'))).mode & 0o777, 0o600);
      assert.equal(await readFile(join(directory, 'password'), 'utf8'), 'secret\n');
    } finally {
      await simulator.stop();
      await rm(directory, { recursive: true });
    }
  });
});
