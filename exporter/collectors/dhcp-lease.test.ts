import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { dhcpLeaseCollector } from './dhcp-lease.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

const NO_MAC = '00:00:00:00:00:00';

async function boundOf(leases: readonly TableRow[]): Promise<readonly string[]> {
  const device = new TableDevice({ '/ip/dhcp-server/lease': leases });
  const { samples, duplicates } = await collect(dhcpLeaseCollector, device);
  assert.equal(duplicates, 0);
  return samples.filter((line) => line.startsWith('mikrotik_dhcp_lease_bound'));
}

describe('the collector of DHCP leases', () => {
  it('leaves out the addresses that are kept back for a conflict, which would all be one client', async () => {
    const conflicts = ['10.1.0.20', '10.1.0.21'].map((address) => ({
      address,
      server: 'guests',
      'mac-address': NO_MAC,
      status: 'conflict',
    }));
    assert.deepEqual(await boundOf(conflicts), []);
  });

  it('has a static lease that knows its client by the client id alone', async () => {
    const leases = ['ff:1', 'ff:2'].map((id) => ({
      server: 'lan',
      'mac-address': NO_MAC,
      'client-id': id,
      status: 'bound',
    }));
    assert.equal((await boundOf(leases)).length, 2);
  });
});
