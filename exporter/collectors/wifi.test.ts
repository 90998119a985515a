import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect } from './testing/collect.ts';
import { TableDevice, type Tables } from './testing/table-device.ts';
import { wifiCollector } from './wifi.ts';

const INTERFACES: Tables = {
  '/interface/wifi': [
    { '.id': '*1', name: 'wifi1' },
    { '.id': '*2', name: 'cap-hall', dynamic: 'true' },
  ],
  '/interface/wifi/monitor': [{ state: 'running', 'registered-peers': '9' }, { state: 'running' }],
};

const CLIENTS: Tables = {
  '/interface/wifi/registration-table': [
    { interface: 'cap-hall', authorized: 'true' },
    { interface: 'cap-hall' },
    { interface: 'gone' },
  ],
};

async function clientsOf(tables: Tables): Promise<readonly string[]> {
  const { samples } = await collect(wifiCollector, new TableDevice(tables));
  return samples.filter((line) => line.includes('_clients'));
}

describe('collector wifi', () => {
  it('counts the clients of each interface, of those of CAPs too, and says 0 for one that has none', async () => {
    assert.deepEqual(await clientsOf({ ...INTERFACES, ...CLIENTS }), [
      'mikrotik_wifi_registered_clients{interface="wifi1"} 0',
      'mikrotik_wifi_registered_clients{interface="cap-hall"} 2',
      'mikrotik_wifi_authorized_clients{interface="wifi1"} 0',
      'mikrotik_wifi_authorized_clients{interface="cap-hall"} 1',
    ]);
  });

  it('does not say 0 if the device has no registration table', async () => {
    assert.deepEqual(await clientsOf(INTERFACES), []);
  });

  it('fails if the monitor leaves an interface out, for its rows do not say whose they are', async () => {
    const tables = { ...INTERFACES, '/interface/wifi/monitor': [{ state: 'running' }] };
    await assert.rejects(clientsOf(tables), /no such item|rows were answered/);
  });
});
