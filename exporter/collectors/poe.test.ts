import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { poeCollector } from './poe.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

const TABLES = {
  '/interface/ethernet/poe': [
    { '.id': '*1', name: 'ether1' },
    { '.id': '*2', name: 'ether2', 'poe-out': 'auto-on' },
    { '.id': '*3', name: 'ether3', 'poe-out': 'auto-on' },
  ],
  '/interface/ethernet/poe/monitor': [
    { name: 'ether1' },
    { name: 'ether2', 'poe-out-status': 'powered-on', 'poe-out-current': '449' },
    { name: 'ether3', 'poe-out-status': 'powered-on', 'poe-out-current': '100' },
  ],
};

describe('the monitor of PoE', () => {
  it('is asked about all ports that feed in one command, not about one that takes power', async () => {
    const device = new TableDevice(TABLES);
    await collect(poeCollector, device);
    assert.deepEqual(
      device.commands.filter((command) => command.startsWith('/interface/ethernet/poe/monitor')),
      ['/interface/ethernet/poe/monitor *2,*3'],
    );
  });

  it('is asked about the ports that the module keeps, though another module has remembered all', async () => {
    const all = new TableDevice(TABLES);
    await collect(poeCollector, all);
    const some = new TableDevice(TABLES, {
      interfaces: { dynamic: false, keeps: ({ name }) => name === 'ether3' },
    });
    for (const [key, value] of all.memory) some.memory.set(key, value);
    const { samples } = await collect(poeCollector, some);
    assert.deepEqual(
      samples.filter((line) => line.startsWith('mikrotik_poe_current')),
      ['mikrotik_poe_current_amperes{interface="ether3"} 0.1'],
    );
    assert.equal(some.roundTrips, 1);
  });
});
