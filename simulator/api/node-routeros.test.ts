import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RouterOSAPI } from 'node-routeros';
import { oneDevice } from '../testing/fleet.ts';

describe('a client that is not ours', () => {
  for (const persona of ['6.49', '7.12', '7.20'] as const) {
    it(`logs in to ${persona}, prints, and runs commands side by side`, async () => {
      await using bench = await oneDevice({ persona });
      const { host, port, username: user, password } = bench.device;
      const client = new RouterOSAPI({ host, port, user, password, timeout: 5 });
      await client.connect();
      try {
        const [interfaces, ports, identity] = await Promise.all([
          client.write('/interface/print', ['?type=ether']),
          client.write('/interface/ethernet/monitor', ['=numbers=ether1,ether2', '=once=']),
          client.write('/system/identity/print'),
        ]);
        assert.equal(interfaces.length, 11);
        assert.equal(ports[1]?.['name'], 'ether2');
        assert.deepEqual(identity, [{ name: 'riga-branch-1' }]);
        await assert.rejects(client.write('/nothing/print'), /no such command/);
      } finally {
        await client.close();
      }
    });
  }
});
