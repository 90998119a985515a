import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { serviceCollector } from './service.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function connections(...rows: TableRow[]): Promise<readonly string[]> {
  const { samples } = await collect(serviceCollector, new TableDevice({ '/ip/service': rows }));
  return samples.filter((line) => line.startsWith('mikrotik_service_connections'));
}

const CONNECTION = { name: 'api', dynamic: 'true', connection: 'true' };

describe('collector service', () => {
  it('counts the connections to each service, 0 for one that nobody uses', async () => {
    assert.deepEqual(await connections({ name: 'ssh' }, { name: 'api' }, CONNECTION, CONNECTION), [
      'mikrotik_service_connections{ip_service="ssh"} 0',
      'mikrotik_service_connections{ip_service="api"} 2',
    ]);
  });

  it('counts no connections where the device does not list them: its own would be among them', async () => {
    assert.deepEqual(await connections({ name: 'ssh' }, { name: 'api' }), []);
  });

  it('leaves out the services that nobody sets', async () => {
    const device = new TableDevice({ '/ip/service': [{ name: 'dhcp-client', port: '68', dynamic: 'true' }] });
    assert.deepEqual((await collect(serviceCollector, device)).samples, []);
  });
});
