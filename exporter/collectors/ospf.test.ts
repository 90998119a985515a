import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { ospfCollector } from './ospf.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type Tables } from './testing/table-device.ts';

async function samplesOf(tables: Tables, pattern: RegExp): Promise<readonly string[]> {
  const { samples } = await collect(ospfCollector, new TableDevice(tables));
  return samples.filter((line) => pattern.test(line));
}

describe('collector ospf', () => {
  it('counts no neighbours for an instance that has lost all of them', async () => {
    const tables = { '/routing/ospf/instance': [{ name: 'lan' }], '/routing/ospf/neighbor': [] };
    assert.deepEqual(await samplesOf(tables, /neighbors\{/), [
      'mikrotik_ospf_neighbors{protocol="ospf",ospf_instance="lan"} 0',
      'mikrotik_ospf_full_neighbors{protocol="ospf",ospf_instance="lan"} 0',
    ]);
  });

  it('keeps the instances of both protocols of RouterOS 6 apart, which have one name', async () => {
    const tables = {
      '/routing/ospf/instance': [{ name: 'default' }],
      '/routing/ospf/neighbor': [{ instance: 'default', address: '10.0.0.2', interface: 'a', state: 'Full' }],
      '/routing/ospf-v3/instance': [{ name: 'default' }],
      '/routing/ospf-v3/neighbor': [
        { instance: 'default', address: 'fe80::1', interface: 'a', state: 'Init' },
      ],
    };
    assert.deepEqual(await samplesOf(tables, /full_neighbors/), [
      'mikrotik_ospf_full_neighbors{protocol="ospf",ospf_instance="default"} 1',
      'mikrotik_ospf_full_neighbors{protocol="ospf-v3",ospf_instance="default"} 0',
    ]);
  });

  it('knows a state in small and in capital letters', async () => {
    for (const state of ['Full', 'full', 'FULL']) {
      const tables = { '/routing/ospf/neighbor': [{ instance: 'lan', address: '10.0.0.2', state }] };
      assert.equal((await samplesOf(tables, /state="full"\} 1$/)).length, 1);
    }
  });

  it('shows the state of an interface by the same word for both versions', async () => {
    const words = { 'designated-router': 'dr', backup: 'bdr', other: 'dr-other', 'point-to-point': 'ptp' };
    for (const [six, seven] of Object.entries(words)) {
      const row = { instance: 'default', interface: 'ether2', 'ip-address': '10.0.70.1', state: six };
      const samples = await samplesOf({ '/routing/ospf/interface': [row] }, /interface_state.* 1$/);
      assert.equal(samples.length, 1);
      assert.match(samples[0] ?? '', new RegExp(`state="${seven}"`));
    }
  });

  it('does not call the instance active that RouterOS 6 has from the start and nobody uses', async () => {
    for (const [state, active] of Object.entries({ down: 0, running: 1 })) {
      const tables = { '/routing/ospf/instance': [{ name: 'default', disabled: 'false', state }] };
      assert.deepEqual(await samplesOf(tables, /instance_active/), [
        `mikrotik_ospf_instance_active{protocol="ospf",ospf_instance="default"} ${active}`,
      ]);
    }
  });

  it('has one series for each of two neighbours with one link-local address', async () => {
    const tables = {
      '/routing/ospf/neighbor': [
        { instance: 'v6', area: 'b', address: 'fe80::1%gre1', state: 'Full', 'state-changes': '6' },
        { instance: 'v6', area: 'b', address: 'fe80::1%gre2', state: 'Full', 'state-changes': '8' },
      ],
    };
    assert.equal((await samplesOf(tables, /state_changes_total/)).length, 2);
  });
});
