import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lteCollector } from './lte.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

const MODEMS = [
  { '.id': '*1', name: 'lte1', running: 'true' },
  { '.id': '*2', name: 'lte2', running: 'true' },
  { '.id': '*3', name: 'usb', inactive: 'true' },
  { '.id': '*4', name: 'spare', disabled: 'true' },
];

/** The samples of one modem. */
async function samplesOf(monitored: TableRow): Promise<readonly string[]> {
  const device = new TableDevice({
    '/interface/lte': MODEMS.slice(0, 1),
    '/interface/lte/monitor': [monitored],
  });
  return (await collect(lteCollector, device)).samples;
}

describe('collector lte', () => {
  it('gives each modem series of its own', async () => {
    const device = new TableDevice({
      '/interface/lte': MODEMS.slice(0, 2),
      '/interface/lte/monitor': [{ rsrp: '-107' }, { rsrp: '-90', 'nr-rsrp': '-95' }],
    });
    const { samples, duplicates } = await collect(lteCollector, device);
    assert.deepEqual(
      samples.filter((line) => line.includes('rsrp')),
      [
        'mikrotik_lte_rsrp_dbm{interface="lte1"} -107',
        'mikrotik_lte_rsrp_dbm{interface="lte2"} -90',
        'mikrotik_lte_nr_rsrp_dbm{interface="lte2"} -95',
      ],
    );
    assert.equal(duplicates, 0);
  });

  it('asks all modems by one command in RouterOS 7, each by one in 6, and none that is away or switched off', async () => {
    const device = new TableDevice({ '/interface/lte': MODEMS, '/interface/lte/monitor': [{}, {}, {}, {}] });
    await collect(lteCollector, device);
    assert.deepEqual(device.commands, [
      '/interface/lte/print',
      '/interface/lte/monitor *1,*2',
      '/interface/lte/info =number=*1',
      '/interface/lte/info =number=*2',
    ]);
    const { samples } = await collect(lteCollector, device);
    assert.ok(samples.includes('mikrotik_lte_modem_present{interface="usb"} 0'));
    assert.ok(!samples.some((line) => line.startsWith('mikrotik_lte_modem_present{interface="spare"}')));
  });

  it('is registered by what the registration says, or by the status of a modem that says no more', async () => {
    const registered = async (row: TableRow) =>
      (await samplesOf(row)).find((line) => line.startsWith('mikrotik_lte_registered'))?.slice(-1);
    assert.equal(await registered({ 'registration-status': 'registered' }), '1');
    assert.equal(await registered({ 'registration-status': 'not registered', status: 'connected' }), '0');
    assert.equal(await registered({ 'registration-status': 'registration denied' }), '0');
    assert.equal(await registered({ status: 'running' }), '1');
    assert.equal(await registered({ status: 'searching' }), '0');
    assert.equal(await registered({}), undefined);
  });

  it('adds up the carriers, unless the width of one is unknown', async () => {
    const widths = async (carriers: string) =>
      (await samplesOf({ 'primary-band': 'B7@20Mhz', 'ca-band': carriers })).filter((line) =>
        /aggregated/.test(line),
      );
    assert.deepEqual(await widths('n78@100Mhz,n78@40Mhz'), [
      'mikrotik_lte_aggregated_carriers{interface="lte1"} 2',
      'mikrotik_lte_aggregated_bandwidth_hertz{interface="lte1"} 160000000',
    ]);
    assert.deepEqual(await widths('n78@100Mhz,band eight'), [
      'mikrotik_lte_aggregated_carriers{interface="lte1"} 2',
    ]);
  });
});
