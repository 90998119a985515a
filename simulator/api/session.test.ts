import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { oneDevice } from '../testing/fleet.ts';

describe('login', () => {
  it('takes the right name and password, in the form since 6.43', async () => {
    await using bench = await oneDevice({ username: 'anna', password: 'pa=ss wörd' });
    const client = await bench.connect();
    const replies = await client.ask('/login', '=name=anna', '=password=pa=ss wörd', '.tag=1');
    assert.deepEqual(
      replies.map(({ words }) => words),
      [['!done', '.tag=1']],
    );
    assert.equal(bench.device.counts.logins, 1);
  });

  it('refuses a wrong one, and lets try again', async () => {
    await using bench = await oneDevice();
    const client = await bench.connect();
    const [trap, done] = await client.ask('/login', '=name=monitor', '=password=wrong');
    assert.equal(trap?.attributes['message'], 'invalid user name or password (6)');
    assert.equal(done?.kind, '!done');
    const [second] = await client.ask('/login', '=name=monitor', '=password=secret');
    assert.equal(second?.kind, '!done');
    assert.deepEqual([bench.device.counts.logins, bench.device.counts.refusedLogins], [1, 1]);
  });

  it('asks for the MD5 of a challenge before 6.43, whatever the first login says', async () => {
    await using bench = await oneDevice({ persona: '6.49', legacyLogin: true });
    const client = await bench.connect();
    const [challenged] = await client.ask('/login', '=name=monitor', '=password=secret');
    const challenge = challenged?.attributes['ret'] ?? '';
    assert.match(challenge, /^[0-9a-f]{32}$/);
    const answer = createHash('md5').update('\0secret').update(Buffer.from(challenge, 'hex')).digest('hex');
    const [wrong] = await client.ask('/login', '=name=monitor', `=response=00${answer.replace(/./g, '0')}`);
    assert.equal(wrong?.kind, '!trap');
    const [right] = await client.ask('/login', '=name=monitor', `=response=00${answer}`);
    assert.equal(right?.kind, '!done');
  });

  it('comes before any other command, and too many of these end the session', async () => {
    await using bench = await oneDevice();
    const client = await bench.connect();
    const [trap] = await client.ask('/system/identity/print');
    assert.equal(trap?.attributes['message'], 'not logged in');
    client.send(...Array.from({ length: 10 }, () => ['/system/identity/print']));
    await client.closed;
    assert.deepEqual(client.received.at(-1)?.words, ['!fatal', 'too many commands before login']);
  });

  it('shows in /user/active until the connection ends', async () => {
    await using bench = await oneDevice();
    const [first, second] = [await bench.open(), await bench.open()];
    assert.equal((await first.rows('/user/active/print', '?via=api')).length, 2);
    second.close();
    for (;;) if ((await first.rows('/user/active/print')).length === 1) break;
  });
});

describe('a session', () => {
  it('echoes the tag on every reply, and none without one', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const tagged = await client.ask('/system/identity/print', '.tag=x=y');
    assert.deepEqual(
      tagged.map(({ tag }) => tag),
      ['x=y', 'x=y'],
    );
    const untagged = await client.ask('/system/identity/print', '.tag=');
    assert.deepEqual(
      untagged.map(({ tag }) => tag),
      [undefined, undefined],
    );
  });

  it('cancels all commands when no tag is named, but not those that have ended', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    client.send(['/interface/listen', '.tag=1'], ['/interface/listen', '.tag=2'], ['/cancel', '.tag=3']);
    await client.until(() => client.received.length >= 6, 'the end of all three');
    assert.deepEqual(
      client.received.slice(1).map(({ kind, tag }) => `${kind} ${tag ?? ''}`),
      ['!trap 1', '!trap 2', '!done 3', '!done 1', '!done 2'],
    );
    client.send(['/cancel', '=tag=1', '.tag=4']);
    await client.until(() => client.received.length >= 7, 'the answer to the second cancel');
    assert.deepEqual(client.received.at(-1)?.words, ['!done', '.tag=4']);
  });

  it('ends with !fatal after /quit', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    assert.deepEqual((await client.ask('/quit'))[0]?.words, ['!fatal', 'session terminated on request']);
    assert.equal(await client.closed, 'end');
  });

  it('ends with !fatal after bytes that are no sentence', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    client.socket.write(Buffer.from([0xff, 1, 2, 3]));
    assert.equal((await client.next()).kind, '!fatal');
    await client.closed;
  });

  it('counts a batch of commands as one round trip', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    bench.device.resetCounts();
    const batch = Array.from({ length: 20 }, (_, tag) => ['/system/resource/print', `.tag=${tag}`]);
    client.send(...batch);
    await client.until(() => client.received.length >= 41, 'all replies');
    client.send(...batch);
    await client.until(() => client.received.length >= 81, 'all replies once more');
    const { roundTrips, commands, byCommand, connections, logins } = bench.device.counts;
    assert.deepEqual(
      { roundTrips, commands, connections, logins },
      { roundTrips: 2, commands: 40, connections: 0, logins: 0 },
    );
    assert.deepEqual(byCommand, { '/system/resource/print': 40 });
  });

  it('counts one round trip for commands that arrive apart, until it has answered', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    bench.device.resetCounts();
    await bench.device.inject('slow', { ms: 100 });
    client.send(['/system/identity/print', '.tag=1']);
    while (bench.device.counts.commands === 0) await new Promise(setImmediate);
    client.send(['/system/identity/print', '.tag=2']);
    await client.untilDone();
    await client.untilDone();
    assert.equal(bench.device.counts.roundTrips, 1);
  });

  it('speaks TLS on a device of api-ssl', async () => {
    await using bench = await oneDevice({ tls: true });
    const client = await bench.open();
    assert.equal((await client.rows('/interface/print')).length, 28);
  });
});
