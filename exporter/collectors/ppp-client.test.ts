import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type InterfaceFilter } from './contract.ts';
import { pppClientCollector } from './ppp-client.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

const PPPOE = '/interface/pppoe-client';
const L2TP = '/interface/l2tp-client';

function client(row: TableRow, interfaces?: InterfaceFilter): TableDevice {
  const tables = { [PPPOE]: [{ '.id': '*1', name: 'wan' }], [`${PPPOE}/monitor`]: [row] };
  return new TableDevice(tables, interfaces && { interfaces });
}

async function samplesOf(device: TableDevice): Promise<readonly string[]> {
  return (await collect(pppClientCollector, device)).samples;
}

describe('collector ppp_client', () => {
  it('takes every status that begins with connected for connected, and every other one for down', async () => {
    for (const [status, value] of [
      ['connected', 1],
      ['connected, encrypted', 1],
      ['dialing...', 0],
      ['terminating... - disconnected', 0],
      ['disabled', 0],
    ] as const) {
      const samples = await samplesOf(client({ status }));
      assert.ok(samples.includes(`mikrotik_ppp_client_connected{interface="wan"} ${value}`), status);
    }
  });

  it('exports nothing of a session while the client is down, whatever the monitor remembers of the last', async () => {
    const samples = await samplesOf(
      client({ status: 'dialing...', uptime: '5s', mtu: '1492', 'ac-name': 'bras' }),
    );
    assert.deepEqual(
      samples.map((line) => line.replace(/\{.*/, '')),
      [
        'mikrotik_ppp_client_info',
        'mikrotik_ppp_client_enabled',
        'mikrotik_ppp_client_running',
        'mikrotik_ppp_client_connected',
      ],
    );
  });

  it('gives the rows of each protocol, which say no name, to the clients of that protocol in their order', async () => {
    const device = new TableDevice({
      [PPPOE]: [
        { '.id': '*1', name: 'a' },
        { '.id': '*2', name: 'b' },
      ],
      [`${PPPOE}/monitor`]: [
        { status: 'connected', mtu: '1' },
        { status: 'connected', mtu: '2' },
      ],
      [L2TP]: [{ '.id': '*3', name: 'c' }],
      [`${L2TP}/monitor`]: [{ status: 'connected', mtu: '3' }],
    });
    const samples = await samplesOf(device);
    assert.deepEqual(
      samples.filter((line) => line.includes('_mtu_bytes')),
      [
        'mikrotik_ppp_client_mtu_bytes{interface="a"} 1',
        'mikrotik_ppp_client_mtu_bytes{interface="b"} 2',
        'mikrotik_ppp_client_mtu_bytes{interface="c"} 3',
      ],
    );
  });

  it('neither monitors nor exports clients whose interface the module drops', async () => {
    const interfaces: InterfaceFilter = { dynamic: false, keeps: ({ type }) => type !== 'pppoe-out' };
    const device = client({ status: 'connected' }, interfaces);
    assert.deepEqual(await samplesOf(device), []);
    assert.ok(device.commands.every((command) => !command.startsWith(`${PPPOE}/monitor`)));
  });
});
