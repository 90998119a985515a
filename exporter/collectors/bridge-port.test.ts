import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bridgePortCollector } from './bridge-port.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function samplesOf(port: TableRow): Promise<readonly string[]> {
  const device = new TableDevice({ '/interface/bridge/port': [{ bridge: 'b', interface: 'p', ...port }] });
  return (await collect(bridgePortCollector, device)).samples;
}

async function stateOf(port: TableRow): Promise<string | undefined> {
  const samples = await samplesOf(port);
  const present = samples.find((line) => /^mikrotik_bridge_port_state\{.* 1$/.test(line));
  return /state="([^"]*)"/.exec(present ?? '')?.[1];
}

describe('the state of a port of a bridge', () => {
  it('is what it does with frames, which a role alone does not say', async () => {
    const port = { role: 'designated-port' };
    assert.equal(await stateOf({ ...port, learning: 'true', forwarding: 'true' }), 'forwarding');
    assert.equal(await stateOf({ ...port, learning: 'true', forwarding: 'false' }), 'learning');
    assert.equal(await stateOf(port), 'discarding');
  });

  it('is disabled without a link, so that the tree has blocked every port that discards', async () => {
    assert.equal(await stateOf({ role: 'disabled-port' }), 'disabled');
    assert.equal(await stateOf({ status: 'inactive', inactive: 'true' }), 'disabled');
    assert.equal(await stateOf({ role: 'root-port', forwarding: 'true', disabled: 'true' }), 'disabled');
  });

  it('is unknown if a port that is up has no role', async () => {
    assert.equal(await stateOf({ status: 'in-bridge' }), undefined);
  });
});

it('says how long the last topology change is ago only if there was one', async () => {
  const age = async (text: string): Promise<readonly string[]> => {
    const port = { role: 'root-port', 'last-topology-change': text };
    return (await samplesOf(port)).filter((line) => line.includes('age_seconds'));
  };
  assert.deepEqual(await age('0s'), []);
  assert.deepEqual(await age('4h19m43s'), [
    'mikrotik_bridge_port_last_topology_change_age_seconds{bridge="b",interface="p"} 15583',
  ]);
});

it('describes an interface list among the ports of a bridge, and says nothing of its state', async () => {
  assert.deepEqual(await samplesOf({ interface: 'rooms' }), [
    'mikrotik_bridge_port_info{bridge="b",interface="rooms",pvid="",frame_types="",comment=""} 1',
  ]);
});
