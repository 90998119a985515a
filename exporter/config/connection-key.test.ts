import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { connectionKey } from './connection-key.ts';
import { type Config } from './config.ts';
import { FileTree } from './testing/file-tree.ts';

const AUTH = 'username: monitor, password: hunter2-secret';
const DEVICE = 'name: a, address: 192.0.2.1';

async function keyOf(
  device: string,
  auth = AUTH,
  more: Readonly<Record<string, string>> = {},
): Promise<string> {
  await using tree = await FileTree.of({
    'tikscope.yml': `auths: { default: { ${auth} } }\ndevices: [{ ${device} }]`,
    ...more,
  });
  const config: Config = await tree.load();
  const [loaded] = config.devices.values();
  const used = config.auths.get('default');
  assert.ok(loaded && used);
  return connectionKey(loaded, used);
}

describe('the connection key', () => {
  it('stays when nothing that a session depends on changes', async () => {
    const key = await keyOf(DEVICE);
    assert.equal(await keyOf(`${DEVICE}, port: 1`.replace(', port: 1', '')), key);
    assert.equal(await keyOf('name: b, address: "192.0.2.1:8728"'), key);
    assert.equal(
      await keyOf(`${DEVICE}, labels: { site: riga }, interval: 30s, tls: off, code_page: latin1`),
      key,
    );
    assert.equal(await keyOf(DEVICE, `${AUTH}, legacy_login: false`), key);
  });

  const changes: readonly [string, string, string?][] = [
    ['host', 'name: a, address: 192.0.2.2'],
    ['port', 'name: a, address: "192.0.2.1:8729"'],
    ['TLS', 'name: a, address: "192.0.2.1:8728", tls: on'],
    ['server name', 'name: a, address: "192.0.2.1:8728", tls: { server_name: x }'],
    ['verification', 'name: a, address: "192.0.2.1:8728", tls: { insecure: true }'],
    ['code page', `${DEVICE}, code_page: windows-1251`],
    ['user name', DEVICE, 'username: other, password: hunter2-secret'],
    ['password', DEVICE, 'username: monitor, password: hunter3-secret'],
    ['source of the password', DEVICE, 'username: monitor, password_env: HOME'],
    ['login method', DEVICE, `${AUTH}, legacy_login: true`],
  ];

  it('is another for every setting that a session depends on', async () => {
    const keys = await Promise.all([
      keyOf(DEVICE),
      ...changes.map(([, device, auth]) => keyOf(device, auth)),
    ]);
    for (const [index, [what]] of changes.entries()) {
      assert.equal(keys.indexOf(keys[index + 1] ?? ''), index + 1, `${what} makes no difference`);
    }
  });

  it('does not give the password away', async () => {
    assert.doesNotMatch(await keyOf(DEVICE), /hunter2/);
  });
});
