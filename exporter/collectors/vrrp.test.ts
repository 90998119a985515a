import assert from 'node:assert/strict';
import { it } from 'node:test';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';
import { vrrpCollector } from './vrrp.ts';

it('tells the state of a VRRP interface from its flags, of which a disabled or invalid one may have several', async () => {
  const device = new TableDevice({
    '/interface/vrrp': [
      { name: 'a', backup: 'true', disabled: 'true' },
      { name: 'b', master: 'true', invalid: 'true' },
      { name: 'c', master: 'true', running: 'true' },
      { name: 'd', master: 'false', backup: 'false' },
    ],
  });
  const { samples } = await collect(vrrpCollector, device);
  assert.deepEqual(
    samples.filter((line) => line.includes('_state{') && line.endsWith(' 1')),
    [
      ['a', 'disabled'],
      ['b', 'invalid'],
      ['c', 'master'],
      ['d', 'init'],
    ].map(([name, state]) => `mikrotik_vrrp_state{interface="${name}",state="${state}"} 1`),
  );
});
