import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { bgpCollector } from './bgp.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type Tables } from './testing/table-device.ts';

async function samplesOf(tables: Tables, pattern: RegExp): Promise<readonly string[]> {
  const { samples } = await collect(bgpCollector, new TableDevice(tables));
  return samples.filter((line) => pattern.test(line));
}

const ESTABLISHED_SESSIONS = /^mikrotik_bgp_connection_established_sessions/;

describe('collector bgp', () => {
  it('shows a connection that is down whether its session is remembered or was never there', async () => {
    const connections = [{ name: 'lost' }, { name: 'never' }, { name: 'up' }];
    const tables = {
      '/routing/bgp/connection': connections,
      '/routing/bgp/session': [{ name: 'lost-1' }, { name: 'up-3', established: 'true' }],
    };
    assert.deepEqual((await samplesOf(tables, ESTABLISHED_SESSIONS)).toSorted(), [
      'mikrotik_bgp_connection_established_sessions{connection="lost"} 0',
      'mikrotik_bgp_connection_established_sessions{connection="never"} 0',
      'mikrotik_bgp_connection_established_sessions{connection="up"} 1',
    ]);
  });

  it('does not count the sessions of a disabled connection as missing', async () => {
    const tables = {
      '/routing/bgp/connection': [{ name: 'off', disabled: 'true' }],
      '/routing/bgp/session': [],
      '/routing/bgp/peer': [{ name: 'off too', disabled: 'true', established: 'false' }],
    };
    assert.deepEqual(await samplesOf(tables, ESTABLISHED_SESSIONS), []);
  });

  it('finds the connection of a session whose name ends in a number before the suffix', async () => {
    const tables = {
      '/routing/bgp/connection': [{ name: 'ix-2' }, { name: 'ix' }],
      '/routing/bgp/session': [{ name: 'ix-2-1', established: 'true' }],
    };
    assert.deepEqual((await samplesOf(tables, ESTABLISHED_SESSIONS)).toSorted(), [
      'mikrotik_bgp_connection_established_sessions{connection="ix"} 0',
      'mikrotik_bgp_connection_established_sessions{connection="ix-2"} 1',
    ]);
  });

  it('has no uptime for a session that is lost, whatever RouterOS remembers of it', async () => {
    const uptime = /uptime_seconds/;
    const lost = { name: 'a-1', uptime: '1h' };
    assert.deepEqual(await samplesOf({ '/routing/bgp/session': [lost] }, uptime), []);
    const established = { ...lost, established: 'true' };
    assert.deepEqual(await samplesOf({ '/routing/bgp/session': [established] }, uptime), [
      'mikrotik_bgp_session_uptime_seconds{session="a-1"} 3600',
    ]);
  });

  it('invents no message of RouterOS 6 and no update of RouterOS 7, which do not count them', async () => {
    const peer = { name: 'six', established: 'true', 'updates-received': '9' };
    assert.deepEqual(await samplesOf({ '/routing/bgp/peer': [peer] }, /_total/), [
      'mikrotik_bgp_session_receive_updates_total{session="six"} 9',
    ]);
    const session = { name: 'seven-1', established: 'true', 'remote.messages': '54' };
    assert.deepEqual(await samplesOf({ '/routing/bgp/session': [session] }, /_total/), [
      'mikrotik_bgp_session_receive_messages_total{session="seven-1"} 54',
    ]);
  });

  it('parts the addresses of a session from their VRF and interface, as other collectors do', async () => {
    const session = {
      name: 'a-1',
      'remote.address': 'fe80::1%ether1@vrf1',
      'local.address': 'fe80::2%ether1@vrf1',
    };
    assert.deepEqual(await samplesOf({ '/routing/bgp/session': [session] }, /session_info/), [
      'mikrotik_bgp_session_info{session="a-1",connection="a",remote_address="fe80::1",remote_as="",remote_id="",' +
        'interface="ether1",local_address="fe80::2",local_as="",afi="",vrf="vrf1"} 1',
    ]);
  });

  it('reads a limit that is exceeded from a flag without a value', async () => {
    const sessions = [
      { name: 'a-1', 'limit-exceeded': '' },
      { name: 'b-1' },
      { name: 'c-1', 'limit-exceeded': 'false' },
    ];
    assert.deepEqual(await samplesOf({ '/routing/bgp/session': sessions }, /limit_exceeded/), [
      'mikrotik_bgp_session_limit_exceeded{session="a-1"} 1',
      'mikrotik_bgp_session_limit_exceeded{session="b-1"} 0',
      'mikrotik_bgp_session_limit_exceeded{session="c-1"} 0',
    ]);
  });
});
