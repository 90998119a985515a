import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { clockCollector } from './clock.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function samplesOf(menu: string, row: TableRow): Promise<readonly string[]> {
  return (await collect(clockCollector, new TableDevice({ [menu]: [row] }))).samples;
}

/** Whether the clock follows a time server, as the collector sees it. */
async function synchronized(row: TableRow): Promise<string | undefined> {
  const samples = await samplesOf('/system/ntp/client', row);
  return samples.find((line) => line.startsWith('mikrotik_ntp_synchronized'))?.slice(-1);
}

describe('collector clock', () => {
  it('tells the time of the device in UTC, whatever its zone and the form of its date', async () => {
    const iso = { date: '2024-03-01', time: '00:30:00', 'gmt-offset': '+05:30' };
    const old = { date: 'feb/29/2024', time: '15:30:00', 'gmt-offset': '-03:30' };
    for (const row of [iso, old]) {
      const [time] = await samplesOf('/system/clock', row);
      assert.equal(time, `mikrotik_clock_timestamp_seconds ${Date.UTC(2024, 1, 29, 19) / 1000}`);
    }
  });

  it('does not guess the time of a device whose zone or date it does not know', async () => {
    const whole = { date: '2024-03-01', time: '00:30:00', 'gmt-offset': '+00:00' };
    for (const unknown of ['date', 'time', 'gmt-offset']) {
      const row = Object.fromEntries(Object.entries(whole).filter(([name]) => name !== unknown));
      const samples = await samplesOf('/system/clock', row);
      assert.ok(!samples.some((line) => line.startsWith('mikrotik_clock_timestamp_seconds')), unknown);
    }
  });

  it('takes the clock for synchronized only in that state on RouterOS 7', async () => {
    assert.equal(await synchronized({ enabled: 'true', status: 'synchronized' }), '1');
    for (const status of ['waiting', 'stopped', 'using-local-clock', '']) {
      assert.equal(await synchronized({ enabled: 'true', status }), '0', status);
    }
  });

  it('takes the clock for synchronized on RouterOS 6 as long as a server answered within two polls', async () => {
    const client = { enabled: 'true', 'poll-interval': '15m' };
    assert.equal(await synchronized({ ...client, 'last-update-before': '29m59s' }), '1');
    assert.equal(await synchronized({ ...client, 'last-update-before': '30m' }), '0');
    assert.equal(await synchronized(client), '0');
    assert.equal(await synchronized({ enabled: 'false' }), '0');
  });

  it('does not know whether the clock is synchronized if it cannot read when a server answered', async () => {
    const client = { enabled: 'true', 'poll-interval': '15m', 'last-update-before': 'soon' };
    assert.equal(await synchronized(client), undefined);
  });
});
