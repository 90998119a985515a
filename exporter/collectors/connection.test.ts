import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectionCollector } from './connection.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function tracking(row: TableRow): Promise<readonly string[]> {
  const device = new TableDevice({ '/ip/firewall/connection/tracking': [row] });
  return (await collect(connectionCollector, device)).samples;
}

describe('collector connection', () => {
  it('says whether connections are tracked where the device does, not where it leaves that open', async () => {
    assert.deepEqual(await tracking({ enabled: 'yes' }), ['mikrotik_connection_tracking_active 1']);
    assert.deepEqual(await tracking({ enabled: 'no' }), ['mikrotik_connection_tracking_active 0']);
    assert.deepEqual(await tracking({ enabled: 'auto' }), []);
    assert.deepEqual(await tracking({ enabled: 'auto', 'active-ipv4': 'yes' }), [
      'mikrotik_connection_tracking_active 1',
    ]);
  });
});
