import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { ConfigError } from './problem.ts';
import { readSecret, Secret } from './secret.ts';
import { FileTree } from './testing/file-tree.ts';

const PLACE = { file: 'tikscope.yml', line: 3, column: 15 };
const VARIABLE = 'TIKSCOPE_TEST_PASSWORD';

/** The message of the ConfigError that reading gives. */
async function refusal(secret: Secret): Promise<string> {
  const error: unknown = await readSecret(secret).then(
    () => assert.fail('the secret was read'),
    (reason: unknown) => reason,
  );
  assert.ok(error instanceof ConfigError);
  return error.message;
}

describe('a secret', () => {
  it('is read anew from its file each time, less one newline', async () => {
    await using tree = await FileTree.of({ password: 'first \n' });
    const secret = new Secret('file', tree.path('password'), PLACE);
    assert.equal(await readSecret(secret), 'first ');
    await tree.write('password', 'second\r\n');
    assert.equal(await readSecret(secret), 'second');
    await tree.write('password', 'third\n\n');
    assert.equal(await readSecret(secret), 'third\n');
  });

  it('is read from the environment', async () => {
    const secret = new Secret('env', VARIABLE, PLACE);
    try {
      process.env[VARIABLE] = 'hunter2-secret';
      assert.equal(await readSecret(secret), 'hunter2-secret');
    } finally {
      process.env[VARIABLE] = '';
    }
    assert.equal(await refusal(secret), `tikscope.yml:3:15: environment variable "${VARIABLE}" is empty`);
    Reflect.deleteProperty(process.env, VARIABLE);
    assert.equal(await refusal(secret), `tikscope.yml:3:15: environment variable "${VARIABLE}" is not set`);
  });

  it('may be empty only where it is written itself: a new router has no password', async () => {
    assert.equal(await readSecret(new Secret('literal', '', PLACE)), '');
  });

  it('says which file cannot be read, and why', async () => {
    await using tree = await FileTree.of({ empty: '\n', long: 'x'.repeat(4097), 'directory/file': '' });
    const message = async (name: string) =>
      tree.relative(await refusal(new Secret('file', tree.path(name), PLACE)));
    const named = (name: string) => `tikscope.yml:3:15: password file "${name}"`;
    assert.equal(await message('gone'), `${named('gone')} cannot be read: no such file`);
    assert.equal(await message('empty'), `${named('empty')} is empty`);
    assert.equal(await message('long'), `${named('long')} cannot be read: larger than 4096 bytes`);
    assert.equal(await message('directory'), `${named('directory')} cannot be read: not a regular file`);
    assert.equal(
      await message('long/er'),
      `${named('long/er')} cannot be read: a part of its path is not a directory`,
    );
  });

  it('is told apart from another by an identity that does not give it away', () => {
    const identity = (kind: 'literal' | 'file', reference: string) =>
      new Secret(kind, reference, PLACE).identity;
    assert.equal(identity('literal', 'hunter2-secret'), identity('literal', 'hunter2-secret'));
    assert.notEqual(identity('literal', 'hunter2-secret'), identity('literal', 'hunter3-secret'));
    assert.notEqual(identity('literal', 'a'), identity('file', 'a'));
    assert.doesNotMatch(identity('literal', 'hunter2-secret'), /hunter2/);
  });

  it('is printed as <secret> in every way there is', () => {
    const secret = new Secret('literal', 'hunter2-secret', PLACE);
    const prints = [
      JSON.stringify({ secret }),
      inspect(secret, { showHidden: true, depth: Infinity }),
      inspect({ deep: [[secret]] }, { depth: Infinity }),
      String(secret),
      secret.toString(),
      JSON.stringify(Object.entries(secret)),
    ];
    for (const print of prints) assert.doesNotMatch(print, /hunter2/);
    assert.equal(JSON.stringify({ secret }), '{"secret":"<secret>"}');
  });
});
