import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { historyCollector } from './history.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

async function samplesOf(...times: readonly string[]): Promise<readonly string[]> {
  const device = new TableDevice({
    '/system/history': times.map((time) => ({ time })),
    '/system/clock': [{ 'gmt-offset': '+01:00' }],
  });
  return (await collect(historyCollector, device)).samples;
}

describe('collector history', () => {
  it('finds the newest change wherever it stands in the list', async () => {
    const newest = Date.UTC(2025, 10, 17, 11) / 1000;
    assert.deepEqual(await samplesOf('2025-11-16 09:00:00', '2025-11-17 12:00:00', '2025-10-31 23:59:59'), [
      `mikrotik_history_last_change_timestamp_seconds ${newest}`,
      'mikrotik_history_changes 3',
    ]);
  });

  it('does not know the newest change if one of the dates cannot be read', async () => {
    assert.deepEqual(await samplesOf('2025-11-16 09:00:00', 'yesterday', '2025-11-17 12:00:00'), [
      'mikrotik_history_changes 3',
    ]);
  });

  it('knows of no change on a device that remembers none', async () => {
    assert.deepEqual(await samplesOf(), ['mikrotik_history_changes 0']);
  });
});
