import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ipsecCollector } from './ipsec.ts';
import { ipsecPeerCollector } from './ipsec-peer.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

describe('collector ipsec', () => {
  it('leaves templates out, and only counts what was made from them', async () => {
    const rows = [
      { '.id': '*FFFFFF', template: 'true' },
      { '.id': '*2', 'ph2-state': 'established', active: 'true', dynamic: 'true' },
    ];
    const device = new TableDevice({ '/ip/ipsec/policy': rows });
    assert.deepEqual((await collect(ipsecCollector, device)).samples, [
      'mikrotik_ipsec_policies 0',
      'mikrotik_ipsec_dynamic_policies 1',
    ]);
  });
});

async function responders(...rows: TableRow[]): Promise<readonly (string | undefined)[]> {
  const { samples } = await collect(ipsecPeerCollector, new TableDevice({ '/ip/ipsec/active-peers': rows }));
  return samples.filter((line) => line.includes('_responder{')).map((line) => line.at(-1));
}

describe('collector ipsec_peer', () => {
  it('keeps apart two peers behind one NAT, by their ids or else by their ports', async () => {
    const peer = { 'remote-address': '198.51.100.7', state: 'established' };
    const ids = await responders({ ...peer, id: 'anna' }, { ...peer, id: 'bert' });
    assert.equal(ids.length, 2);
    const ports = await responders({ ...peer, port: '4500' }, { ...peer, port: '31337' });
    assert.equal(ports.length, 2);
  });

  it('knows who began by the word of one version and by the flag of the other', async () => {
    const [word] = await responders({ side: 'responder' });
    const [otherWord] = await responders({ side: 'initiator' });
    const [flag] = await responders({ responder: 'true' });
    const [noFlag] = await responders({ state: 'established' });
    assert.deepEqual([word, otherWord, flag, noFlag], ['1', '0', '1', '0']);
  });
});

/** The value of the family about configured peers, by their names. */
async function established(
  peers: readonly TableRow[],
  active: readonly TableRow[],
  maxRows = Infinity,
): Promise<Record<string, string>> {
  const device = new TableDevice(
    { '/ip/ipsec/peer': peers, '/ip/ipsec/active-peers': active },
    { maxRows, partial: true },
  );
  const { samples } = await collect(ipsecPeerCollector, device);
  return Object.fromEntries(
    samples
      .map((line) => /configured_peer_established{ipsec_peer="(.*)"} (.)/.exec(line)?.slice(1))
      .filter((pair) => pair !== undefined),
  ) as Record<string, string>;
}

describe('collector ipsec_peer, of the configured peers,', () => {
  const site = { 'remote-address': '203.0.113.2', 'local-address': '203.0.113.1', state: 'established' };

  it('says of one that is down that it is, by the same series as of one that is up', async () => {
    const hq = { name: 'hq', address: '203.0.113.2/32' };
    assert.deepEqual(await established([hq], [site]), { hq: '1' });
    assert.deepEqual(await established([hq], [{ ...site, state: 'message-1-sent' }]), { hq: '0' });
    assert.deepEqual(await established([hq], []), { hq: '0' });
  });

  it('tells two ways to one site by the local address, and knows a name by the address that it was found at', async () => {
    const peers = [
      { name: 'a', address: '203.0.113.2/32', 'local-address': '203.0.113.1' },
      { name: 'b', address: '203.0.113.2/32', 'local-address': '198.51.100.1' },
      { name: 'c', address: 'hq.example.net', 'current-address': '203.0.113.2' },
      { name: 'd', address: '2001:db8::1/128' },
    ];
    const active = [site, { 'remote-address': '2001:db8::1', state: 'established' }];
    assert.deepEqual(await established(peers, active), { a: '1', b: '0', c: '1', d: '1' });
  });

  it('says nothing of peers that are disabled or at no one address, nor if some that are active are not known', async () => {
    const peers = ['::/0', '0.0.0.0/0', '10.0.0.0/8', 'hq.example.net', ''].map((address) => ({
      name: `at ${address}`,
      address,
    }));
    assert.deepEqual(await established(peers, [site]), {});
    const old = { name: 'old', address: '192.0.2.1/32', disabled: 'true' };
    assert.deepEqual(await established([old], [site]), {});
    assert.deepEqual(await established([{ name: 'hq', address: '192.0.2.1/32' }], [site, site], 1), {});
  });
});
