import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile } from 'node:fs/promises';
import { connect, type Socket } from 'node:net';
import { describe, it } from 'node:test';
import { type Device } from './device.ts';
import { FAULTS, FaultError } from './faults.ts';
import { Simulator } from './simulator.ts';
import { type Bench, oneDevice, TEST_START } from './testing/fleet.ts';
import { type RawClient } from './testing/raw-client.ts';

/** How a TCP connect ends: `connected`, an error code, or `timeout`. */
async function connecting({ host, port }: Device, patience: number): Promise<string> {
  const socket: Socket = connect({ host, port });
  const expired = once(AbortSignal.timeout(patience), 'abort').then(() => 'timeout');
  const connected = once(socket, 'connect').then(
    () => 'connected',
    (error: unknown) => (error as NodeJS.ErrnoException).code ?? 'error',
  );
  const outcome = await Promise.race([connected, expired]);
  socket.destroy();
  return outcome;
}

const IDENTITY = '/system/identity/print';

describe('a device that is unreachable', () => {
  it('lets connects time out, and is there again when healed', async () => {
    await using bench = await oneDevice();
    await bench.device.inject('unreachable');
    // Longer than the kernel takes to send the first SYN once more.
    const outcomes = await Promise.all([connecting(bench.device, 1300), connecting(bench.device, 1300)]);
    assert.deepEqual(outcomes, ['timeout', 'timeout']);
    await bench.device.heal('unreachable');
    assert.equal(await connecting(bench.device, 5000), 'connected');
  });

  it('is so on its own, whatever becomes of others at the same time', async () => {
    const devices = ['one', 'other'].map((name) => ({ name, profile: 'home', persona: '7.20' }) as const);
    await using simulator = await Simulator.start({ seed: 1, devices });
    const [one, other] = [simulator.device('one'), simulator.device('other')];
    for (let round = 0; round < 3; round += 1) {
      const changes = [one.inject('unreachable'), one.heal(), other.inject('unreachable')];
      await Promise.all(changes);
      assert.equal(await connecting(one, 5000), 'connected');
      assert.equal(await connecting(other, 100), 'timeout');
      await Promise.all([one.inject('unreachable'), other.heal()]);
      assert.equal(await connecting(other, 5000), 'connected');
      await one.heal();
    }
  });

  it('holds what an open connection sends until it is healed', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    await bench.device.inject('unreachable');
    client.send([IDENTITY]);
    await connecting(bench.device, 100);
    assert.equal(client.received.length, 1, 'the login only');
    await bench.device.heal();
    assert.equal((await client.untilDone()).length, 2);
  });
});

describe('a device that is silent', () => {
  it('accepts connections and answers nothing on new and on open ones', async () => {
    await using bench = await oneDevice();
    const open = await bench.open();
    await bench.device.inject('silent');
    const fresh = await bench.connect();
    open.send([IDENTITY, '.tag=lost']);
    fresh.send(['/login', '=name=monitor', '=password=secret']);
    // By the time of a third connection, what the others sent has been read.
    await bench.connect();
    await bench.device.heal('silent');
    const replies = await open.ask(IDENTITY, '.tag=answered');
    assert.deepEqual(
      replies.map(({ tag }) => tag),
      ['answered', 'answered'],
    );
    assert.equal(fresh.received.length, 0);
  });

  it('notices that its peers have gone', async () => {
    await using bench = await oneDevice();
    const open = await bench.open();
    await bench.device.inject('silent');
    open.close();
    while (bench.device.users.size > 0) await new Promise(setImmediate);
  });
});

describe('a device that refuses', () => {
  it('resets open connections and refuses new ones until it is healed, on the same port', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const { port } = bench.device;
    await bench.device.inject('refuses');
    assert.equal(await client.closed, 'ECONNRESET');
    assert.equal(await connecting(bench.device, 5000), 'ECONNREFUSED');
    await bench.device.heal();
    assert.equal(bench.device.port, port);
    assert.equal(await connecting(bench.device, 5000), 'connected');
  });
});

