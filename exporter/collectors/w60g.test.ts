import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';
import { w60gCollector } from './w60g.ts';

describe('collector w60g', () => {
  it('says of an access point of several stations what each one tells, and each link once', async () => {
    const device = new TableDevice({
      '/interface/w60g': [{ '.id': '*1', name: 'wlan60-1' }],
      '/interface/w60g/monitor': [
        { connected: 'true', 'remote-address': 'DC:2C:6E:00:00:01,DC:2C:6E:00:00:02', rssi: '-58,-70' },
      ],
      '/interface/w60g/station': [
        { '.id': '*2', name: 'station-1' },
        { '.id': '*3', name: 'station-2' },
      ],
      '/interface/w60g/station/monitor': [
        { connected: 'true', remote: 'DC:2C:6E:00:00:01', rssi: '-58' },
        { connected: 'true', remote: 'DC:2C:6E:00:00:02', rssi: '-70' },
      ],
    });
    const { samples } = await collect(w60gCollector, device);
    assert.deepEqual(
      samples.filter((line) => line.includes('_rssi_')),
      [
        'mikrotik_w60g_rssi_dbm{interface="station-1",mac_address="DC:2C:6E:00:00:01"} -58',
        'mikrotik_w60g_rssi_dbm{interface="station-2",mac_address="DC:2C:6E:00:00:02"} -70',
      ],
    );
    assert.deepEqual(device.parseErrors, []);
  });
});
