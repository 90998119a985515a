import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';
import { zerotierCollector } from './zerotier.ts';

describe('collector zerotier', () => {
  it('knows no latency of a peer where ZeroTier says -1, which is no parse error', async () => {
    for (const latency of ['-1', '-1ms']) {
      const device = new TableDevice({ '/zerotier/peer': [{ instance: 'zt1', 'zt-address': 'a', latency }] });
      const { samples } = await collect(zerotierCollector, device);
      assert.deepEqual(samples, [
        'mikrotik_zerotier_peer_info{zerotier="zt1",zerotier_address="a",role=""} 1',
      ]);
      assert.deepEqual(device.parseErrors, []);
    }
  });
});
