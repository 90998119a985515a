import assert from 'node:assert/strict';
import { it } from 'node:test';
import { bridgeVlanCollector } from './bridge-vlan.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

it('counts the ports of a VLAN over the entry that is configured and the dynamic one, and describes it once', async () => {
  const vlan = { bridge: 'bridge', 'vlan-ids': '10' };
  const device = new TableDevice({
    '/interface/bridge/vlan': [
      { ...vlan, comment: 'office', 'current-tagged': 'bridge,ether1', 'current-untagged': '' },
      { ...vlan, dynamic: 'true', 'current-tagged': '', 'current-untagged': 'ether2,ether3,ether4' },
      { ...vlan, disabled: 'true', 'current-tagged': 'ether9' },
    ],
  });
  const { samples, duplicates } = await collect(bridgeVlanCollector, device);
  assert.deepEqual(samples, [
    'mikrotik_bridge_vlan_info{bridge="bridge",vlan_ids="10",comment="office"} 1',
    'mikrotik_bridge_vlan_tagged_ports{bridge="bridge",vlan_ids="10"} 2',
    'mikrotik_bridge_vlan_untagged_ports{bridge="bridge",vlan_ids="10"} 3',
  ]);
  assert.equal(duplicates, 0);
});
