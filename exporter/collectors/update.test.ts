import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';
import { updateCollector } from './update.ts';

/** The samples but the info. */
async function samplesOf(row: TableRow): Promise<readonly string[]> {
  const device = new TableDevice({ '/system/package/update': [row] });
  return (await collect(updateCollector, device)).samples.slice(1);
}

describe('collector update', () => {
  it('compares the installed version with the newest that the device has found', async () => {
    const checked = { 'installed-version': '7.20.2', status: 'System is already up to date' };
    assert.deepEqual(await samplesOf({ ...checked, 'latest-version': '7.20.2' }), [
      'mikrotik_update_available 0',
      'mikrotik_update_check_failed 0',
    ]);
    assert.deepEqual(
      (await samplesOf({ ...checked, 'latest-version': '7.20.4' }))[0],
      'mikrotik_update_available 1',
    );
  });

  it('knows of no update, nor that there is none, until the device has checked', async () => {
    assert.deepEqual(await samplesOf({ 'installed-version': '7.5' }), []);
    assert.deepEqual(await samplesOf({ 'installed-version': '7.5', 'latest-version': '', status: '' }), []);
  });

  it('tells that the last check failed', async () => {
    const failed = { 'installed-version': '7.5', status: 'ERROR: could not resolve dns name' };
    assert.deepEqual(await samplesOf(failed), ['mikrotik_update_check_failed 1']);
  });
});
