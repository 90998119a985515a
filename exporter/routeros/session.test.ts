import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setTimeout as delay } from 'node:timers/promises';
import { Bounds } from '../telemetry/bound.ts';
import { HeldBytes } from '../telemetry/held-bytes.ts';
import { RouterosError } from './errors.ts';
import { type CommandRecord } from './session.ts';
import { isMissingMenu } from './trap.ts';
import { type Script, type Sentence } from './testing/scripted-router.ts';
import { command, sessionWith } from './testing/session-pair.ts';
import { encodeSentence } from './words.ts';

const DONE: Sentence = ['!done'];
const done: Script = (received, peer) => peer.reply(received, DONE);
const answering =
  (...sentences: readonly Sentence[]): Script =>
  (received, peer) =>
    peer.reply(received, ...sentences);

/** Ends every command, and what it cancels as a router does. */
const cancelling: Script = (received, peer) => {
  if (received.path !== '/cancel') return;
  const tag = received.words[0]?.replace('=tag=', '.tag=') ?? '';
  peer.send(['!trap', '=category=2', '=message=interrupted', tag]);
  peer.reply(received, DONE);
  peer.send(['!done', tag]);
};

const codes = (records: readonly CommandRecord[]): unknown[] =>
  records.map(({ error }) => error?.code ?? 'ok');

describe('a session sends', () => {
  it('the path, what is asked for, further words, the query and a tag', async () => {
    const { session, peer } = sessionWith(done);
    await session.run(
      command('/interface/print', {
        attributes: ['name', 'type'],
        words: ['=stats='],
        query: ['?dynamic=true', '?#!'],
      }),
    );
    assert.deepEqual(peer.commands, [
      {
        path: '/interface/print',
        words: ['=.proplist=name,type', '=stats=', '?dynamic=true', '?#!'],
        tag: '1',
      },
    ]);
  });

  it('the commands of one turn of the event loop in one write', async () => {
    const { session, peer } = sessionWith(done);
    const start = async (path: string): Promise<CommandRecord> => session.run(command(path));
    await Promise.all([start('/a'), Promise.resolve().then(() => start('/b')), start('/c')]);
    assert.equal(peer.commands.length, 3);
    assert.equal(peer.chunks, 1);
  });

  it('at most 256 commands at once, and the others in their order', async () => {
    const paths = Array.from({ length: 700 }, (_, index) => `/${index}`);
    let atOnce = 0;
    const { session, peer } = sessionWith((received, router) => {
      atOnce += 1;
      assert.ok(atOnce <= 256);
      setImmediate(() => {
        atOnce -= 1;
        router.reply(received, DONE);
      });
    });
    const records = await Promise.all(paths.map((path) => session.run(command(path))));
    assert.ok(records.every(({ error }) => error === undefined));
    assert.deepEqual(
      peer.commands.map(({ path }) => path),
      paths,
    );
  });

  it('the commands that had to wait in one write for each half of the window that has become free', async () => {
    const { session, peer } = sessionWith(done);
    await Promise.all(Array.from({ length: 500 }, (_, index) => session.run(command(`/${index}`))));
    assert.equal(peer.commands.length, 500);
    assert.ok(peer.chunks <= 3, String(peer.chunks));
  });

  it('no more than 512 waiting commands: the next one ends with limit', async () => {
    const { session } = sessionWith();
    const running = Array.from({ length: 256 + 512 }, () => session.run(command('/a')));
    assert.equal((await session.run(command('/b'))).error?.code, 'limit');
    session.destroy();
    assert.deepEqual(new Set(codes(await Promise.all(running))), new Set(['closed']));
  });
});

