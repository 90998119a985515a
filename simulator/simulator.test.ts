import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { planFleet } from './fleet.ts';
import { Simulator } from './simulator.ts';
import { oneDevice } from './testing/fleet.ts';
import { RawClient } from './testing/raw-client.ts';

describe('a simulator', () => {
  it('gives each device its own address, leaving out those that end in 0 or 255', async () => {
    const devices = planFleet({ devices: 4, tenants: 1, seed: 1 });
    await using simulator = await Simulator.start({
      seed: 1,
      devices,
      listen: { base: '127.79.3.253', port: 28728 },
    });
    assert.deepEqual(
      simulator.devices.map(({ host, port }) => `${host}:${port}`),
      ['127.79.3.253:28728', '127.79.3.254:28728', '127.79.4.1:28728', '127.79.4.2:28728'],
    );
    const client = await RawClient.open(simulator.device('oslo-branch-1'));
    assert.equal((await client.rows('/system/identity/print'))[0]?.['name'], 'oslo-branch-1');
    client.close();
  });

  it('serves a thousand devices in one process', async () => {
    const devices = planFleet({ devices: 1000, tenants: 3, seed: 1 });
    await using simulator = await Simulator.start({ seed: 1, devices });
    const clients = await Promise.all(simulator.devices.map((device) => RawClient.open(device)));
    const names = await Promise.all(clients.map((client) => client.rows('/system/identity/print')));
    assert.deepEqual(
      names.map(([row]) => row?.['name']),
      devices.map(({ name }) => name),
    );
    for (const client of clients) client.close();
  });

  it('refuses two devices of one name, and a port that is taken', async () => {
    const spec = { name: 'one', profile: 'home', persona: '7.20' } as const;
    await assert.rejects(Simulator.start({ seed: 1, devices: [spec, spec] }), /two devices/);
    await using bench = await oneDevice();
    const listen = { host: '127.0.0.1', port: bench.device.port };
    await assert.rejects(Simulator.start({ seed: 1, devices: [spec], listen }), { code: 'EADDRINUSE' });
  });

  it('ends all connections when it stops', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    client.send(['/interface/listen']);
    await bench.simulator.stop();
    await client.closed;
  });
});

describe('time on the wire', () => {
  it('adds the latency to every round trip', async () => {
    await using bench = await oneDevice({}, { latency: 60 });
    const client = await bench.open();
    for (let trip = 0; trip < 5; trip += 1) {
      const sent = performance.now();
      await client.ask('/system/identity/print');
      assert.ok(performance.now() - sent >= 59);
    }
  });

  it('keeps a device busy for the service time of each command, one after the other', async () => {
    await using bench = await oneDevice({}, { serviceTime: 20 });
    const [first, second] = [await bench.open(), await bench.open()];
    const sent = performance.now();
    first.send(['/system/identity/print', '.tag=1'], ['/system/identity/print', '.tag=2']);
    second.send(['/system/identity/print', '.tag=3']);
    await Promise.all([first.untilDone(), second.untilDone()]);
    await first.untilDone();
    assert.ok(performance.now() - sent >= 59);
  });
});
