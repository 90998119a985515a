import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dhcpv6ClientCollector } from './dhcpv6-client.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

describe('the collector of DHCPv6 clients', () => {
  it('reads how long a prefix is valid; one without an end has no time, and is no parse error', async () => {
    const remaining = {
      '2001:db8::/56, 6d16h56m8s': 579_368,
      '2001:db8::/56, forever': undefined,
      '2001:db8::/56': undefined,
      '': undefined,
    };
    for (const [prefix, seconds] of Object.entries(remaining)) {
      const device = new TableDevice({ '/ipv6/dhcp-client': [{ interface: 'ether1', prefix }] });
      const { samples } = await collect(dhcpv6ClientCollector, device);
      const line = samples.find((each) => each.startsWith('mikrotik_dhcpv6_client_prefix_remaining_seconds'));
      assert.equal(line?.split(' ').at(-1), seconds?.toString(), prefix);
      assert.deepEqual(device.parseErrors, []);
    }
  });

  it('keeps the prefix of a row whose time it cannot read', async () => {
    const device = new TableDevice({
      '/ipv6/dhcp-client': [{ interface: 'ether1', prefix: '2001:db8::/56, soon' }],
    });
    const { samples } = await collect(dhcpv6ClientCollector, device);
    assert.ok(samples[0]?.includes('prefix="2001:db8::/56"'));
    assert.deepEqual(device.parseErrors, ['prefix']);
  });
});
