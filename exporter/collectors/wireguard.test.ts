import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';
import { wireguardCollector } from './wireguard.ts';

async function samplesOf(peers: readonly TableRow[], maxRows = Infinity): Promise<readonly string[]> {
  const device = new TableDevice(
    {
      '/interface/wireguard': [{ name: 'wg0' }],
      '/interface/wireguard/peers': peers.map((peer) => ({ interface: 'wg0', ...peer })),
    },
    { maxRows, partial: true },
  );
  return (await collect(wireguardCollector, device)).samples;
}

function ofFamily(samples: readonly string[], family: string): readonly string[] {
  return samples.filter((line) => line.startsWith(`mikrotik_wireguard_${family}{`));
}

describe('collector wireguard', () => {
  it('knows no handshake of a peer that never had one, instead of one just now', async () => {
    for (const never of [{}, { 'last-handshake': '' }, { 'last-handshake': 'never' }]) {
      const samples = await samplesOf([{ 'public-key': 'a=', ...never }]);
      assert.deepEqual(ofFamily(samples, 'peer_last_handshake_age_seconds'), []);
    }
  });

  it('keeps the series of a peer that gets another name, endpoint or comment', async () => {
    const before = await samplesOf([{ 'public-key': 'a=', rx: '1' }]);
    const after = await samplesOf([
      { 'public-key': 'a=', rx: '1', name: 'phone', comment: 'new', 'current-endpoint-address': '192.0.2.1' },
    ]);
    const counter = 'peer_receive_bytes_total';
    assert.deepEqual(ofFamily(after, counter), ofFamily(before, counter));
    assert.equal(ofFamily(after, counter).length, 1);
  });

  it('counts the peers of each interface, of one without any too', async () => {
    assert.deepEqual(ofFamily(await samplesOf([]), 'peers'), ['mikrotik_wireguard_peers{interface="wg0"} 0']);
    const two = await samplesOf([{ 'public-key': 'a=' }, { 'public-key': 'b=' }]);
    assert.deepEqual(ofFamily(two, 'peers'), ['mikrotik_wireguard_peers{interface="wg0"} 2']);
  });

  it('counts no peers when the table was cut', async () => {
    const samples = await samplesOf([{ 'public-key': 'a=' }, { 'public-key': 'b=' }], 1);
    assert.deepEqual(ofFamily(samples, 'peers'), []);
    assert.ok(samples.includes('mikrotik_wireguard_truncated 1'));
    assert.equal(ofFamily(samples, 'peer_enabled').length, 1);
  });
});
