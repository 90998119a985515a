import assert from 'node:assert/strict';
import { createHash } from 'node:crypto';
import { describe, it } from 'node:test';
import { type RouterosError } from './errors.ts';
import { login } from './login.ts';
import { type ReceivedCommand, type Script, type Sentence } from './testing/scripted-router.ts';
import { sessionWith } from './testing/session-pair.ts';

const CHALLENGE = '6ee3a3aff1e07d44ed5a0b1c2d3e4f50';
const USERNAME = 'monitor';
const PASSWORD = 'pässword';

/** Logs in at a router that answers so. */
async function loginTo(
  script: Script,
  legacyLogin = false,
): Promise<{ error: RouterosError | undefined; commands: readonly ReceivedCommand[] }> {
  const { session, peer } = sessionWith(script);
  const deadline = performance.now() + 10_000;
  const error = await login(session, { username: USERNAME, password: PASSWORD, legacyLogin, deadline });
  session.destroy();
  assert.ok(!error?.message.includes(PASSWORD));
  return { error, commands: peer.commands };
}

const answering =
  (...sentences: readonly Sentence[]): Script =>
  (command, peer) =>
    peer.reply(command, ...sentences);

/** RouterOS before 6.43: a challenge, whatever comes with the first command. */
const old: Script = (command, peer) => {
  const response = command.words.find((word) => word.startsWith('=response='));
  if (response === undefined) {
    peer.reply(command, ['!done', `=ret=${CHALLENGE}`]);
    return;
  }
  const digest = createHash('md5').update(
    Buffer.from(`00${Buffer.from(PASSWORD).toString('hex')}${CHALLENGE}`, 'hex'),
  );
  const right = response === `=response=00${digest.digest('hex')}`;
  peer.reply(command, ...(right ? [] : [['!trap', '=message=cannot log in']]), ['!done']);
};

describe('a login', () => {
  it('sends name and password, and is done with the first reply', async () => {
    const { error, commands } = await loginTo(answering(['!done']));
    assert.equal(error, undefined);
    assert.deepEqual(commands, [
      { path: '/login', words: [`=name=${USERNAME}`, `=password=${PASSWORD}`], tag: '1' },
    ]);
  });

  it('answers the challenge of an old router where that is allowed', async () => {
    const { error, commands } = await loginTo(old, true);
    assert.equal(error, undefined);
    assert.equal(commands.length, 2);
  });

  it('does not answer a challenge otherwise, and names the setting', async () => {
    const { error, commands } = await loginTo(old);
    assert.equal(error?.code, 'auth');
    assert.match(error.message, /legacy_login: true/);
    assert.equal(commands.length, 1);
  });

  it('takes a challenge of 16 bytes alone', async () => {
    const { error } = await loginTo(answering(['!done', '=ret=00ff']), true);
    assert.equal(error?.code, 'protocol');
  });

  const refusals: readonly [message: string, code: string][] = [
    ['invalid user name or password (6)', 'auth'],
    ['cannot log in', 'auth'],
    ['std failure: timeout (13)', 'trap'],
    ['not enough permissions (9)', 'permission'],
  ];
  for (const [message, code] of refusals) {
    it(`that is answered "${message}" ends with ${code}`, async () => {
      const { error } = await loginTo(answering(['!trap', `=message=${message}`], ['!done']));
      assert.equal(error?.code, code);
      assert.equal(error.trap?.message, message);
      assert.ok(error.message.includes(message));
    });
  }
});