describe('a reply', () => {
  it('streams its rows to the command that its tag names, mixed with those of others', async () => {
    const { session, peer } = sessionWith();
    const rows: string[] = [];
    const list = (path: string): Promise<CommandRecord> =>
      session.run(
        command(path, { attributes: ['name'], onRow: (row) => rows.push(`${path} ${row.text('name')}`) }),
      );
    const both = Promise.all([list('/a'), list('/b')]);
    await peer.received('/b');
    peer.send(['!re', '.tag=2', '=name=1'], ['!re', '=name=2', '.tag=1'], ['!re', '=name=3', '.tag=2']);
    peer.send(['!done', '.tag=2'], ['!re', '.tag=1'], ['!done', '.tag=1']);
    const [a, b] = await both;
    assert.deepEqual(rows, ['/b 1', '/a 2', '/b 3', '/a undefined']);
    assert.deepEqual([a.rows, b.rows], [2, 2]);
    assert.deepEqual([a.error, b.error], [undefined, undefined]);
  });

  it('has a record of what it was', async () => {
    const { session } = sessionWith(answering(['!re', '=mtu=x'], ['!done', '=ret=7']));
    const record = await session.run(
      command('/a', { attributes: ['mtu'], onRow: (row) => row.number('mtu') }),
    );
    assert.deepEqual(
      { ...record, sentAt: 0, firstByteAt: 0, endedAt: 0 },
      {
        command: '/a',
        rows: 1,
        bytes: '.!re.=mtu=x..tag=1..!done.=ret=7..tag=1.'.length,
        sentAt: 0,
        firstByteAt: 0,
        endedAt: 0,
        ret: '7',
        parseErrors: ['mtu'],
        error: undefined,
      },
    );
    assert.ok(
      record.sentAt <= (record.firstByteAt ?? 0) && (record.firstByteAt ?? Infinity) <= record.endedAt,
    );
    assert.equal(session.receivedBytes, record.bytes);
  });

  it('may be empty, in the words of 7.18 and newer too', async () => {
    const { session } = sessionWith(answering(['!empty'], DONE));
    const { rows, error } = await session.run(command('/a'));
    assert.deepEqual([rows, error], [0, undefined]);
  });

  it('counts rows that have no attribute at all', async () => {
    const { session } = sessionWith(answering(['!re'], ['!re'], DONE));
    let calls = 0;
    const { rows } = await session.run(command('/a', { attributes: ['comment'], onRow: () => (calls += 1) }));
    assert.deepEqual([rows, calls], [2, 2]);
  });

  it('with traps is an error with the message and category of the first, and all its rows', async () => {
    const script = answering(['!re'], ['!trap', '=category=4', '=message=failure'], ['!re'], ['!trap'], DONE);
    const { rows, error } = await sessionWith(script).session.run(command('/a'));
    assert.equal(rows, 2);
    assert.equal(error?.code, 'trap');
    assert.deepEqual(error.trap, { message: 'failure', category: 4 });
    assert.match(error.message, /^\/a: the device says "failure"$/);
  });

  it('that misses a permission is its own error, and says what to do', async () => {
    const { session } = sessionWith(answering(['!trap', '=message=not enough permissions (9)'], DONE));
    const { error } = await session.run(command('/system/health/print'));
    assert.equal(error?.code, 'permission');
    assert.match(error.message, /policy/);
  });

  it('tells a missing menu from other traps', async () => {
    const error = async (message: string): Promise<RouterosError> => {
      const record = await sessionWith(answering(['!trap', `=message=${message}`], DONE)).session.run(
        command('/a'),
      );
      assert.ok(record.error);
      return record.error;
    };
    for (const message of ['no such command', 'no such command prefix', 'no such command or directory (a)']) {
      assert.ok(isMissingMenu(await error(message)));
    }
    assert.ok(!isMissingMenu(await error('failure')));
  });

  it('that nobody knows is counted and ignored', async () => {
    const odd: Sentence[] = [
      ['!hello', '.tag=1'],
      ['!re'],
      ['!re', '.tag=99'],
      ['!re', '.tag='],
      ['!re', '.tag'],
      ['re', '.tag=1'],
    ];
    const { session } = sessionWith((received, peer) => {
      peer.send(...odd);
      peer.reply(received, DONE, DONE);
    });
    const { rows, error } = await session.run(command('/a'));
    assert.deepEqual([rows, error], [0, undefined]);
    assert.equal(session.unknownReplies, odd.length + 1);
  });
});

