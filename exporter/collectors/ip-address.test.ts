import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ipAddressCollector } from './ip-address.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

function addresses(count: number, more: TableRow): readonly TableRow[] {
  return Array.from({ length: count }, (_, index) => ({
    address: `10.0.${index}.1/24`,
    interface: `vlan${index}`,
    ...more,
  }));
}

describe('the collector of addresses', () => {
  it('is sent no row for a dynamic address, however many sessions a concentrator has', async () => {
    const device = new TableDevice({
      '/ip/address': [...addresses(2, {}), ...addresses(5000, { dynamic: 'true' })],
    });
    const { samples } = await collect(ipAddressCollector, device);
    assert.equal(device.longestReply, 2);
    assert.ok(samples.includes('mikrotik_ip_static_addresses{ip_version="4"} 2'));
    assert.ok(samples.includes('mikrotik_ip_dynamic_addresses{ip_version="4"} 5000'));
  });

  it('says no count of static addresses that the row limit has cut, and says that it has', async () => {
    const device = new TableDevice(
      { '/ip/address': addresses(5, {}), '/ipv6/address': addresses(1, {}) },
      { maxRows: 3, partial: true },
    );
    const { samples } = await collect(ipAddressCollector, device);
    assert.deepEqual(
      samples.filter((line) => !line.includes('_info{')),
      [
        'mikrotik_ip_static_addresses{ip_version="6"} 1',
        'mikrotik_ip_invalid_addresses{ip_version="6"} 0',
        'mikrotik_ip_dynamic_addresses{ip_version="4"} 0',
        'mikrotik_ip_dynamic_addresses{ip_version="6"} 0',
        'mikrotik_ip_address_truncated 1',
      ],
    );
  });
});