describe('a device that is slow or drips', () => {
  it('answers late by the milliseconds given', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    await bench.device.inject('slow', { ms: 150 });
    const sent = performance.now();
    await client.ask(IDENTITY);
    assert.ok(performance.now() - sent >= 149);
  });

  it('sends byte by byte, and the reply is whole', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    await bench.device.inject('drip', { ms: 2 });
    let chunks = 0;
    client.socket.on('data', () => (chunks += 1));
    assert.equal((await client.rows(IDENTITY))[0]?.['name'], 'riga-branch-1');
    assert.ok(chunks > 10, `${chunks} chunks`);
  });

  it('sends the rest at once when the dripping ends', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    await bench.device.inject('drip', { ms: 30 });
    client.send(['/interface/print']);
    await client.until(() => client.receivedBytes > 20, 'the first bytes');
    await bench.device.heal('drip');
    assert.equal((await client.untilDone()).length, 29);
  });
});

describe('a login', () => {
  const refusals = [
    ['wrong-password', 'invalid user name or password (6)'],
    ['login-not-ready', 'std failure: timeout (13)'],
  ] as const;
  for (const [fault, message] of refusals) {
    it(`fails with "${message}" under ${fault}`, async () => {
      await using bench = await oneDevice();
      await bench.device.inject(fault);
      const client = await bench.connect();
      const [trap, done] = await client.ask('/login', '=name=monitor', '=password=secret');
      assert.deepEqual([trap?.attributes['message'], done?.kind], [message, '!done']);
      assert.equal(bench.device.counts.refusedLogins, 1);
    });
  }

  it('ends in !fatal and the end of the connection under max-sessions', async () => {
    await using bench = await oneDevice();
    await bench.device.inject('max-sessions');
    const client = await bench.connect();
    const replies = await client.ask('/login', '=name=monitor', '=password=secret');
    assert.deepEqual(
      replies.map(({ words }) => words),
      [['!fatal', 'too many sessions']],
    );
    assert.equal(await client.closed, 'end');
  });
});

