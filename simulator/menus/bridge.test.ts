import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RouterState } from '../router-state.ts';
import { TEST_START } from '../testing/fleet.ts';
import { menuOf } from './registry.ts';

/** A switch both of whose uplinks and bonded ports are plugged in. */
function pluggedSwitch(): RouterState {
  for (let seed = 1; seed < 100; seed += 1) {
    const spec = { name: 'riga-1', profile: 'switch', persona: '7.20' } as const;
    const device = new RouterState(spec, seed, () => TEST_START, TEST_START);
    const states = [1, 2, 3, 4].map((port) =>
      monitorOf(device, '/interface/ethernet', `sfp-sfpplus${port}`)('status'),
    );
    if (states.every((state) => state === 'link-ok')) return device;
  }
  throw new Error('no seed gives such a switch');
}

type Answer = (property: string) => unknown;

function monitorOf(device: RouterState, path: string, name: string): Answer {
  const at = device.moment();
  const [row] = menuOf(path, at)?.monitors.get('monitor')?.rows(at, [name]) ?? [];
  return row ?? (() => undefined);
}

function roleOf(device: RouterState, port: string): unknown {
  const at = device.moment();
  const rows = [...(menuOf('/interface/bridge/port', at)?.rows(at) ?? [])];
  return rows.find((row) => row('interface') === port)?.('role');
}

describe('the spanning tree of a switch', () => {
  it('goes over the second uplink when the first is down, and has its root here when both are', () => {
    const device = pluggedSwitch();
    const bridge = (property: string): unknown => monitorOf(device, '/interface/bridge', 'bridge')(property);
    assert.equal(roleOf(device, 'sfp-sfpplus1'), 'root-port');
    assert.equal(roleOf(device, 'sfp-sfpplus2'), 'alternate-port');
    device.setFault('interface-down', { interface: 'sfp-sfpplus1' });
    assert.equal(roleOf(device, 'sfp-sfpplus1'), 'disabled-port');
    assert.equal(roleOf(device, 'sfp-sfpplus2'), 'root-port');
    assert.deepEqual([bridge('root-bridge'), bridge('root-port')], [false, 'sfp-sfpplus2']);
    device.setFault('interface-down', { interface: 'sfp-sfpplus1,sfp-sfpplus2' });
    assert.deepEqual(
      [bridge('root-bridge'), bridge('root-port'), bridge('root-path-cost')],
      [true, 'none', 0],
    );
    assert.equal(bridge('root-bridge-id'), bridge('bridge-id'));
  });
});

describe('a bond', () => {
  it('tells which of its ports are down, and no partner when all are', () => {
    const device = pluggedSwitch();
    const bond = (property: string): unknown => monitorOf(device, '/interface/bonding', 'bond1')(property);
    assert.deepEqual([bond('active-ports'), bond('inactive-ports')], ['sfp-sfpplus3,sfp-sfpplus4', '']);
    device.setFault('interface-down', { interface: 'sfp-sfpplus4' });
    assert.deepEqual([bond('active-ports'), bond('inactive-ports')], ['sfp-sfpplus3', 'sfp-sfpplus4']);
    device.setFault('interface-down', { interface: 'sfp-sfpplus3,sfp-sfpplus4' });
    assert.equal(bond('lacp-partner-system-id'), '00:00:00:00:00:00');
  });

  it('tells by port whether it is active, and goes on to say what its partner was when it is not', () => {
    const device = pluggedSwitch();
    device.setFault('interface-down', { interface: 'sfp-sfpplus4' });
    const at = device.moment();
    const rows = menuOf('/interface/bonding', at)?.monitors.get('monitor-slaves')?.rows(at, ['bond1']) ?? [];
    assert.deepEqual(
      rows.map((row) => [row('port'), row('active'), row('flags'), row('partner')]),
      [
        ['sfp-sfpplus3', true, 'A-GSCD--', true],
        ['sfp-sfpplus4', undefined, 'A-GSCD--', true],
      ],
    );
  });
});
