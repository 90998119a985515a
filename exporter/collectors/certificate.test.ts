import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { certificateCollector } from './certificate.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function samplesOf(...rows: readonly TableRow[]): Promise<readonly string[]> {
  const device = new TableDevice({
    '/certificate': rows,
    '/system/clock': [{ 'gmt-offset': '+00:00' }],
  });
  return (await collect(certificateCollector, device)).samples;
}

describe('collector certificate', () => {
  it('reads a revocation that is a flag and one that is a date', async () => {
    for (const [revoked, value] of [
      ['true', 1],
      ['jan/05/2024 10:11:12', 1],
      ['false', 0],
      ['', 0],
    ] as const) {
      const samples = await samplesOf({ name: 'web', revoked });
      assert.ok(samples.includes(`mikrotik_certificate_revoked{certificate="web",fingerprint=""} ${value}`));
    }
  });

  it('goes on after a request that nobody has signed, which has no dates', async () => {
    const samples = await samplesOf(
      { name: 'request' },
      { name: 'web', 'invalid-after': '2030-01-01 00:00:00' },
    );
    assert.deepEqual(
      samples.filter((line) => line.includes('timestamp')),
      [
        `mikrotik_certificate_not_after_timestamp_seconds{certificate="web",fingerprint=""} ${Date.UTC(2030, 0) / 1000}`,
      ],
    );
  });
});
