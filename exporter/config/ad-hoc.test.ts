import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { resolveAdHoc } from './ad-hoc.ts';
import { type Config } from './config.ts';
import { FileTree } from './testing/file-tree.ts';

const MAIN = `
auths:
  default: { username: monitor, password: hunter2-secret }
  backup: { username: backup, password: hunter2-secret }
targets:
  allow:
    - { addresses: [10.0.0.0/8, 192.0.2.7, '2001:db8::/32', Router.example.net], auths: [default] }
    - { addresses: [10.1.0.0/16, '::/0'], auths: [backup], tls: on }
    - { addresses: [172.16.0.0/12], tls: { ca_file: gone.pem } }
`;

async function load(text = MAIN): Promise<Config> {
  await using tree = await FileTree.of({ 'tikscope.yml': text });
  return await tree.load();
}

describe('a target that is no device', () => {
  it('is allowed by an address, a range, or a name of its own', async () => {
    const config = await load();
    for (const target of [
      '10.9.9.9',
      '192.0.2.7',
      '2001:db8::1',
      '[2001:db8::1]:8728',
      'router.example.net',
      'ROUTER.example.net.',
      '::ffff:10.0.0.1',
    ]) {
      assert.ok(resolveAdHoc(config, target).target, target);
    }
  });

  it('has the port of its TLS mode unless it names one', async () => {
    const config = await load();
    assert.equal(resolveAdHoc(config, '10.1.0.1').target?.port, 8728);
    assert.equal(resolveAdHoc(config, '10.1.0.1:99').target?.port, 99);
    assert.equal(resolveAdHoc(config, '10.1.0.1', 'backup').target?.port, 8729);
  });

  it('gets only an auth of a rule that covers it', async () => {
    const config = await load();
    assert.equal(resolveAdHoc(config, '10.1.0.1').target?.auth.name, 'default');
    const other = resolveAdHoc(config, '10.1.0.1', 'backup').target;
    assert.equal(other?.auth.name, 'backup');
    assert.equal(other.tls?.insecure, false);
    assert.deepEqual(resolveAdHoc(config, '192.0.2.7', 'backup').refused, {
      status: 403,
      message: 'Target "192.0.2.7" is not allowed with auth "backup"',
    });
  });

  it('is unknown if it is a name that nothing lists, and is not resolved', async () => {
    const config = await load();
    for (const target of ['other.example.net', 'localhost', 'riga-core-1']) {
      assert.deepEqual(resolveAdHoc(config, target).refused, {
        status: 400,
        message: `Unknown target "${target}": neither a configured device nor in targets.allow`,
      });
    }
  });

  it('is refused if it is an address that is not listed', async () => {
    const config = await load();
    for (const target of ['11.0.0.1', '192.0.2.8', '127.0.0.1', '::ffff:11.0.0.1', '::ffff:b00:1']) {
      assert.deepEqual(resolveAdHoc(config, target).refused, {
        status: 403,
        message: `Target "${target}" is neither a configured device nor in targets.allow`,
      });
    }
  });

  it('is refused when nothing is allowed', async () => {
    const config = await load('auths: { default: { username: monitor, password: hunter2-secret } }');
    assert.equal(resolveAdHoc(config, '10.0.0.1').refused?.status, 403);
  });

  it('is a wrong request if it is no address, or the auth is unknown', async () => {
    const config = await load();
    assert.deepEqual(resolveAdHoc(config, 'http://10.0.0.1/').refused, {
      status: 400,
      message: 'Unknown target "http://10.0.0.1/": neither a configured device nor in targets.allow',
    });
    assert.deepEqual(resolveAdHoc(config, '10.0.0.1', 'nope').refused, {
      status: 400,
      message: 'Unknown auth "nope"',
    });
    // Not an address as resolvers would read it, 10.0.0.1 among them.
    for (const target of ['10.1', '0x0a.0.0.1', '167772161', '010.0.0.1']) {
      assert.equal(resolveAdHoc(config, target).refused?.status, 400, target);
    }
  });

  it('is allowed but faulty if the certificates of its rule cannot be read', async () => {
    const { target } = resolveAdHoc(await load(), '172.16.0.1');
    assert.match(target?.fault?.message ?? '', /ca_file ".*gone\.pem" cannot be used: no such file/);
  });
});
