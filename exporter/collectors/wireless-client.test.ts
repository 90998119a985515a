import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';
import { wirelessClientCollector } from './wireless-client.ts';

const CLIENT = { interface: 'wlan1', 'mac-address': '02:00:00:00:00:01' };

async function samplesOf(row: TableRow): Promise<readonly string[]> {
  const device = new TableDevice({ '/interface/wireless/registration-table': [{ ...CLIENT, ...row }] });
  return (await collect(wirelessClientCollector, device)).samples;
}

describe('collector wireless_client', () => {
  it('leaves out what the access point does not know of a client, and does not say 0', async () => {
    const samples = await samplesOf({ 'signal-strength': '-78dBm@6Mbps', 'rx-rate': '6Mbps' });
    assert.deepEqual(
      samples.map((line) => /^mikrotik_wireless_(\w+)/.exec(line)?.[1]),
      [
        'client_info',
        'client_signal_dbm',
        'client_receive_speed_bytes',
        'clients_truncated',
        'client_authorized',
      ],
    );
  });

  it('sees the bytes as the access point does: the first of a pair is what it sent', async () => {
    const samples = await samplesOf({ bytes: '100,7' });
    const labels = '{interface="wlan1",mac_address="02:00:00:00:00:01"}';
    assert.ok(samples.includes(`mikrotik_wireless_client_transmit_bytes_total${labels} 100`));
    assert.ok(samples.includes(`mikrotik_wireless_client_receive_bytes_total${labels} 7`));
  });
});
