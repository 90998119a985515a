import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { systemCollector } from './system.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function samplesOf(menu: string, row: TableRow): Promise<readonly string[]> {
  return (await collect(systemCollector, new TableDevice({ [menu]: [row] }))).samples;
}

describe('collector system', () => {
  it('exports what the device sends in base units', async () => {
    const samples = await samplesOf('/system/resource', {
      'cpu-frequency': '880MHz',
      'cpu-load': '7%',
      'bad-blocks': '0.1%',
    });
    assert.deepEqual(samples.slice(1), [
      'mikrotik_system_cpu_load_ratio 0.07',
      'mikrotik_system_cpu_frequency_hertz 880000000',
      'mikrotik_system_storage_bad_blocks_ratio 0.001',
    ]);
  });

  it('exports no board for an x86 machine on RouterOS 6, which says routerboard=false', async () => {
    assert.deepEqual(await samplesOf('/system/routerboard', { routerboard: 'false' }), []);
  });

  it('knows nothing of a pending firmware upgrade when one of the versions is missing', async () => {
    const board = { routerboard: 'true', 'current-firmware': '7.12' };
    for (const upgrade of [{}, { 'upgrade-firmware': '' }]) {
      const samples = await samplesOf('/system/routerboard', { ...board, ...upgrade });
      assert.deepEqual(
        samples.filter((line) => line.includes('pending')),
        [],
      );
    }
  });

  it('takes a missing limited-upgrades for false on a CHR and for nothing on hardware', async () => {
    assert.deepEqual(await samplesOf('/system/license', { level: 'free' }), [
      'mikrotik_system_license_info{license_level="free"} 1',
      'mikrotik_system_license_upgrades_limited 0',
    ]);
    assert.deepEqual(await samplesOf('/system/license', { nlevel: '6' }), [
      'mikrotik_system_license_info{license_level="6"} 1',
    ]);
  });

  it('exports how long a trial license lasts', async () => {
    assert.deepEqual(await samplesOf('/system/license', { 'expires-in': '23h50m' }), [
      'mikrotik_system_license_remaining_seconds 85800',
    ]);
  });
});