describe('a command that is given up', () => {
  /** Runs `/a`, and `/b` beside it, to see that what happens to the one does not happen to the other. */
  async function runBesides(options: Parameters<typeof command>[1]): Promise<{
    record: CommandRecord;
    rows: number;
    cancels: readonly string[];
  }> {
    const { session, peer } = sessionWith((received, router) => {
      if (received.path === '/a')
        router.reply(received, ['!re', '=name=1'], ['!re', '=name=2'], ['!re', '=name=3']);
      cancelling(received, router);
    });
    let rows = 0;
    const { onRow } = options ?? {};
    const other = session.run(command('/b'));
    const record = await session.run(
      command('/a', {
        ...options,
        onRow: (row) => {
          rows += 1;
          onRow?.(row);
        },
      }),
    );
    await peer.received('/cancel');
    const b = await peer.received('/b');
    peer.reply(b, DONE);
    assert.equal((await other).error, undefined);
    assert.ok(session.open);
    assert.equal(session.unknownReplies, 0);
    assert.equal((await session.run(command('/a', { maxRows: 0 }))).error?.code, 'limit');
    const cancels = peer.commands.filter(({ path }) => path === '/cancel').flatMap(({ words }) => words);
    return { record, rows, cancels };
  }

  it('at its deadline ends with timeout, and is cancelled', async () => {
    const { record, cancels } = await runBesides({ deadline: performance.now() + 10 });
    assert.equal(record.error?.code, 'timeout');
    assert.equal(record.rows, 3);
    assert.equal(cancels[0], '=tag=2');
  });

  it('at the row after its last ends with limit; exactly as many rows were delivered', async () => {
    const { record, rows } = await runBesides({ maxRows: 2 });
    assert.equal(record.error?.code, 'limit');
    assert.deepEqual([record.rows, rows], [2, 2]);
  });

  it('over its bytes ends with limit, and the row that was too much is not delivered', async () => {
    const { record, rows } = await runBesides({ maxBytes: 59 });
    assert.equal(record.error?.code, 'limit');
    assert.deepEqual([record.rows, rows], [2, 2]);
  });

  it('because its row handler throws ends with that error', async () => {
    const thrown = new RangeError('over the budget');
    const { record, rows } = await runBesides({
      onRow: () => {
        throw thrown;
      },
    });
    assert.equal(record.error?.code, 'internal');
    assert.equal(record.error.cause, thrown);
    assert.equal(rows, 1);
  });

  it('because its row handler throws a RouterosError ends with just that', async () => {
    const thrown = new RouterosError('limit', 'over the budget');
    const { record } = await runBesides({
      onRow: () => {
        throw thrown;
      },
    });
    assert.equal(record.error, thrown);
  });

  it('by its signal ends with aborted', async () => {
    const abort = new AbortController();
    const { record, rows } = await runBesides({ signal: abort.signal, onRow: () => abort.abort() });
    assert.equal(record.error?.code, 'aborted');
    assert.equal(rows, 1);
  });

  it('for two reasons at once is cancelled once, for the first', async () => {
    const { session, peer } = sessionWith((received, router) => {
      if (received.path === '/a') router.reply(received, ['!re']);
      cancelling(received, router);
    });
    const abort = new AbortController();
    const { error } = await session.run(
      command('/a', {
        signal: abort.signal,
        onRow: () => {
          abort.abort();
          throw new Error('and this too');
        },
      }),
    );
    assert.equal(error?.code, 'aborted');
    await peer.received('/cancel');
    const next = session.run(command('/b'));
    peer.reply(await peer.received('/b'), DONE);
    await next;
    assert.equal(peer.commands.filter(({ path }) => path === '/cancel').length, 1);
  });

  it('before it was sent is not sent', async () => {
    const { session, peer } = sessionWith(done, { inFlight: 1 });
    const abort = new AbortController();
    const records = [
      session.run(command('/late', { deadline: performance.now() })),
      session.run(command('/aborted', { signal: AbortSignal.abort() })),
      session.run(command('/a')),
      session.run(command('/leaving', { signal: abort.signal })),
      session.run(command('/b')),
    ];
    abort.abort();
    assert.deepEqual(codes(await Promise.all(records)), ['timeout', 'aborted', 'ok', 'aborted', 'ok']);
    assert.deepEqual(
      peer.commands.map(({ path }) => path),
      ['/a', '/b'],
    );
  });

  it('and times out while it waits for others ends with timeout', async () => {
    const { session, peer } = sessionWith(() => undefined, { inFlight: 1 });
    const running = session.run(command('/a'));
    const { error } = await session.run(command('/b', { deadline: performance.now() + 5 }));
    assert.equal(error?.code, 'timeout');
    assert.match(error.message, /not sent/);
    peer.reply(await peer.received('/a'), DONE);
    assert.equal((await running).error, undefined);
  });

  it('lets go of its signal', async () => {
    const { signal } = new AbortController();
    let listeners = 0;
    signal.addEventListener = () => (listeners += 1);
    signal.removeEventListener = () => (listeners -= 1);
    await sessionWith(done).session.run(command('/a', { signal }));
    assert.equal(listeners, 0);
  });

  it('and does not end in spite of its cancel costs the session', async () => {
    const { session } = sessionWith(() => undefined, { drainTime: 5 });
    const other = session.run(command('/b'));
    const { error } = await session.run(command('/a', { deadline: performance.now() + 5 }));
    assert.equal(error?.code, 'timeout');
    assert.equal((await session.closed).code, 'timeout');
    assert.match((await other).error?.message ?? '', /\/a: cancelled, and did not end within 5 ms/);
  });

  it('and whose queued rows go on coming does not cost the others theirs, up to its own limit of bytes', async () => {
    const { session, peer } = sessionWith(() => undefined, { drainTime: 100 });
    const other = session.run(command('/b'));
    const over = session.run(command('/a', { maxRows: 1 }));
    const received = await peer.received('/a');
    // Six gaps of 30 ms: longer than the drain time together, shorter each.
    for (let row = 0; row < 6; row += 1) {
      peer.reply(received, ['!re']);
      await delay(30);
    }
    peer.reply(received, ['!trap', '=category=2', '=message=interrupted'], DONE);
    peer.reply(await peer.received('/b'), DONE);
    assert.equal((await over).error?.code, 'limit');
    assert.equal((await other).error, undefined);
    assert.equal(session.open, true);
  });

  it('and has ended before its cancel arrives is forgotten, whatever the cancel is told', async () => {
    for (const answers of [[], [DONE], [['!trap', '=message=no such item'], DONE]] as Sentence[][]) {
      const { session } = sessionWith((received, peer) => {
        if (received.path === '/cancel') peer.reply(received, ...answers);
        else peer.reply(received, ['!re'], DONE);
      });
      assert.equal((await session.run(command('/a', { maxRows: 0 }))).error?.code, 'limit');
      assert.equal((await session.run(command('/b'))).error, undefined);
      assert.equal(session.unknownReplies, 0);
    }
  });
});