describe('a reply', () => {
  it('is cut by a TCP reset under reset', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const before = client.receivedBytes;
    await bench.device.inject('reset');
    client.send(['/interface/print']);
    assert.equal(await client.closed, 'ECONNRESET');
    assert.ok(client.receivedBytes > before, 'a part of a sentence came');
    assert.equal(client.received.length, 1, 'but no sentence after the login');
  });

  it('is cut by !fatal after the first row under fatal', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    await bench.device.inject('fatal');
    const replies = await client.ask('/interface/print', '=.proplist=name');
    assert.deepEqual(
      replies.map(({ words }) => words),
      [
        ['!re', '=name=ether1'],
        ['!fatal', 'out of memory'],
      ],
    );
    assert.equal(await client.closed, 'end');
  });

  it('is as many bytes of garbage as asked, the same for the same seed', async () => {
    const garbage = async (): Promise<string> => {
      await using bench = await oneDevice();
      const client = await bench.open();
      await bench.device.inject('garbage', { bytes: 1000 });
      const before = client.receivedBytes;
      const chunks: Buffer[] = [];
      client.socket.on('data', (chunk: Buffer) => chunks.push(chunk));
      client.send([IDENTITY]);
      await client.until(() => client.receivedBytes === before + 1000, '1000 bytes');
      return Buffer.concat(chunks).toString('hex');
    };
    assert.equal(await garbage(), await garbage());
  });

  it('is a word without end under endless-word, sent no faster than it is read', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    await bench.device.inject('endless-word');
    client.send([IDENTITY]);
    await client.until(() => client.receivedBytes > 4 * 1024 * 1024, '4 MiB');
    await assertBackpressure(client);
  });

  it('is rows of no command without end under flood, sent no faster than they are read', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    await bench.device.inject('flood');
    client.send([IDENTITY, '.tag=i']);
    await client.until(() => client.received.length > 5000, '5000 rows');
    assert.ok(client.received.slice(1).every(({ kind, tag }) => kind === '!re' && tag === 'nobody'));
    await assertBackpressure(client);
  });

  it('is a table without end under endless-table, until it is cancelled', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    await bench.device.inject('endless-table', { menu: '/interface' });
    client.send(['/interface/print', '=.proplist=name', '.tag=e']);
    await client.until(() => client.received.length > 5000, '5000 rows');
    client.send([IDENTITY, '.tag=i']);
    await client.until(
      () => client.received.some(({ tag, kind }) => tag === 'i' && kind === '!done'),
      'another reply',
    );
    client.send(['/cancel', '=tag=e', '.tag=c']);
    await client.until(
      () => client.received.some(({ tag, kind }) => tag === 'e' && kind === '!done'),
      'the end',
    );
  });

  it('of an endless table waits for a client that does not read', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    await bench.device.inject('endless-table');
    client.send(['/interface/print']);
    await client.until(() => client.receivedBytes > 1024 * 1024, '1 MiB');
    await assertBackpressure(client);
  });

  it('is a trap for one menu under trap, for the others as ever', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    await bench.device.inject('trap', { menu: '/interface', message: 'not enough permissions (9)' });
    const [trap] = await client.ask('/interface/print');
    assert.equal(trap?.attributes['message'], 'not enough permissions (9)');
    assert.equal((await client.ask(IDENTITY))[0]?.kind, '!re');
  });

  it('is that of a menu that is not there under missing-menu', async () => {
    await using bench = await oneDevice({ persona: '6.49' });
    const client = await bench.open();
    await bench.device.inject('missing-menu', { menu: '/system/health' });
    const [trap] = await client.ask('/system/health/print');
    assert.equal(trap?.attributes['message'], 'no such command prefix');
    assert.equal((await client.ask(IDENTITY))[0]?.kind, '!re');
  });
});

/** Nothing more is made once the sockets' buffers are full; reading goes on where it stopped. */
async function assertBackpressure(client: RawClient): Promise<void> {
  client.socket.pause();
  let before: number;
  let held = process.memoryUsage().arrayBuffers;
  let still = 0;
  do {
    before = held;
    for (let turn = 0; turn < 50; turn += 1) await new Promise(setImmediate);
    held = process.memoryUsage().arrayBuffers;
    still = held <= before ? still + 1 : 0;
  } while (still < 10);
  assert.ok(held < 64 * 1024 * 1024, `${held} bytes held`);
  const received = client.receivedBytes;
  client.socket.resume();
  await client.until(() => client.receivedBytes > received + 1024 * 1024, 'more');
}

describe('a reboot', () => {
  it('resets connections, refuses new ones for a while, and begins the uptime again', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    await bench.device.inject('reboot', { down: 0.2 });
    assert.equal(await client.closed, 'ECONNRESET');
    assert.equal(await connecting(bench.device, 5000), 'ECONNREFUSED');
    while ((await connecting(bench.device, 5000)) !== 'connected');
    bench.time = TEST_START + 61_000;
    const again = await bench.open();
    assert.equal((await again.rows('/system/resource/print'))[0]?.['uptime'], '1m1s');
    assert.equal(bench.device.boots, 1);
    assert.equal(bench.device.faults.has('reboot'), false);
  });

  it('by the library is over when it returns', async () => {
    await using bench = await oneDevice();
    await bench.device.reboot();
    const client = await bench.open();
    assert.equal((await client.rows('/system/resource/print'))[0]?.['uptime'], '0s');
  });
});

