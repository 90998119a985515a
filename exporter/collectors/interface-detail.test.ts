import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { interfaceDetailCollector } from './interface-detail.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableDeviceOptions } from './testing/table-device.ts';

const TABLES = {
  '/interface': [
    { name: 'ether1', type: 'ether' },
    { name: '<pppoe-anna>', type: 'pppoe-in', dynamic: 'true' },
  ],
};

async function slavesOf(options: TableDeviceOptions): Promise<readonly string[]> {
  const { samples } = await collect(interfaceDetailCollector, new TableDevice(TABLES, options));
  return samples.filter((line) => line.startsWith('mikrotik_interface_slave'));
}

describe('the interfaces with details', () => {
  it('are the static ones, unless the module exports dynamic ones', async () => {
    const anna = 'mikrotik_interface_slave{interface="<pppoe-anna>"} 0';
    assert.ok(!(await slavesOf({})).includes(anna));
    assert.ok((await slavesOf({ interfaces: { dynamic: true, keeps: () => true } })).includes(anna));
  });

  it('are those that the module keeps', async () => {
    const interfaces = {
      dynamic: true,
      keeps: ({ type }: { type: string | undefined }) => type === 'pppoe-in',
    };
    assert.deepEqual(await slavesOf({ interfaces }), [
      'mikrotik_interface_slave{interface="<pppoe-anna>"} 0',
    ]);
  });
});
