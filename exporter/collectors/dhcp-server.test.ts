import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dhcpServerCollector } from './dhcp-server.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

const SERVERS: readonly TableRow[] = [{ name: 'lan' }, { name: 'guests' }];

describe('the collector of DHCP servers', () => {
  it('counts a static lease of all servers for the one that has given it out', async () => {
    const leases = [
      { server: 'all', 'active-server': 'lan', status: 'bound' },
      { server: 'all', status: 'waiting' },
      { server: 'lan', 'active-server': 'lan', status: 'bound', dynamic: 'true' },
      { server: 'lan', status: 'bound', disabled: 'true' },
    ];
    const device = new TableDevice({ '/ip/dhcp-server': SERVERS, '/ip/dhcp-server/lease': leases });
    const { samples } = await collect(dhcpServerCollector, device);
    assert.deepEqual(
      samples.filter((line) => /_leases\{/.test(line) && !line.includes('blocked')),
      [
        'mikrotik_dhcp_server_leases{server="lan",lease_status="bound"} 2',
        'mikrotik_dhcp_server_leases{server="guests",lease_status="bound"} 0',
        'mikrotik_dhcp_server_leases{server="all",lease_status="waiting"} 1',
        'mikrotik_dhcp_server_dynamic_leases{server="lan"} 1',
        'mikrotik_dhcp_server_dynamic_leases{server="guests"} 0',
        'mikrotik_dhcp_server_dynamic_leases{server="all"} 0',
      ],
    );
  });

  it('tells of its servers, and not of their leases, where there are more leases than the row limit', async () => {
    const device = new TableDevice(
      { '/ip/dhcp-server': SERVERS, '/ip/dhcp-server/lease': SERVERS.flatMap(() => SERVERS) },
      { maxRows: 3, partial: true },
    );
    const { samples } = await collect(dhcpServerCollector, device);
    assert.ok(samples.includes('mikrotik_dhcp_server_enabled{server="guests"} 1'));
    assert.ok(samples.includes('mikrotik_dhcp_server_truncated 1'));
    assert.ok(!samples.some((line) => line.includes('_leases{')));
  });
});
