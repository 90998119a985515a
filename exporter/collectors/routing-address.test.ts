import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { splitRoutingAddress } from './routing-address.ts';

describe('an address of the routing menus', () => {
  it('is divided into address, interface and VRF', () => {
    for (const [text, address, scope, vrf] of [
      ['10.0.0.1', '10.0.0.1', undefined, undefined],
      ['fe80::1%ether1', 'fe80::1', 'ether1', undefined],
      ['10.0.0.1@vrf1', '10.0.0.1', undefined, 'vrf1'],
      ['111.111.11.11%ovpn-out1@vrf1', '111.111.11.11', 'ovpn-out1', 'vrf1'],
      ['10.0.0.1%a/b "c"@vrf@1', '10.0.0.1', 'a/b "c"', 'vrf@1'],
    ] as const) {
      assert.deepEqual(splitRoutingAddress(text), { address, interface: scope, vrf });
    }
  });

  it('is unknown if the row does not have it', () => {
    assert.deepEqual(splitRoutingAddress(undefined), {
      address: undefined,
      interface: undefined,
      vrf: undefined,
    });
  });
});
