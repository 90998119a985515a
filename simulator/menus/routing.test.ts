import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type PersonaName } from '../persona.ts';
import { type ProfileName } from '../profiles/model.ts';
import { RouterState } from '../router-state.ts';
import { TEST_START } from '../testing/fleet.ts';
import { SECOND } from '../values/signal.ts';
import { menuOf } from './registry.ts';
import { type Value } from './row.ts';

function branch(persona: PersonaName) {
  return deviceOf('branch', persona);
}

function deviceOf(profile: ProfileName, persona: PersonaName) {
  const clock = { time: TEST_START };
  const device = new RouterState({ name: 'riga-1', profile, persona }, 1, () => clock.time, TEST_START);
  /** One property of each row of a menu. */
  const column = (path: string, property: string): (Value | undefined)[] => {
    const at = device.moment();
    return [...(menuOf(path, at)?.rows(at) ?? [])].map((row) => row(property));
  };
  return { clock, device, column };
}

describe('BGP', () => {
  it('loses its session with the interface that leads to the peer, and remembers it as RouterOS 7 does', () => {
    const { clock, device, column } = branch('7.20');
    const names = (): unknown => column('/routing/bgp/session', 'name');
    assert.deepEqual(column('/routing/bgp/connection', 'name'), ['centre1', 'centre2']);
    assert.deepEqual([names(), column('/routing/bgp/session', 'established')], [['centre1-1'], [true]]);
    device.setFault('interface-down', { interface: 'ether1' });
    assert.deepEqual([names(), column('/routing/bgp/session', 'established')], [['centre1-1'], [undefined]]);
    device.clearFault('interface-down');
    clock.time += 90 * SECOND;
    assert.deepEqual(column('/routing/bgp/session', 'established'), [true]);
    assert.match(String(column('/routing/bgp/session', 'uptime')[0]), /^(1m)?\d+s$/);
  });

  it('says the state of each peer in RouterOS 6', () => {
    const { device, column } = branch('6.49');
    assert.deepEqual(column('/routing/bgp/peer', 'state'), ['established', 'connect']);
    device.setFault('interface-down', { interface: 'ether1' });
    assert.deepEqual(column('/routing/bgp/peer', 'state'), ['connect', 'connect']);
    assert.deepEqual(column('/routing/bgp/peer', 'uptime'), [undefined, undefined]);
  });
});

describe('OSPF', () => {
  it('has neighbours that are not fully adjacent in a network, and none behind an interface that is down', () => {
    const { device, column } = branch('7.20');
    const states = (): unknown => column('/routing/ospf/neighbor', 'state').slice(0, 3);
    assert.deepEqual(states(), ['Full', 'Full', '2-Way']);
    device.setFault('interface-down', { interface: 'vlan10,gre-centre1,gre-centre2' });
    assert.deepEqual(states(), []);
    assert.deepEqual(new Set(column('/routing/ospf/interface', 'state')), new Set(['down']));
    assert.deepEqual(column('/routing/bfd/session', 'state'), []);
  });

  it('has neighbours by IPv6 in menus of its own in RouterOS 6, of which an interface that is down has none', () => {
    const { device, column } = deviceOf('core', '6.49');
    const states = (): unknown => column('/routing/ospf-v3/neighbor', 'state').slice(0, 3);
    assert.deepEqual(states(), ['Full', 'Full', '2-Way']);
    device.setFault('interface-down', { interface: 'vlan1001,vlan1002,vlan1003' });
    assert.deepEqual(states(), []);
    assert.deepEqual(new Set(column('/routing/ospf-v3/interface', 'state')), new Set(['down']));
  });
});

describe('PIM', () => {
  it('has a neighbour behind each of its interfaces, in the menu of its version', () => {
    for (const [persona, menu] of [
      ['6.49', '/routing/pim/neighbor'],
      ['7.20', '/routing/pimsm/neighbor'],
    ] as const) {
      const { device, column } = deviceOf('core', persona);
      assert.equal(column(menu, 'address').length, 2);
      device.setFault('interface-down', { interface: 'vlan1002' });
      assert.equal(column(menu, 'address').length, 1);
    }
  });
});

describe('routes', () => {
  it('are as many as the origins of RouterOS 7 say, but for peers that are down', () => {
    const { column } = branch('7.20');
    const counted = column('/routing/stats/origin', 'total-route-count').map(Number);
    assert.equal(
      counted.reduce((sum, count) => sum + count, 0),
      column('/ip/route', 'dst-address').length,
    );
  });
});
