import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RouterosError } from '../routeros/errors.ts';
import { type InterfaceFilter } from './contract.ts';
import { ethernetCollector } from './ethernet.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow, type Tables } from './testing/table-device.ts';

/** A device with ports `ether1` (`*1`) and so on, all with a link. */
function ports(...numbers: number[]): Tables {
  return {
    '/interface/ethernet': numbers.map((number) => ({ '.id': `*${number}`, name: `ether${number}` })),
    '/interface/ethernet/monitor': numbers.map((number) => ({ name: `ether${number}`, rate: '1Gbps' })),
  };
}

function monitored(row: TableRow): TableDevice {
  return new TableDevice({
    '/interface/ethernet': [{ '.id': '*1', name: 'ether1' }],
    '/interface/ethernet/monitor': [{ name: 'ether1', ...row }],
  });
}

async function samplesOf(device: TableDevice): Promise<readonly string[]> {
  return (await collect(ethernetCollector, device)).samples;
}

/** The commands of one probe. */
async function probe(device: TableDevice): Promise<readonly string[]> {
  device.commands.length = 0;
  device.roundTrips = 0;
  await collect(ethernetCollector, device);
  return [...device.commands];
}

const PRINT = '/interface/ethernet/print';
const MONITOR = '/interface/ethernet/monitor';

describe('collector ethernet', () => {
  it('monitors the ports that the print shows, and on the next probe those it remembers', async () => {
    const device = new TableDevice(ports(1, 2));
    assert.deepEqual(await probe(device), [PRINT, `${MONITOR} *1,*2`]);
    assert.equal(device.roundTrips, 2);
    assert.deepEqual(await probe(device), [PRINT, `${MONITOR} *1,*2`]);
    assert.equal(device.roundTrips, 1);
  });

  it('asks a port that it does not remember in a second trip', async () => {
    const device = new TableDevice(ports(1, 2));
    await probe(device);
    device.tables = ports(1, 2, 3);
    assert.deepEqual(await probe(device), [PRINT, `${MONITOR} *1,*2`, `${MONITOR} *3`]);
    assert.equal((await samplesOf(device)).length, 3);
  });

  it('asks all ports again when one that it remembers is gone', async () => {
    const device = new TableDevice(ports(1, 2, 3));
    await probe(device);
    device.tables = ports(1, 3);
    assert.deepEqual(await probe(device), [PRINT, `${MONITOR} *1,*2,*3`, `${MONITOR} *1,*3`]);
    assert.deepEqual(await probe(device), [PRINT, `${MONITOR} *1,*3`]);
  });

  it('asks all ports once more after any trap of the monitor, and fails with it if it comes again', async () => {
    const device = new TableDevice(ports(1), { failures: { [MONITOR]: trap('interrupted') } });
    device.memory.set('ethernet ports', [{ id: '*1', name: 'ether1' }]);
    await assert.rejects(probe(device), /interrupted/);
    assert.deepEqual(device.commands, [PRINT, `${MONITOR} *1`, `${MONITOR} *1`]);
  });

  it('fails, and remembers what it did, when the print fails', async () => {
    const device = new TableDevice(ports(1), { failures: { '/interface/ethernet': trap('interrupted') } });
    device.memory.set('ethernet ports', [{ id: '*1', name: 'ether1' }]);
    await assert.rejects(probe(device), /interrupted/);
    assert.deepEqual(device.memory.get('ethernet ports'), [{ id: '*1', name: 'ether1' }]);
  });

  it('takes the new name of a port at once', async () => {
    const device = new TableDevice(ports(1));
    await probe(device);
    device.tables = {
      '/interface/ethernet': [{ '.id': '*1', name: 'wan', 'rx-pause': '1' }],
      '/interface/ethernet/monitor': [{ name: 'wan', rate: '8bps' }],
    };
    assert.deepEqual(await samplesOf(device), [
      'mikrotik_ethernet_speed_bytes{interface="wan"} 1',
      'mikrotik_ethernet_receive_pauses_total{interface="wan"} 1',
    ]);
  });

  it('neither monitors nor exports ports that the module drops, whoever remembered them', async () => {
    const interfaces: InterfaceFilter = {
      dynamic: false,
      keeps: ({ name, type }) => type === 'ether' && name === 'ether2',
    };
    const device = new TableDevice(ports(1, 2), { interfaces });
    assert.deepEqual(await probe(device), [PRINT, `${MONITOR} *2`]);
    const other = new TableDevice(ports(1, 2));
    for (const [key, value] of device.memory) other.memory.set(key, value);
    assert.deepEqual(await probe(other), [PRINT, `${MONITOR} *1,*2`]);
  });

  it('remembers only what JSON can hold, so that the cap on memory counts it', async () => {
    const device = new TableDevice(ports(1, 2));
    await probe(device);
    const remembered = [...device.memory.values()];
    assert.ok(JSON.stringify(remembered).includes('ether2'));
  });

  it('knows no speed, duplex or negotiation where RouterOS does not', async () => {
    const device = monitored({ rate: 'unknown', 'auto-negotiation': 'disabled' });
    assert.deepEqual(await samplesOf(device), []);
    assert.deepEqual(device.parseErrors, []);
  });

  it('exports the speed in bytes per second', async () => {
    const samples = await samplesOf(monitored({ rate: '2.5Gbps' }));
    assert.deepEqual(samples, ['mikrotik_ethernet_speed_bytes{interface="ether1"} 312500000']);
  });

  it('exports nothing of the module of an empty cage', async () => {
    const samples = await samplesOf(
      monitored({ 'sfp-module-present': 'false', 'sfp-rx-loss': 'true', 'sfp-temperature': '0' }),
    );
    assert.deepEqual(samples, ['mikrotik_ethernet_sfp_module_present{interface="ether1"} 0']);
  });

  it('reads volts and dBm that some builds send in thousandths', async () => {
    const samples = await samplesOf(
      monitored({
        'sfp-module-present': 'true',
        'sfp-supply-voltage': '3298',
        'sfp-rx-power': '-2064',
        'sfp-tx-power': '-40',
      }),
    );
    assert.deepEqual(samples.slice(2), [
      'mikrotik_ethernet_sfp_supply_volts{interface="ether1"} 3.298',
      'mikrotik_ethernet_sfp_transmit_power_dbm{interface="ether1"} -40',
      'mikrotik_ethernet_sfp_receive_power_dbm{interface="ether1"} -2.064',
    ]);
  });
});

function trap(message: string): RouterosError {
  return new RouterosError('trap', message, { trap: { message } });
}
