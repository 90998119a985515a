import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { login } from './login.ts';
import { type CommandRecord, type Session } from './session.ts';
import { cut } from './testing/chunks.ts';
import { type ScriptedPeer, type Sentence } from './testing/scripted-router.ts';
import { command, sessionWith } from './testing/session-pair.ts';
import { encodeSentence } from './words.ts';

const COMMANDS = 4;

/** Starts some commands that count their rows. */
function start(session: Session, time = 60_000): Promise<CommandRecord[]> {
  return Promise.all(
    Array.from({ length: COMMANDS }, (_, index) =>
      session.run(
        command(`/${index + 1}`, {
          attributes: ['name'],
          onRow: (row) => row.number('name'),
          maxRows: 3,
          deadline: performance.now() + time,
        }),
      ),
    ),
  );
}

async function started(peer: ScriptedPeer): Promise<void> {
  await peer.received(`/${COMMANDS}`);
}

const someTag = fc.integer({ min: 0, max: COMMANDS + 1 }).map((tag) => `.tag=${tag}`);
const someValue = fc.oneof(fc.string(), fc.integer().map(String), fc.string({ unit: 'binary' }));
const someWord = fc
  .oneof(
    someTag,
    someValue.map((value) => `=name=${value}`),
    someValue,
  )
  .filter((word) => word !== '');
/** Replies as a router sends them, and some that it would not. */
const someSentence: fc.Arbitrary<Sentence> = fc
  .tuple(
    fc.constantFrom('!re', '!re', '!re', '!done', '!empty', '!trap', '!hello'),
    fc.option(someTag, { nil: undefined }),
    fc.array(someWord, { maxLength: 3 }),
  )
  .map(([reply, tag, words]) => [reply, ...(tag === undefined ? [] : [tag]), ...words]);
const someSizes = fc.array(fc.integer({ min: 1, max: 60 }), { minLength: 1, maxLength: 10 });

/** What a record says of the reply, times left out. */
function told({ rows, bytes, ret, parseErrors, error }: CommandRecord): unknown {
  return { rows, bytes, ret, parseErrors, code: error?.code, trap: error?.trap };
}

describe('a session', () => {
  it('reads the same replies alike, wherever they are cut', async () => {
    await fc.assert(
      fc.asyncProperty(fc.array(someSentence, { maxLength: 30 }), someSizes, async (sentences, sizes) => {
        const bytes = Buffer.concat(sentences.map(encodeSentence));
        const [whole, pieces] = await Promise.all(
          [[bytes], cut(bytes, sizes)].map(async (chunks) => {
            const { session, peer } = sessionWith();
            const records = start(session);
            await started(peer);
            for (const chunk of chunks) peer.socket.write(chunk);
            peer.socket.end();
            return (await records).map(told);
          }),
        );
        assert.deepEqual(pieces, whole);
      }),
    );
  });

  const someBytes = fc.oneof(
    fc.uint8Array({ maxLength: 200 }).map((bytes) => Buffer.from(bytes)),
    someSentence.map(encodeSentence),
    fc.tuple(someSentence.map(encodeSentence), fc.nat(), fc.nat(255)).map(([bytes, at, value]) => {
      bytes.writeUInt8(value, at % bytes.length);
      return bytes;
    }),
  );
  const someEnd = fc.constantFrom<(peer: ScriptedPeer) => void>(
    (peer) => peer.socket.end(),
    (peer) => peer.socket.destroy(),
    (peer) => peer.send(['!fatal', 'over']),
    () => undefined,
  );

  it('ends its login, whatever answers it', async () => {
    const options = { username: 'monitor', password: 'secret', legacyLogin: true };
    await fc.assert(
      fc.asyncProperty(fc.array(someBytes, { maxLength: 5 }), someEnd, async (chunks, end) => {
        const { session, peer } = sessionWith(undefined, { drainTime: 5 });
        const outcome = login(session, { ...options, deadline: performance.now() + 20 });
        for (const chunk of chunks) peer.socket.write(chunk);
        end(peer);
        assert.notEqual((await outcome)?.code, 'internal');
        session.destroy();
        await session.closed;
      }),
    );
  });

  it('settles every command once, whatever comes before, in and after its reply', async () => {
    const chunks = fc.array(someBytes, { maxLength: 5 });
    await fc.assert(
      fc.asyncProperty(chunks, chunks, chunks, someEnd, async (before, during, after, end) => {
        const { session, peer } = sessionWith(undefined, { drainTime: 5 });
        for (const chunk of before) peer.socket.write(chunk);
        const records = start(session, 20);
        await Promise.race([started(peer), session.closed]);
        for (const chunk of during) peer.socket.write(chunk);
        end(peer);
        for (const { error, rows } of await records) {
          assert.ok(rows <= 3);
          assert.notEqual(error?.code, 'internal', error?.message);
        }
        for (const chunk of after) if (peer.socket.writable) peer.socket.write(chunk);
        assert.ok(session.heldBytes <= 4096);
        session.destroy();
        await session.closed;
      }),
    );
  });
});
