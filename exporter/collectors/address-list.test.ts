import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { addressListCollector } from './address-list.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

describe('collector address_list', () => {
  it('counts all entries of lists that are too long to be counted one by one', async () => {
    const rows = Array.from({ length: 5 }, (_, index) => ({ list: 'bad', dynamic: String(index > 1) }));
    const device = new TableDevice(
      { '/ip/firewall/address-list': rows, '/ipv6/firewall/address-list': [{ list: 'bad' }] },
      { maxRows: 4, partial: true },
    );
    assert.deepEqual((await collect(addressListCollector, device)).samples, [
      'mikrotik_address_list_entries{ip_version="4"} 5',
      'mikrotik_address_list_entries{ip_version="6"} 1',
      'mikrotik_address_list_dynamic_entries{ip_version="4"} 3',
      'mikrotik_address_list_dynamic_entries{ip_version="6"} 0',
      'mikrotik_address_list_members{ip_version="6",list="bad"} 1',
      'mikrotik_address_list_truncated 1',
    ]);
  });
});
