import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ospfLsaCollector } from './ospf-lsa.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

describe('collector ospf_lsa', () => {
  it('counts a database that has more LSAs than a reply may have rows, but not by type', async () => {
    const lsas = Array.from({ length: 50 }, () => ({ instance: 'lan', area: 'backbone', type: 'external' }));
    const device = new TableDevice({ '/routing/ospf/lsa': lsas }, { maxRows: 10, partial: true });
    assert.deepEqual((await collect(ospfLsaCollector, device)).samples, [
      'mikrotik_ospf_lsa_entries{protocol="ospf"} 50',
      'mikrotik_ospf_lsa_truncated 1',
    ]);
  });
});
