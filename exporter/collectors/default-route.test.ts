import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { defaultRouteCollector } from './default-route.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow, type Tables } from './testing/table-device.ts';

async function samplesOf(tables: Tables, pattern: RegExp): Promise<readonly string[]> {
  const { samples } = await collect(defaultRouteCollector, new TableDevice(tables));
  return samples.filter((line) => pattern.test(line));
}

function defaultRoute(more: TableRow): TableRow {
  return { 'dst-address': '0.0.0.0/0', distance: '1', ...more };
}

describe('collector default_route', () => {
  it('counts 0 for a device without a default route, and nothing for a protocol that it does not have', async () => {
    const tables = { '/ip/route': [{ 'dst-address': '10.0.0.0/24', active: 'true' }] };
    assert.deepEqual(await samplesOf(tables, /./), [
      'mikrotik_default_route_enabled_entries{ip_version="4",routing_table="main"} 0',
      'mikrotik_default_route_active_entries{ip_version="4",routing_table="main"} 0',
    ]);
  });

  it('tells which of two routes by one gateway is in use', async () => {
    const routes = [
      defaultRoute({ gateway: '10.0.0.1', active: 'true' }),
      defaultRoute({ gateway: '10.0.0.1', distance: '2', dhcp: 'true' }),
    ];
    assert.deepEqual(await samplesOf({ '/ip/route': routes }, /route_active\{/), [
      'mikrotik_default_route_active{ip_version="4",routing_table="main",gateway="10.0.0.1",distance="1",protocol=""} 1',
      'mikrotik_default_route_active{ip_version="4",routing_table="main",gateway="10.0.0.1",distance="2",protocol="dhcp"} 0',
    ]);
  });

  it('tells a route by hand from that of DHCP, which is in use, by the same gateway at the same distance', async () => {
    const routes = [
      defaultRoute({ gateway: '10.0.0.1', static: 'true' }),
      defaultRoute({ gateway: '10.0.0.1', dhcp: 'true', active: 'true' }),
    ];
    assert.deepEqual(await samplesOf({ '/ip/route': routes }, /route_active\{.* 1$/), [
      'mikrotik_default_route_active{ip_version="4",routing_table="main",gateway="10.0.0.1",distance="1",protocol="dhcp"} 1',
    ]);
  });

  it('leaves a disabled route out of the count, but shows that its table has none then', async () => {
    const routes = [defaultRoute({ gateway: 'lte1', 'routing-mark': 'lte', disabled: 'true' })];
    assert.deepEqual(await samplesOf({ '/ip/route': routes }, /"lte"/), [
      'mikrotik_default_route_info{ip_version="4",routing_table="lte",gateway="lte1",distance="1",protocol="",comment=""} 1',
      'mikrotik_default_route_enabled_entries{ip_version="4",routing_table="lte"} 0',
      'mikrotik_default_route_active_entries{ip_version="4",routing_table="lte"} 0',
    ]);
  });
});
