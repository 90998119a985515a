import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type InterfaceFilter } from './contract.ts';
import { interfaceCollector } from './interface.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableDeviceOptions, type TableRow } from './testing/table-device.ts';

const EVERYTHING: InterfaceFilter = { dynamic: true, keeps: () => true };

async function samplesOf(
  rows: readonly TableRow[],
  options: TableDeviceOptions = {},
): Promise<readonly string[]> {
  const device = new TableDevice({ '/interface': rows }, { partial: true, ...options });
  return (await collect(interfaceCollector, device)).samples;
}

function sessions(count: number, type = 'pppoe-in'): TableRow[] {
  return Array.from({ length: count }, (_, index) => ({
    name: `<${type}-${index}>`,
    type,
    running: 'true',
    dynamic: 'true',
  }));
}

function named(samples: readonly string[], family: string): string[] {
  return samples
    .filter((line) => line.startsWith(`mikrotik_interface_${family}`))
    .map((line) => line.replace(/^\w+/, ''));
}

describe('collector interface', () => {
  it('takes a missing flag of an interface that is there for false', async () => {
    const samples = await samplesOf([{ name: 'ether1' }]);
    assert.deepEqual(named(samples, 'running'), ['{interface="ether1"} 0']);
    assert.deepEqual(named(samples, 'enabled'), ['{interface="ether1"} 1']);
  });

  it('exports no sample for a counter that is missing or empty', async () => {
    const samples = await samplesOf([{ name: 'ether1', 'rx-error': '' }]);
    assert.deepEqual(
      samples.filter((line) => line.includes('_total')),
      [],
    );
  });

  it('only counts dynamic interfaces, by type', async () => {
    const samples = await samplesOf([
      { name: 'ether1', type: 'ether' },
      ...sessions(3),
      ...sessions(2, 'l2tp-in'),
    ]);
    assert.deepEqual(named(samples, 'info').length, 1);
    assert.deepEqual(named(samples, 'dynamic_interfaces'), ['{kind="pppoe-in"} 3', '{kind="l2tp-in"} 2']);
  });

  it('exports dynamic interfaces and their number with one command if the module wants them', async () => {
    const device = new TableDevice(
      { '/interface': [{ name: 'ether1' }, ...sessions(2)] },
      { interfaces: EVERYTHING },
    );
    const { samples } = await collect(interfaceCollector, device);
    assert.equal(device.commands.length, 1);
    assert.equal(named(samples, 'running').length, 3);
    assert.deepEqual(named(samples, 'dynamic_interfaces'), ['{kind="pppoe-in"} 2']);
  });

  it('exports the static interfaces but no counts if the dynamic ones are past the row limit', async () => {
    const samples = await samplesOf([{ name: 'ether1' }, { name: 'ether2' }, ...sessions(5)], { maxRows: 4 });
    assert.equal(named(samples, 'running').length, 2);
    assert.deepEqual(named(samples, 'dynamic_interfaces'), []);
    assert.deepEqual(named(samples, 'truncated'), [' 1']);
  });

  it('says that nothing is missing if nothing is', async () => {
    assert.deepEqual(named(await samplesOf([{ name: 'ether1' }]), 'truncated'), [' 0']);
  });

  it('asks the filter of the module with name, type and comment', async () => {
    const seen: unknown[] = [];
    const interfaces: InterfaceFilter = {
      dynamic: false,
      keeps: (facts) => {
        seen.push(facts);
        return facts.comment === 'uplink';
      },
    };
    const rows = [
      { name: 'ether1', type: 'ether', comment: 'uplink' },
      { name: 'bridge', type: 'bridge' },
    ];
    const samples = await samplesOf(rows, { interfaces });
    assert.deepEqual(seen, [
      { name: 'ether1', type: 'ether', comment: 'uplink', dynamic: false },
      { name: 'bridge', type: 'bridge', comment: undefined, dynamic: false },
    ]);
    assert.deepEqual(named(samples, 'running'), ['{interface="ether1"} 0']);
  });
});
