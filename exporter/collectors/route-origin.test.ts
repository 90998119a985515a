import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routeOriginCollector } from './route-origin.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

describe('collector route_origin', () => {
  it('adds up the routes of peers that have one address in two VRFs', async () => {
    const row = { name: 'bgp-IP-10.0.0.2', 'route-type': 'ip' };
    const device = new TableDevice({
      '/routing/stats/origin': [
        { ...row, 'instance-id': '1', 'total-route-count': '10' },
        { ...row, 'instance-id': '2', 'total-route-count': '5' },
      ],
    });
    const { samples, duplicates } = await collect(routeOriginCollector, device);
    assert.equal(duplicates, 0);
    assert.deepEqual(samples, ['mikrotik_route_origin_routes{origin="bgp-IP-10.0.0.2",kind="ip"} 15']);
  });
});