describe('an interface that is down', () => {
  const ether1 = async (bench: Bench, client: RawClient) => {
    const [row = {}] = await client.rows('/interface/print', '?name=ether1');
    const [monitor = {}] = await client.rows('/interface/ethernet/monitor', '=numbers=ether1', '=once=');
    assert.equal(monitor['status'], row['running'] === 'true' ? 'link-ok' : 'no-link');
    assert.equal('rate' in monitor, row['running'] === 'true');
    bench.time += 60_000;
    return row;
  };

  it('carries nothing, and tells when it went down and came up', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const before = await ether1(bench, client);
    await bench.device.inject('interface-down', { interface: 'ether1' });
    const down = await ether1(bench, client);
    const stillDown = await ether1(bench, client);
    await bench.device.heal('interface-down');
    await ether1(bench, client);
    const after = await ether1(bench, client);
    assert.deepEqual([before['running'], down['running'], after['running']], ['true', 'false', 'true']);
    assert.equal(stillDown['rx-byte'], down['rx-byte']);
    assert.ok(Number(after['rx-byte']) > Number(down['rx-byte']));
    assert.equal(Number(after['link-downs']), Number(before['link-downs']) + 1);
    assert.ok((after['last-link-up-time'] ?? '') > (after['last-link-down-time'] ?? ''));
  });
});

describe('a crowd', () => {
  it('is as many PPPoE sessions as asked, less those who stay away, and gone when healed', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const dynamic = async () => {
      const [done] = await client.ask('/interface/print', '=count-only=', '?dynamic=true');
      return Number(done?.attributes['ret']);
    };
    await bench.device.inject('crowd', { sessions: 5000 });
    const crowd = await dynamic();
    assert.ok(crowd > 4000 && crowd < 5000, `${crowd} sessions`);
    await bench.device.heal();
    assert.equal(await dynamic(), 0);
  });
});

describe('readings', () => {
  it('rise under high-cpu and hot, and are normal again when healed', async () => {
    await using bench = await oneDevice({ persona: '7.12' });
    const client = await bench.open();
    const read = async () => ({
      load: Number((await client.rows('/system/resource/print'))[0]?.['cpu-load']),
      temperature: Number((await client.rows('/system/health/print', '?name=temperature'))[0]?.['value']),
    });
    const normal = await read();
    await bench.device.inject('high-cpu');
    await bench.device.inject('hot');
    const high = await read();
    assert.ok(high.load >= 95 && high.temperature > normal.temperature + 40);
    await bench.device.heal();
    assert.deepEqual(await read(), normal);
  });
});

describe('the table of faults', () => {
  it('is in the README, with every summary and option', async () => {
    const readme = await readFile(new URL('./README.md', import.meta.url), 'utf8');
    const row = (name: string) => readme.split('\n').find((line) => line.startsWith(`| \`${name}\` `)) ?? '';
    for (const [name, { summary, options }] of Object.entries(FAULTS)) {
      assert.ok(row(name).includes(summary), name);
      for (const option of Object.keys(options))
        assert.ok(row(name).includes(`\`${option}\``), `${name} ${option}`);
    }
  });

  it('is all that there is to inject, by these tests too', async () => {
    await using bench = await oneDevice();
    for (const fault of Object.keys(FAULTS) as (keyof typeof FAULTS)[]) {
      await bench.device.inject(fault);
      assert.ok(bench.device.faults.has(fault));
    }
    await bench.device.heal();
    assert.equal((await bench.open()).received.length, 1);
  });

  it('refuses options that a fault does not have, and values of the wrong kind', async () => {
    await using bench = await oneDevice();
    await assert.rejects(bench.device.inject('slow', { seconds: 1 }), FaultError);
    await assert.rejects(bench.device.inject('slow', { ms: 'soon' }), FaultError);
    await assert.rejects(bench.device.inject('slow', { ms: -1 }), FaultError);
    await assert.rejects(bench.device.inject('trap', { menu: 7 }), FaultError);
    await assert.rejects(
      bench.device.inject('interface-down', { interface: 'ether1,ether99' }),
      /no interface "ether99"/,
    );
    assert.equal(bench.device.faults.has('slow'), false);
    await bench.device.inject('slow', { ms: '5' });
    assert.equal(bench.device.faults.get('slow')?.ms, 5);
  });
});
