import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';
import { upsCollector } from './ups.ts';

describe('collector ups', () => {
  it('monitors no UPS that is disabled or not plugged in: the device would refuse for all of them', async () => {
    const rows: TableRow[] = [
      { '.id': '*1', name: 'old', disabled: 'true' },
      { '.id': '*2', name: 'rack', invalid: 'true' },
      { '.id': '*3', name: 'desk' },
    ];
    const device = new TableDevice({ '/system/ups': rows, '/system/ups/monitor': [{}, {}, { load: '38' }] });
    const { samples } = await collect(upsCollector, device);
    assert.deepEqual(device.commands, ['/system/ups/print', '/system/ups/monitor *3']);
    assert.deepEqual(
      samples.filter((line) => !line.startsWith('mikrotik_ups_info')),
      [
        'mikrotik_ups_connected{ups="rack"} 0',
        'mikrotik_ups_connected{ups="desk"} 1',
        'mikrotik_ups_load_ratio{ups="desk"} 0.38',
      ],
    );
  });
});
