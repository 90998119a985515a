import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { netwatchCollector } from './netwatch.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function collectProbes(
  ...rows: TableRow[]
): Promise<{ samples: readonly string[]; duplicates: number }> {
  const device = new TableDevice({ '/tool/netwatch': rows, '/system/clock': [{ 'gmt-offset': '+01:00' }] });
  return collect(netwatchCollector, device);
}

describe('collector netwatch', () => {
  it('names a probe by its host if it has no name, and keeps apart the ways in which one host is probed', async () => {
    const { samples, duplicates } = await collectProbes(
      { host: '192.0.2.1', name: '', type: 'icmp' },
      { host: '192.0.2.1', type: 'tcp-conn', port: '22' },
      { host: '192.0.2.1', type: 'tcp-conn', port: '443' },
      { host: '192.0.2.1', name: 'gateway', type: 'icmp' },
    );
    assert.equal(duplicates, 0);
    assert.deepEqual(
      samples
        .filter((line) => line.includes('_enabled{'))
        .map((line) => /netwatch="([^"]*)"/.exec(line)?.[1]),
      ['192.0.2.1', '192.0.2.1', '192.0.2.1', 'gateway'],
    );
  });

  it('keeps apart probes of which nothing differs but what they send', async () => {
    const probe = { host: '192.0.2.1', type: 'icmp' };
    const { samples, duplicates } = await collectProbes(
      { ...probe, '.id': '*1', 'src-address': '203.0.113.5', status: 'up' },
      { ...probe, '.id': '*2', 'src-address': '198.51.100.5', status: 'down' },
    );
    assert.equal(duplicates, 0);
    assert.equal(samples.filter((line) => line.includes('state="up"')).length, 2);
  });

  it('takes the date of a change by the clock of the device', async () => {
    const { samples } = await collectProbes({ host: 'a', since: '2026-01-15 01:00:00' });
    assert.ok(
      samples.some(
        (line) => line.includes('_timestamp_seconds{') && line.endsWith(` ${Date.UTC(2026, 0, 15) / 1000}`),
      ),
    );
  });

  it('has no round trip of a probe that has had no answer', async () => {
    const { samples } = await collectProbes({
      host: 'a',
      type: 'icmp',
      'loss-percent': '100',
      'rtt-avg': '',
    });
    assert.ok(samples.some((line) => line.includes('_icmp_loss_ratio{') && line.endsWith(' 1')));
    assert.ok(!samples.some((line) => line.includes('_round_trip_')));
  });
});
