import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { gpsCollector } from './gps.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

describe('collector gps', () => {
  it('keeps the last position to itself while the receiver does not know where it is', async () => {
    const stale = {
      latitude: '56.96',
      longitude: '24.12',
      altitude: '25m',
      speed: '9 km/h',
      satellites: '2',
    };
    const device = new TableDevice({ '/system/gps/monitor': [{ ...stale, valid: 'false' }] });
    const { samples } = await collect(gpsCollector, device);
    assert.deepEqual(samples, ['mikrotik_gps_valid 0', 'mikrotik_gps_satellites 2']);
  });
});
