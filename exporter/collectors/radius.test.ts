import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { radiusCollector } from './radius.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

function servers(rows: readonly TableRow[], replies: readonly TableRow[]): TableDevice {
  return new TableDevice({
    '/radius': rows.map((row, index) => ({ '.id': `*${index + 1}`, address: '10.0.0.3', ...row })),
    '/radius/monitor': replies,
  });
}

async function valuesOf(device: TableDevice, family: string): Promise<readonly (string | undefined)[]> {
  const { samples } = await collect(radiusCollector, device);
  return samples.filter((line) => line.startsWith(`${family}{`)).map((line) => line.split('} ')[1]);
}

describe('collector radius', () => {
  it('reads a round trip with its unit, and one in bare milliseconds', async () => {
    for (const [text, seconds] of [
      ['110ms', '0.11'],
      ['110', '0.11'],
      ['1s20ms', '1.02'],
      ['0s', '0'],
    ] as const) {
      const device = servers([{}], [{ 'last-request-rtt': text }]);
      assert.deepEqual(await valuesOf(device, 'mikrotik_radius_last_round_trip_seconds'), [seconds], text);
    }
  });

  it('keeps apart the rows of one server: other services, another domain, another port', async () => {
    const rows = [
      { service: 'ppp' },
      { service: 'login' },
      { service: 'ppp', domain: 'example' },
      { service: 'ppp', 'authentication-port': '1645' },
    ];
    const device = servers(
      rows,
      rows.map((_, index) => ({ requests: String(index) })),
    );
    assert.deepEqual(await valuesOf(device, 'mikrotik_radius_requests_total'), ['0', '1', '2', '3']);
  });
});
