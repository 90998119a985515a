import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { oneDevice } from '../testing/fleet.ts';
import { type Reply } from '../testing/raw-client.ts';

const lines = (replies: readonly Reply[]) => replies.map(({ words }) => words.join(' '));

describe('print', () => {
  it('answers a settings menu with one row, which has no .id', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    assert.deepEqual(lines(await client.ask('/system/identity/print')), ['!re =name=riga-branch-1', '!done']);
  });

  it('sends the properties of the proplist in its order, and ignores names it does not know', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    for (const proplist of ['=.proplist=type,nonsense,name,.id', '.proplist=type,nonsense,name,.id']) {
      const [first] = await client.ask('/interface/print', proplist);
      assert.deepEqual(first?.words, ['!re', '=type=ether', '=name=ether1', '=.id=*1']);
    }
  });

  it('sends a bare !re for a row that has none of the properties asked', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const replies = await client.ask('/system/resource/cpu/print', '=.proplist=comment');
    assert.deepEqual(lines(replies), ['!re', '!re', '!re', '!re', '!done']);
  });

  it('sends every property without a proplist, and getall is the same', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const printed = await client.rows('/interface/print');
    assert.ok(Object.keys(printed[0] ?? {}).length > 20);
    assert.deepEqual(await client.rows('/interface/getall'), printed);
  });

  it('filters by queries', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const names = async (...query: string[]) =>
      (await client.rows('/interface/print', '=.proplist=name', ...query)).map(({ name }) => name);
    assert.deepEqual(await names('?type=bridge', '?type=wg', '?#|'), ['bridge', 'wg-centre', 'wg-staff']);
    assert.deepEqual(await names('?slave=true', '?#!', '?type=ether'), ['ether1']);
    assert.deepEqual(await names('?.id=*3'), ['ether3']);
  });

  it('counts in the !done, with a query as well', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const { length } = await client.rows('/interface/print');
    assert.deepEqual(lines(await client.ask('/interface/print', '=count-only=')), [`!done =ret=${length}`]);
    assert.deepEqual(lines(await client.ask('/interface/print', '=count-only=', '?type=vlan')), [
      '!done =ret=10',
    ]);
  });

  it('says !empty before !done since 7.18, and only then', async () => {
    for (const [persona, expected] of [
      ['7.20', ['!empty', '!done']],
      ['7.12', ['!done']],
      ['6.49', ['!done']],
    ] as const) {
      await using bench = await oneDevice({ persona });
      const client = await bench.open();
      assert.deepEqual(lines(await client.ask('/interface/print', '?name=none')), expected);
    }
  });

  it('takes =stats= where RouterOS does, =detail= everywhere, and nothing else', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const [port] = await client.rows(
      '/interface/ethernet/print',
      '=stats=',
      '=.proplist=name,rx-bytes,rx-fcs-error',
    );
    assert.ok(Number(port?.['rx-bytes']) > 0);
    assert.equal((await client.rows('/system/identity/print', '=detail=')).length, 1);
    const refused = ['!trap =category=1 =message=unknown parameter', '!done'];
    assert.deepEqual(lines(await client.ask('/ip/address/print', '=stats=')), refused);
    assert.deepEqual(lines(await client.ask('/interface/print', '=where=name')), refused);
  });

  it('streams a big table in order, while other commands are answered', async () => {
    await using bench = await oneDevice({ profile: 'core', persona: '7.12', routes: 20_000, subscribers: 0 });
    const client = await bench.open();
    client.send(['/ip/route/print', '=.proplist=.id', '.tag=big'], ['/system/identity/print', '.tag=small']);
    const order: string[] = [];
    while (!order.includes('!done big')) {
      const { kind, tag } = await client.next();
      order.push(`${kind} ${tag ?? ''}`);
    }
    assert.equal(order.filter((each) => each === '!re big').length, 20_000);
    assert.ok(order.indexOf('!done small') < 5000, 'the small reply comes in the middle of the big one');
  });
});

describe('print =active=', () => {
  it('answers as a query for the bound leases does, and is refused by menus that do not know it', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const active = await client.rows('/ip/dhcp-server/lease/print', '=active=', '=.proplist=address');
    assert.ok(active.length > 0);
    assert.deepEqual(
      active,
      await client.rows('/ip/dhcp-server/lease/print', '?status=bound', '=.proplist=address'),
    );
    const refused = await client.ask('/interface/print', '=active=');
    assert.deepEqual(lines(refused), ['!trap =category=1 =message=unknown parameter', '!done']);
  });
});

describe('monitor', () => {
  it('answers names, ids and positions once, in the order asked', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const rows = await client.rows(
      '/interface/ethernet/monitor',
      '=numbers=ether2,*1,2',
      '=once=',
      '=.proplist=name,status',
    );
    assert.deepEqual(
      rows.map(({ name }) => name),
      ['ether2', 'ether1', 'ether3'],
    );
    assert.equal(rows[1]?.['status'], 'link-ok');
  });

  it('fails as a whole if one item is not there', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    const replies = await client.ask('/interface/ethernet/monitor', '=numbers=ether1,ether99', '=once=');
    assert.deepEqual(lines(replies), ['!trap =category=0 =message=no such item', '!done']);
  });

  it('repeats without =once= until it is cancelled', async () => {
    await using bench = await oneDevice();
    const client = await bench.open();
    client.send(['/interface/ethernet/monitor', '=numbers=ether1', '=.proplist=name', '.tag=m']);
    assert.equal((await client.next()).words.join(' '), '!re =name=ether1 .tag=m');
    assert.equal((await client.next()).words.join(' '), '!re =name=ether1 .tag=m');
    client.send(['/cancel', '=tag=m', '.tag=c']);
    const ending = [await client.next(), await client.next(), await client.next()];
    assert.deepEqual(lines(ending), [
      '!trap =category=2 =message=interrupted .tag=m',
      '!done .tag=c',
      '!done .tag=m',
    ]);
  });
});

describe('a menu or command that is not there', () => {
  it('is told in the words of the version', async () => {
    for (const [persona, expected] of [
      ['6.49', 'no such command prefix'],
      ['7.20', 'no such command or directory (no-such)'],
    ] as const) {
      await using bench = await oneDevice({ persona });
      const client = await bench.open();
      const [trap, done] = await client.ask('/no-such/interface/print');
      assert.equal(trap?.attributes['message'], expected);
      assert.equal(done?.kind, '!done');
    }
  });

  it('is told for a command that the menu lacks, and for a menu that the device lacks', async () => {
    await using bench = await oneDevice({ profile: 'chr' });
    const client = await bench.open();
    const [command] = await client.ask('/interface/scan');
    assert.equal(command?.attributes['message'], 'no such command');
    const [menu] = await client.ask('/system/routerboard/print');
    assert.equal(menu?.attributes['message'], 'no such command or directory (routerboard)');
  });
});
