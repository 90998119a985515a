import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { poolCollector } from './pool.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type Tables } from './testing/table-device.ts';

const OLD: Tables = {
  '/ip/pool': [
    { name: 'a', ranges: '10.0.0.1-10.0.0.9' },
    { name: 'b', ranges: '10.1.0.0/24' },
  ],
  '/ip/pool/used': [{ pool: 'a' }, { pool: 'a' }],
};
const NEW: Tables = {
  '/ip/pool': [{ name: 'a', ranges: '10.0.0.1-10.0.0.9', total: '9', used: '2' }],
  '/ip/pool/used': [{ pool: 'a' }, { pool: 'a' }],
};

async function commandsOf(device: TableDevice): Promise<readonly string[]> {
  device.commands.length = 0;
  await collect(poolCollector, device);
  return device.commands;
}

describe('the collector of pools', () => {
  it('counts what is taken where RouterOS does not; a pool of which nothing is taken has 0', async () => {
    const { samples } = await collect(poolCollector, new TableDevice(OLD));
    assert.deepEqual(samples, [
      'mikrotik_ip_pool_addresses{pool="a"} 9',
      'mikrotik_ip_pool_addresses{pool="b"} 256',
      'mikrotik_ip_pool_used_addresses{pool="a"} 2',
      'mikrotik_ip_pool_used_addresses{pool="b"} 0',
      'mikrotik_ip_pool_truncated 0',
    ]);
  });

  it('does not walk the table of what is taken where RouterOS counts, nor where there is no pool', async () => {
    for (const tables of [NEW, { ...NEW, '/ip/pool': [] }]) {
      const device = new TableDevice(tables);
      await collect(poolCollector, device);
      assert.deepEqual(await commandsOf(device), ['/ip/pool/print', '/ipv6/pool/print']);
    }
  });

  it('notices an upgrade of a device: from the next probe on it does not walk any more', async () => {
    const device = new TableDevice(OLD);
    await collect(poolCollector, device);
    assert.ok((await commandsOf(device)).includes('/ip/pool/used/print'));
    device.tables = NEW;
    const { samples } = await collect(poolCollector, device);
    assert.ok(samples.includes('mikrotik_ip_pool_used_addresses{pool="a"} 2'));
    assert.ok(!(await commandsOf(device)).includes('/ip/pool/used/print'));
  });

  it('has the device count for each pool where more is taken than the row limit', async () => {
    const device = new TableDevice(
      { ...OLD, '/ip/pool/used': Array.from({ length: 50 }, () => ({ pool: 'b' })) },
      { maxRows: 10, partial: true },
    );
    const { samples } = await collect(poolCollector, device);
    assert.deepEqual(samples, [
      'mikrotik_ip_pool_addresses{pool="a"} 9',
      'mikrotik_ip_pool_addresses{pool="b"} 256',
      'mikrotik_ip_pool_used_addresses{pool="a"} 0',
      'mikrotik_ip_pool_used_addresses{pool="b"} 50',
      'mikrotik_ip_pool_truncated 0',
    ]);
  });

  it('says how big the pools are, and not how full, where they are too many for that', async () => {
    const pools = Array.from({ length: 17 }, (_, index) => ({ name: `p${index}`, ranges: '10.0.0.0/24' }));
    const device = new TableDevice(
      { '/ip/pool': pools, '/ip/pool/used': Array.from({ length: 50 }, () => ({ pool: 'p1' })) },
      { maxRows: 20, partial: true },
    );
    const { samples } = await collect(poolCollector, device);
    assert.equal(samples.filter((line) => line.startsWith('mikrotik_ip_pool_addresses')).length, 17);
    assert.ok(!samples.some((line) => line.includes('_used_')));
    assert.ok(samples.includes('mikrotik_ip_pool_truncated 1'));
  });

  it('does not know the size of an IPv6 pool whose parts are bigger than the whole, or which has no prefix', async () => {
    const device = new TableDevice({
      '/ipv6/pool': [
        { name: 'a', prefix: '2001:db8::/64', 'prefix-length': '48' },
        { name: 'b', prefix: '', 'prefix-length': '64' },
        { name: 'c', prefix: '::/58', 'actual-prefix': '2001:db8:40::/60', 'prefix-length': '64' },
      ],
    });
    const { samples } = await collect(poolCollector, device);
    assert.deepEqual(samples, ['mikrotik_ipv6_pool_prefixes{pool="c"} 16', 'mikrotik_ip_pool_truncated 0']);
    assert.deepEqual(device.parseErrors, []);
  });
});
