import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { cloudCollector } from './cloud.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function samplesOf(row: TableRow): Promise<readonly string[]> {
  return (await collect(cloudCollector, new TableDevice({ '/ip/cloud': [row] }))).samples;
}

describe('the collector of the cloud', () => {
  it('tells the state by the first word of the status', async () => {
    const states = {
      updated: 'updated',
      'updating...': 'updating',
      'Error: no Internet connection': 'error',
      'error: timeout': 'error',
      'paused by admin': 'other',
    };
    for (const [status, state] of Object.entries(states)) {
      const present = (await samplesOf({ status })).filter((line) => line.endsWith(' 1'));
      assert.deepEqual(present, [`mikrotik_cloud_state{state="${state}"} 1`], status);
    }
  });

  it('says nothing of a state, an address or a NAT that nobody has asked for', async () => {
    assert.deepEqual(await samplesOf({ 'ddns-enabled': 'no', status: '' }), [
      'mikrotik_cloud_ddns_enabled 0',
    ]);
  });

  it('says whether Back To Home runs, which one that is enabled may not', async () => {
    const family = 'mikrotik_cloud_back_to_home_running';
    assert.ok(
      (await samplesOf({ 'back-to-home-vpn': 'enabled', 'vpn-status': 'running' })).includes(`${family} 1`),
    );
    assert.ok((await samplesOf({ 'back-to-home-vpn': 'enabled', 'vpn-status': '' })).includes(`${family} 0`));
  });

  it('knows a NAT by the warning of either version', async () => {
    const warnings = {
      'Router is behind a NAT. Remote connection might not work.': 1,
      'DDNS server received request from IP 203.0.113.1 but your local IP was 192.168.1.2; DDNS service might not work': 1,
      'something else': 0,
      '': 0,
    };
    for (const [warning, value] of Object.entries(warnings)) {
      const samples = await samplesOf({ 'public-address': '203.0.113.1', warning });
      assert.ok(samples.includes(`mikrotik_cloud_behind_nat ${value}`), warning);
    }
  });
});