describe('a session that ends', () => {
  const ends: readonly [
    how: string,
    end: (test: ReturnType<typeof sessionWith>) => void,
    code: string,
    message: RegExp,
  ][] = [
    ['by FIN', ({ peer }) => peer.socket.end(), 'closed', /the device closed the connection/],
    [
      'by !fatal',
      ({ peer }) => peer.send(['!fatal', 'session terminated on request']),
      'closed',
      /terminated on request/,
    ],
    [
      'by bytes that are not the API',
      ({ peer }) => peer.socket.write(Buffer.from([0xff])),
      'protocol',
      /not the RouterOS API/,
    ],
    ['because it was closed', ({ session }) => session.close(), 'closed', /the session was closed/],
    [
      'because it was destroyed',
      ({ session }) => session.destroy(new RouterosError('timeout', 'too quiet')),
      'timeout',
      /too quiet/,
    ],
  ];
  for (const [how, end, code, message] of ends) {
    it(`${how} ends each of its commands once, with the same error, and takes no more`, async () => {
      const test = sessionWith(undefined, { inFlight: 1 });
      const { session, peer } = test;
      const pending = [session.run(command('/running')), session.run(command('/waiting'))];
      await peer.received('/running');
      end(test);
      for (const { error } of await Promise.all(pending)) {
        assert.equal(error?.code, code);
        assert.match(error.message, message);
      }
      assert.equal((await session.closed).code, code);
      assert.equal(session.open, false);
      assert.equal((await session.run(command('/after'))).error?.code, code);
      session.close();
      session.destroy();
    });
  }

  it('in a row handler of its own stays ended', async () => {
    const { session } = sessionWith(answering(['!re'], ['!re'], DONE));
    const { rows, error } = await session.run(
      command('/a', {
        onRow: () => {
          session.destroy();
          throw new Error('after the end');
        },
      }),
    );
    assert.deepEqual([rows, error?.code], [1, 'closed']);
  });

  it('says its FIN before it is gone', async () => {
    const { session, peer } = sessionWith();
    const ended = new Promise((resolve) => peer.socket.on('end', resolve));
    session.close();
    await ended;
    await session.closed;
  });

  it('is ended by bytes that nobody asked for', async () => {
    const { session, peer } = sessionWith(done, { unaskedBytes: 1000 });
    peer.socket.write(Buffer.alloc(1000));
    await session.run(command('/a'));
    peer.socket.write(Buffer.alloc(1001));
    assert.equal((await session.closed).code, 'protocol');
  });

  it('gives back what it held of half a sentence, with limit for the session that all together have no room for', async () => {
    const bounds = new Bounds();
    const ledger = new HeldBytes(10_000, bounds);
    const held = (): number | undefined => bounds.list()[0]?.level();
    const half = encodeSentence(['!re', `=comment=${'x'.repeat(20_000)}`]).subarray(0, 10_000);
    const one = sessionWith((_, peer) => peer.socket.write(half), { ledger });
    const other = sessionWith((_, peer) => peer.socket.write(half), { ledger });
    const pending = one.session.run(command('/a'));
    await one.peer.received('/a');
    const refused = await other.session.run(command('/b'));
    assert.deepEqual([refused.error?.code, refused.error?.bound], ['limit', 'held_bytes']);
    assert.equal(held(), 10_000 - 4096, 'what is beyond its own few bytes');
    one.session.destroy();
    await pending;
    assert.equal(held(), 0);
  });
});
