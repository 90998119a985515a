import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { arpCollector } from './arp.ts';
import { dhcpServerCollector } from './dhcp-server.ts';
import { dhcpv6ServerCollector } from './dhcpv6-server.ts';
import { ipv6NeighborCollector } from './ipv6-neighbor.ts';
import { neighborCollector } from './neighbor.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

const TABLES = [
  { collector: arpCollector, menu: '/ip/arp' },
  { collector: neighborCollector, menu: '/ip/neighbor' },
  { collector: ipv6NeighborCollector, menu: '/ipv6/neighbor' },
  { collector: dhcpServerCollector, menu: '/ip/dhcp-server/lease' },
  { collector: dhcpv6ServerCollector, menu: '/ipv6/dhcp-server/binding' },
];

const ROWS = Array.from({ length: 5 }, (_, index) => ({ interface: `vlan${index}`, server: 'lan' }));

for (const { collector, menu } of TABLES) {
  describe(`the collector ${collector.name}`, () => {
    it('counts a table that passes the row limit by one more command, and nothing of its rows', async () => {
      const device = new TableDevice({ [menu]: ROWS }, { maxRows: 3, partial: true });
      const { samples } = await collect(collector, device);
      const counts = samples.filter((line) => !line.includes('_truncated '));
      assert.equal(counts.length, 1);
      assert.match(counts[0] ?? '', /^mikrotik_\w+_table_entries 5$/);
      assert.ok(samples.some((line) => line.endsWith('_truncated 1')));
    });

    it('needs no more than the rows for a table that they hold', async () => {
      const device = new TableDevice({ [menu]: ROWS }, { partial: true });
      const { samples } = await collect(collector, device);
      assert.ok(samples.some((line) => line.endsWith('_table_entries 5')));
      assert.equal(device.commands.filter((command) => command.startsWith(`${menu}/print`)).length, 1);
    });
  });
}
