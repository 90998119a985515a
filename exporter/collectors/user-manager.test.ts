import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';
import { userManagerCollector } from './user-manager.ts';

describe('collector user_manager', () => {
  it('has the router count its sessions, which are a history, and only those that last', async () => {
    for (const menu of ['/user-manager', '/tool/user-manager']) {
      const sessions = Array.from({ length: 5000 }, (_, index) =>
        index % 100 === 0 ? { active: 'true' } : { active: 'false' },
      );
      const device = new TableDevice(
        { [`${menu}/session`]: sessions, [`${menu}/user`]: [] },
        { maxRows: 10 },
      );
      const { samples } = await collect(userManagerCollector, device);
      assert.deepEqual(samples, [
        'mikrotik_user_manager_active_sessions 50',
        'mikrotik_user_manager_users 0',
      ]);
      assert.equal(device.longestReply, 0);
    }
  });
});
