import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';
import { wirelessCollector } from './wireless.ts';

async function samplesOf(...monitored: TableRow[]): Promise<readonly string[]> {
  const radios = monitored.map((_, index) => ({ '.id': `*${index + 1}`, name: `wlan${index + 1}` }));
  const device = new TableDevice({
    '/interface/wireless': radios,
    '/interface/wireless/monitor': monitored,
  });
  return (await collect(wirelessCollector, device)).samples;
}

describe('collector wireless', () => {
  it('tells two radios on one channel apart', async () => {
    const samples = await samplesOf(
      { status: 'running-ap', channel: '2412/20/gn(17dBm)', 'registered-clients': '5' },
      { status: 'running-ap', channel: '2412/20/gn(17dBm)', 'registered-clients': '7' },
    );
    assert.deepEqual(
      samples.filter((line) => /_registered_clients|_hertz/.test(line)),
      [
        'mikrotik_wireless_frequency_hertz{interface="wlan1"} 2412000000',
        'mikrotik_wireless_frequency_hertz{interface="wlan2"} 2412000000',
        'mikrotik_wireless_registered_clients{interface="wlan1"} 5',
        'mikrotik_wireless_registered_clients{interface="wlan2"} 7',
      ],
    );
  });

  it('says nothing of the link of a station that has found no access point', async () => {
    const samples = await samplesOf({ status: 'searching-for-network', 'signal-strength': '0' });
    assert.ok(!samples.some((line) => line.includes('_uplink_')));
  });
});
