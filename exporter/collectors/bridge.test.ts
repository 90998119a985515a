import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bridgeCollector } from './bridge.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type Tables } from './testing/table-device.ts';

const BRIDGE = { '.id': '*1', name: 'bridge1' };

async function mlagOf(tables: Tables): Promise<readonly string[]> {
  const { samples } = await collect(bridgeCollector, new TableDevice(tables));
  return samples.filter((line) => line.startsWith('mikrotik_bridge_mlag'));
}

describe('MLAG', () => {
  it('is told by each bridge since 7.22, by a menu of its own before, which does not name the bridge', async () => {
    const since = [
      { 'mlag-state': 'connected', 'mlag-active-role': 'primary' },
      { 'mlag-state': 'peer port not running', 'mlag-active-role': '' },
    ];
    const bridges = [BRIDGE, { '.id': '*2', name: 'bridge2' }];
    assert.deepEqual(await mlagOf({ '/interface/bridge': bridges, '/interface/bridge/monitor': since }), [
      'mikrotik_bridge_mlag_connected{bridge="bridge1"} 1',
      'mikrotik_bridge_mlag_connected{bridge="bridge2"} 0',
      'mikrotik_bridge_mlag_primary{bridge="bridge1"} 1',
    ]);
    const before = { status: 'connected', 'active-role': 'primary' };
    assert.deepEqual(await mlagOf({ '/interface/bridge/mlag/monitor': [before] }), [
      'mikrotik_bridge_mlag_connected{bridge=""} 1',
      'mikrotik_bridge_mlag_primary{bridge=""} 1',
    ]);
  });

  it('is not connected in any other state, and the switch then perhaps not primary', async () => {
    const row = { status: 'connecting', 'active-role': 'secondary' };
    assert.deepEqual(await mlagOf({ '/interface/bridge/mlag/monitor': [row] }), [
      'mikrotik_bridge_mlag_connected{bridge=""} 0',
      'mikrotik_bridge_mlag_primary{bridge=""} 0',
    ]);
  });

  it('is absent from a bridge without it', async () => {
    for (const state of ['', 'disabled']) {
      const none = { 'mlag-state': state, 'mlag-active-role': '' };
      assert.deepEqual(
        await mlagOf({ '/interface/bridge': [BRIDGE], '/interface/bridge/monitor': [none] }),
        [],
      );
    }
  });
});

describe('a disabled bridge', () => {
  it('is described, and not monitored', async () => {
    const device = new TableDevice({
      '/interface/bridge': [{ ...BRIDGE, disabled: 'true' }],
      '/interface/bridge/monitor': [{ 'port-count': '0' }],
    });
    const { exposition } = await collect(bridgeCollector, device);
    assert.match(exposition, /mikrotik_bridge_info\{bridge="bridge1"/);
    assert.deepEqual(
      device.commands.filter((command) => command.startsWith('/interface/bridge/monitor')),
      [],
    );
  });
});
