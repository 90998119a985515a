import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { kidControlCollector } from './kid-control.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

describe('collector kid_control', () => {
  it('counts all devices, also those beyond its cap', async () => {
    const devices = Array.from({ length: 3 }, (_, index) => ({ 'mac-address': `48:A9:8A:00:00:0${index}` }));
    const device = new TableDevice(
      { '/ip/kid-control': [], '/ip/kid-control/device': devices },
      { maxRows: 2, partial: true },
    );
    const { samples } = await collect(kidControlCollector, device);
    assert.ok(samples.includes('mikrotik_kid_control_devices 3'));
    assert.ok(samples.includes('mikrotik_kid_control_truncated 1'));
    assert.equal(samples.filter((line) => line.startsWith('mikrotik_kid_control_device_info{')).length, 2);
  });

  it('sees traffic as the router does: the upload of a device is what it receives', async () => {
    const device = new TableDevice({
      '/ip/kid-control/device': [{ 'mac-address': 'a', 'bytes-up': '1', 'bytes-down': '2' }],
    });
    const { samples } = await collect(kidControlCollector, device);
    assert.ok(samples.includes('mikrotik_kid_control_device_receive_bytes_total{mac_address="a"} 1'));
    assert.ok(samples.includes('mikrotik_kid_control_device_transmit_bytes_total{mac_address="a"} 2'));
  });
});
