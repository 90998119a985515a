import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { hotspotCollector } from './hotspot.ts';
import { hotspotSessionCollector } from './hotspot-session.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

describe('collector hotspot', () => {
  it('counts nobody if there are too many to count', async () => {
    const device = new TableDevice(
      {
        '/ip/hotspot': [{ name: 'hotspot1' }],
        '/ip/hotspot/active': [{ server: 'hotspot1' }],
        '/ip/hotspot/host': Array(3).fill({ server: 'hotspot1' }),
        '/ip/hotspot/user': [],
      },
      { maxRows: 2, partial: true },
    );
    const { samples } = await collect(hotspotCollector, device);
    assert.deepEqual(samples.slice(-2), ['mikrotik_hotspot_users 0', 'mikrotik_hotspot_truncated 1']);
    assert.ok(!samples.some((line) => /_(sessions|hosts)/.test(line)));
  });
});

describe('collector hotspot_session', () => {
  it('keeps apart two guests behind one router', async () => {
    const guest = { server: 'hotspot1', 'mac-address': '48:A9:8A:00:00:09' };
    const device = new TableDevice({
      '/ip/hotspot/active': [
        { ...guest, address: '192.168.10.5', 'bytes-in': '1' },
        { ...guest, address: '192.168.10.6', 'bytes-in': '2' },
      ],
    });
    const { samples, duplicates } = await collect(hotspotSessionCollector, device);
    assert.equal(duplicates, 0);
    assert.equal(samples.filter((line) => line.includes('_receive_bytes_total{')).length, 2);
  });
});
