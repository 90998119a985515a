import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { capsmanCollector } from './capsman.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type Tables } from './testing/table-device.ts';

async function samplesOf(tables: Tables): Promise<readonly string[]> {
  return (await collect(capsmanCollector, new TableDevice(tables))).samples;
}

describe('collector capsman', () => {
  it('counts the CAPs of the old CAPsMAN and of the new one of a device together', async () => {
    const samples = await samplesOf({
      '/caps-man/remote-cap': [{ 'base-mac': '02:00:00:00:00:01', state: 'Run' }],
      '/interface/wifi/capsman/remote-cap': [{ 'base-mac': '02:00:00:00:00:02', state: 'Ok' }],
    });
    assert.ok(samples.includes('mikrotik_capsman_caps 2'));
    assert.equal(samples.filter((line) => /_cap_running\{.*\} 1$/.test(line)).length, 2);
  });

  it('says whether a CAP has found its CAPsMAN, and nothing of a device that is no CAP', async () => {
    const cap = (row: Record<string, string>) => samplesOf({ '/interface/wifi/cap': [row] });
    const family = 'mikrotik_capsman_manager_connected';
    assert.deepEqual(await cap({ enabled: 'true', 'current-caps-man-address': '10.0.0.1' }), [`${family} 1`]);
    assert.deepEqual(await cap({ enabled: 'true', 'current-caps-man-address': '' }), [`${family} 0`]);
    assert.deepEqual(await cap({ enabled: 'true' }), [`${family} 0`]);
    assert.deepEqual(await cap({ enabled: 'false' }), []);
  });
});
