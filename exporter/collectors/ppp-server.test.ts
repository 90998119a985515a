import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pppServerCollector } from './ppp-server.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function samplesOf(menu: string, row: TableRow): Promise<readonly string[]> {
  return (await collect(pppServerCollector, new TableDevice({ [menu]: [row] }))).samples;
}

describe('collector ppp_server', () => {
  it('reads the one OpenVPN server of old versions, and the table of those since 7.17', async () => {
    const menu = '/interface/ovpn-server/server';
    const enabled = 'mikrotik_ppp_server_enabled{kind="ovpn",server=';
    assert.ok((await samplesOf(menu, { enabled: 'no' })).includes(`${enabled}"",interface=""} 0`));
    assert.ok((await samplesOf(menu, { enabled: 'true' })).includes(`${enabled}"",interface=""} 1`));
    assert.ok((await samplesOf(menu, { name: 'a' })).includes(`${enabled}"a",interface=""} 1`));
    assert.ok(
      (await samplesOf(menu, { name: 'a', disabled: 'true' })).includes(`${enabled}"a",interface=""} 0`),
    );
  });

  it('says 0 where sessions are not limited, and nothing where RouterOS does not', async () => {
    const menu = '/interface/l2tp-server/server';
    const limit = 'mikrotik_ppp_server_limit_sessions{kind="l2tp",server="",interface=""}';
    assert.ok((await samplesOf(menu, { 'max-sessions': 'unlimited' })).includes(`${limit} 0`));
    assert.ok((await samplesOf(menu, { 'max-sessions': '200' })).includes(`${limit} 200`));
    assert.ok(!(await samplesOf(menu, {})).some((line) => line.startsWith(limit)));
  });
});
