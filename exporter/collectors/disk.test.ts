import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { diskCollector } from './disk.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

/** The value of the family `mikrotik_disk_<what>` for one disk. */
async function valueOf(what: string, row: TableRow): Promise<string | undefined> {
  const device = new TableDevice({ '/disk': [{ slot: 'a', ...row }] });
  const { samples } = await collect(diskCollector, device);
  return samples.find((line) => line.startsWith(`mikrotik_disk_${what}{`))?.at(-1);
}

describe('collector disk', () => {
  it('misses no file system on a disk that has none, as a member of a RAID array', async () => {
    assert.equal(await valueOf('mounted', { fs: 'ext4' }), '0');
    assert.equal(await valueOf('mounted', { fs: 'ext4', mounted: 'true' }), '1');
    for (const fs of ['-', '']) assert.equal(await valueOf('mounted', { fs }), undefined);
  });

  it('sees a failed member of RAID wherever the flag stands', async () => {
    const failed = { 'raid-member-failed': 'true' };
    assert.equal(await valueOf('raid_member_failed', { ...failed, 'raid-member': 'true' }), '1');
    assert.equal(await valueOf('raid_member_failed', { ...failed, type: 'raid' }), '1');
    assert.equal(await valueOf('raid_member_failed', { 'raid-member': 'true' }), '0');
    assert.equal(await valueOf('raid_member_failed', { type: 'hardware' }), undefined);
  });

  it('takes a RAID array for healthy if nothing stands behind its state', async () => {
    for (const [state, value] of [
      ['clean', '1'],
      ['active', '1'],
      ['clean, sync:repair, resync = 12%', '0'],
      ['inactive', '0'],
      ['', undefined],
    ] as const) {
      assert.equal(await valueOf('raid_healthy', { type: 'raid', state }), value, state);
    }
    assert.equal(await valueOf('raid_healthy', { type: 'hardware', state: 'clean' }), undefined);
  });
});
