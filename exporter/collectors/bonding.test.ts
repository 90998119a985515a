import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RouterosError } from '../routeros/errors.ts';
import { bondingCollector } from './bonding.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow, type Tables } from './testing/table-device.ts';

const PARTNER = 'CC:2D:E0:11:22:33';
const READY = { active: 'true', partner: 'true', flags: 'A-GSCD--', 'partner-sys-id': PARTNER };

function bondsWithLacp(count: number): Tables {
  const names = Array.from({ length: count }, (_, index) => `bond${index + 1}`);
  return {
    '/interface/bonding': names.map((name) => ({ '.id': `*${name}`, name, mode: '802.3ad' })),
    '/interface/bonding/monitor': names.map(() => ({ mode: '802.3ad' })),
    '/interface/bonding/monitor-slaves': [{ port: 'ether1', ...READY }],
  };
}

function portCommands({ commands }: TableDevice): readonly string[] {
  return commands.flatMap((command) => /monitor-slaves =bond=(.*)/.exec(command)?.[1] ?? []);
}

describe('a port of a bond with LACP', () => {
  async function aggregated(port: TableRow): Promise<readonly string[]> {
    const tables = {
      ...bondsWithLacp(1),
      '/interface/bonding/monitor-slaves': [{ port: 'ether1', ...port }],
    };
    const { samples } = await collect(bondingCollector, new TableDevice(tables));
    return samples.filter((line) => line.startsWith('mikrotik_bonding_port_aggregated'));
  }

  const says = (value: number): readonly string[] => [
    `mikrotik_bonding_port_aggregated{interface="bond1",port="ether1"} ${value}`,
  ];

  it('is aggregated if it collects and distributes, with a short timeout, too', async () => {
    assert.deepEqual(await aggregated(READY), says(1));
    assert.deepEqual(await aggregated({ ...READY, flags: 'ATGSCD--' }), says(1));
  });

  it('is not while it only collects, its partner is made up, or the link is down, which leaves the flags as they were', async () => {
    assert.deepEqual(await aggregated({ ...READY, flags: 'A-GSC---' }), says(0));
    assert.deepEqual(await aggregated({ ...READY, flags: 'A-GSCDF-' }), says(0));
    assert.deepEqual(await aggregated({ ...READY, active: 'false' }), says(0));
  });

  it('is unknown if the device does not say its flags', async () => {
    assert.deepEqual(await aggregated({ active: 'true' }), []);
  });
});

describe('the ports of bonds', () => {
  it('are asked for by bond, of those with LACP, and of no more than 8', async () => {
    const tables = bondsWithLacp(9);
    const backup = { '.id': '*B', name: 'backup', mode: 'active-backup' };
    const device = new TableDevice({
      ...tables,
      '/interface/bonding': [backup, ...(tables['/interface/bonding'] ?? [])],
      '/interface/bonding/monitor': [{}, ...(tables['/interface/bonding/monitor'] ?? [])],
    });
    await collect(bondingCollector, device);
    assert.deepEqual(
      portCommands(device),
      [1, 2, 3, 4, 5, 6, 7, 8].map((number) => `bond${number}`),
    );
  });

  it('are asked for by the new name, in a second trip, when a bond has another than at the last probe', async () => {
    const device = new TableDevice(bondsWithLacp(1));
    const once: TableDevice['once'] = device.once.bind(device);
    device.once = (menu, words, attributes, onRow) => {
      const name = device.tables['/interface/bonding']?.[0]?.['name'];
      if (words[0] === `=bond=${name}`) return once(menu, words, attributes, onRow);
      const message = 'input does not match any value of bond';
      return Promise.reject(new RouterosError('trap', message, { trap: { message } }));
    };
    await collect(bondingCollector, device);
    const [bond] = device.tables['/interface/bonding'] ?? [];
    device.tables = { ...device.tables, '/interface/bonding': [{ ...bond, name: 'to the server' }] };
    const { samples } = await collect(bondingCollector, device);
    assert.deepEqual(
      samples.filter((line) => line.startsWith('mikrotik_bonding_port_aggregated')),
      ['mikrotik_bonding_port_aggregated{interface="to the server",port="ether1"} 1'],
    );
  });
});
