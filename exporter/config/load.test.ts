import assert from 'node:assert/strict';
import { execFileSync } from 'node:child_process';
import { chmod } from 'node:fs/promises';
import { describe, it } from 'node:test';
import { type Config } from './config.ts';
import { loadConfig } from './load.ts';
import { ConfigError, formatProblem } from './problem.ts';
import { FileTree } from './testing/file-tree.ts';
import { OPTIONS } from './testing/load-options.ts';

const AUTH = 'auths: { default: { username: monitor, password: hunter2-secret } }\n';
const MAIN = `${AUTH}device_files: [devices/*.yml]\n`;

const good = (name: string) => new URL(`fixtures/good/${name}.yml`, import.meta.url).pathname;

/** `name: fault` of each device, as an operator beside the main file would see it. */
function faults(config: Config, tree: FileTree): Record<string, string | undefined> {
  return Object.fromEntries(
    [...config.devices.values()].map(({ name, fault }) => [
      name,
      fault && tree.relative(formatProblem(fault)),
    ]),
  );
}

function problems(config: Config, tree: FileTree): string[] {
  return config.problems.map((problem) => tree.relative(formatProblem(problem)));
}

describe('a whole configuration', () => {
  it('needs no more than four lines', async () => {
    const config = await loadConfig(good('four-lines'), OPTIONS);
    assert.deepEqual(config.problems, []);
    assert.deepEqual(config.devices.get('riga-core-1'), {
      name: 'riga-core-1',
      host: '192.0.2.1',
      port: 8728,
      auth: 'default',
      tls: undefined,
      codePage: 'windows-1252',
      labels: {},
      scrapes: [{ modules: ['default'], interval: 60, timeout: 30 }],
      timeout: undefined,
      fault: undefined,
      file: good('four-lines'),
    });
  });

  it('says of tracing what is written, and leaves the rest to the environment', async () => {
    const block =
      '{ endpoint: "HTTP://Collector:4318/", sample_ratio: 0, slow_probe: 2s, max_queue_bytes: 1MiB }';
    await using tree = await FileTree.of({ 'tikscope.yml': `${AUTH}tracing: ${block}\n` });
    assert.deepEqual((await tree.load()).tracing, {
      endpoint: 'http://collector:4318',
      sampleRatio: 0,
      slowProbe: 2,
      maxQueueSize: undefined,
      maxQueueBytes: 1024 ** 2,
      maxExportBatchSize: undefined,
      scheduleDelay: undefined,
      exportTimeout: undefined,
    });
  });

  it('has the modules that collectors name, with the documented limits', async () => {
    const { modules } = await loadConfig(good('four-lines'), OPTIONS);
    assert.deepEqual([...modules.keys()], ['default', 'traffic', 'wifi']);
    const built = modules.get('default');
    assert.deepEqual(built?.collectors, ['system', 'health', 'interface']);
    assert.deepEqual(built.limits, {
      rows: 10_000,
      bytes: 8 << 20,
      samples: 20_000,
      expositionBytes: 4 << 20,
    });
    assert.equal(built.timeout, undefined);
    assert.equal(built.interfaces.dynamic, false);
  });

  it('replaces a built-in module by one of the same name', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml': `${AUTH}modules: { wifi: { collectors: [system], timeout: 1m30s } }`,
    });
    const { modules } = await tree.load();
    assert.deepEqual(modules.get('wifi')?.collectors, ['system']);
    assert.equal(modules.get('wifi')?.timeout, 90);
    assert.deepEqual(modules.get('default')?.collectors, ['system', 'health', 'interface']);
  });

  it('may say a thing once and refer to it by an alias', async () => {
    const { devices } = await loadConfig(good('anchors'), OPTIONS);
    assert.deepEqual(devices.get('riga-ap-1')?.labels, { tenant: 'acme', site: 'riga' });
    assert.equal(devices.get('riga-ap-1')?.tls?.insecure, true);
  });

  it('speaks to port 8729 with TLS, and to a written port always', async () => {
    const device = (name: string, settings: string) => `  - { name: ${name}, ${settings} }\n`;
    await using tree = await FileTree.of({
      'tikscope.yml':
        `${AUTH}devices:\n` +
        device('tls', 'address: 192.0.2.1, tls: on') +
        device('v6', "address: '2001:db8::1'") +
        device('v6-port', "address: '[2001:db8::1]:9000', tls: { server_name: router }"),
    });
    const { devices } = await tree.load();
    assert.deepEqual(
      [...devices.values()].map(({ host, port }) => [host, port]),
      [
        ['192.0.2.1', 8729],
        ['2001:db8::1', 8728],
        ['2001:db8::1', 9000],
      ],
    );
    assert.equal(devices.get('v6-port')?.tls?.serverName, 'router');
  });

  it('waits as long as the interval where that is shorter than 30s', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml': `${AUTH}devices: [{ name: a, address: a, interval: 10s }, { name: b, address: b, modules: [wifi, default], timeout: 5s }]`,
    });
    const { devices } = await tree.load();
    assert.deepEqual(devices.get('a')?.scrapes, [{ modules: ['default'], interval: 10, timeout: 10 }]);
    assert.deepEqual(devices.get('b')?.scrapes, [{ modules: ['wifi', 'default'], interval: 60, timeout: 5 }]);
    assert.equal(devices.get('b')?.timeout, 5);
  });
});

describe('the main file', () => {
  it('says where it was looked for if it is missing', async () => {
    await using tree = await FileTree.of({});
    await assert.rejects(tree.load(), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.equal(
        tree.relative(error.message),
        'tikscope.yml: cannot be read: no such file (--config.file names another)',
      );
      return true;
    });
  });

  it('is refused with all its faults, also those of its devices', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml': 'auths: { default: { username: monitor } }\nunknown: 1\ndevices: [{ name: a }]\n',
    });
    await assert.rejects(tree.load(), (error) => {
      assert.ok(error instanceof ConfigError);
      assert.deepEqual(
        error.problems.map(({ line, column }) => [line, column]),
        [
          [1, 19],
          [2, 1],
          [3, 11],
        ],
      );
      return true;
    });
  });

  it('is refused when it is larger than 4 MiB', async () => {
    await using tree = await FileTree.of({ 'tikscope.yml': '#'.repeat((4 << 20) + 1) });
    await assert.rejects(tree.load(), /cannot be read: larger than 4194304 bytes/);
  });

  it('is refused at once when it is a pipe that nobody writes to', async () => {
    await using tree = await FileTree.of({});
    execFileSync('mkfifo', [tree.path('tikscope.yml')]);
    await assert.rejects(tree.load(), /cannot be read: not a regular file/);
  });

  it('is warned of when everybody can read the password in it', async () => {
    await using tree = await FileTree.of({ 'tikscope.yml': AUTH });
    assert.deepEqual((await tree.load()).warnings, []);
    await chmod(tree.path('tikscope.yml'), 0o644);
    const [warning = ''] = (await tree.load()).warnings;
    assert.equal(
      tree.relative(warning),
      'tikscope.yml holds a password and every user of this machine can read it; chmod 640 it',
    );
  });
});

describe('files of devices', () => {
  it('hold a list, or a map with the key devices', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml': `${MAIN}devices: [{ name: a, address: a }]`,
      'devices/b.yml': '- { name: b, address: b }\n',
      'devices/c.yml': 'devices: [{ name: c, address: c }]\n',
      'devices/.d.yml': '- { name: d, address: d }\n',
    });
    const config = await tree.load();
    assert.deepEqual([...config.devices.keys()], ['a', 'b', 'c']);
    assert.deepEqual(config.problems, []);
  });

  it('are found below a directory whose name looks like a pattern, and by absolute paths', async () => {
    await using elsewhere = await FileTree.of({ 'b.yml': '- { name: b, address: b }\n' });
    await using tree = await FileTree.of({
      'a[1]*/tikscope.yml': `${AUTH}device_files: [devices/*.yml, '${elsewhere.path('*.yml')}']`,
      'a[1]*/devices/a.yml': '- { name: a, address: a }\n',
    });
    const config = await loadConfig(tree.path('a[1]*/tikscope.yml'), OPTIONS);
    assert.deepEqual([...config.devices.keys()].sort(), ['a', 'b']);
  });

  it('are warned of when a pattern names none', async () => {
    await using tree = await FileTree.of({ 'tikscope.yml': MAIN });
    assert.deepEqual(
      (await tree.load()).warnings.map((text) => tree.relative(text)),
      ['device_files: no file matches devices/*.yml'],
    );
  });

  it('are refused when there are more than 500', async () => {
    const files = Array.from({ length: 501 }, (_, index) => [`devices/${index}.yml`, '[]']);
    await using tree = await FileTree.of({
      'tikscope.yml': MAIN,
      ...(Object.fromEntries(files) as Record<string, string>),
    });
    await assert.rejects(tree.load(), /device_files: more than 500 files/);
  });
});

describe('a fault of a file of devices', () => {
  it('stays with the device that has it, which keeps its labels', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml': MAIN,
      'devices/a.yml':
        '- { name: a1, address: a, labels: { tenant: acme } , adress: x }\n- { name: a2, address: a }\n',
      'devices/b.yml': '- { name: b, address: b }\n',
    });
    const config = await tree.load();
    const fault =
      'devices/a.yml:1:54: unknown key "adress" in devices[0]; did you mean "address"? allowed: name, address, auth, tls, ' +
      'code_page, labels, module, modules, interval, timeout, scrapes';
    assert.deepEqual(faults(config, tree), { a1: fault, a2: undefined, b: undefined });
    assert.deepEqual(problems(config, tree), [fault]);
    assert.deepEqual(config.devices.get('a1')?.labels, { tenant: 'acme' });
    assert.deepEqual(config.devices.get('a1')?.scrapes, [
      { modules: ['default'], interval: 60, timeout: 30 },
    ]);
  });

  it('is a problem of the file alone if no device can be read of it', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml': `${AUTH}device_files: [devices/*.yml, gone.yml]`,
      'devices/a.yml': '- name: a\n\taddress: a\n',
      'devices/b.yml': '- { name: b, address: b }\n',
      'devices/c.yml': '',
      'devices/d.yml': 'devices: []\nlabels: {}\n',
    });
    const config = await tree.load();
    assert.deepEqual(faults(config, tree), { b: undefined });
    assert.deepEqual(problems(config, tree), [
      'devices/a.yml:2:2: a tab cannot indent; use spaces',
      'devices/c.yml:1:1: expected a list of devices ("[]" if there are none)',
      'devices/d.yml:2:1: unknown key "labels" at the top of the file; allowed: devices',
      'gone.yml: cannot be read: no such file',
    ]);
  });

  it('is what a name that an earlier file has is; the earlier device stays', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml': MAIN,
      'devices/a.yml': '- { name: x, address: 192.0.2.1 }\n',
      'devices/b.yml': '- { name: x, address: 192.0.2.2 }\n- { name: y, address: 192.0.2.3 }\n',
    });
    const config = await tree.load();
    assert.equal(config.devices.get('x')?.host, '192.0.2.1');
    assert.deepEqual(faults(config, tree), { x: undefined, y: undefined });
    assert.deepEqual(problems(config, tree), [
      'devices/b.yml:1:11: devices[0].name: "x" is already listed in devices/a.yml; names must be unique',
    ]);
  });

  it('leaves devices at a reload as they were, with the fault', async () => {
    const device = (name: string) =>
      `- { name: ${name}, address: ${name}, labels: { site: riga }, interval: 30s }\n`;
    await using tree = await FileTree.of({
      'tikscope.yml': MAIN,
      'devices/a.yml': device('a1') + device('a2'),
      'devices/b.yml': device('b1') + device('b2'),
      'devices/c.yml': device('c1') + device('c2'),
    });
    const before = await tree.load();
    await tree.write('devices/a.yml', '- { name: a1');
    await tree.write('devices/b.yml', device('b1') + '- { nmae: b2 }\n');
    await tree.write('devices/c.yml', device('c1'));
    const after = await tree.load(before);
    const syntax = 'devices/a.yml:1:13: wrong indentation, or a bracket or quote that is not closed';
    const unnamed = 'devices/b.yml:2:3: missing key "name" in devices[1]';
    assert.deepEqual(faults(after, tree), {
      b1: undefined,
      c1: undefined,
      a1: syntax,
      a2: syntax,
      b2: unnamed,
    });
    for (const name of ['a1', 'b2']) {
      assert.deepEqual({ ...after.devices.get(name), fault: undefined }, before.devices.get(name));
    }
    assert.deepEqual(faults(await tree.load(after), tree), faults(after, tree));
  });

  it('leaves an auth to the device that names one which is gone', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml': `auths: { other: { username: monitor, password: hunter2-secret } }\ndevice_files: [a.yml]`,
      'a.yml': '- { name: a, address: a }\n',
    });
    const config = await tree.load();
    assert.match(
      faults(config, tree)['a'] ?? '',
      /unknown auth "default" in devices\[0\]\.auth; known: other/,
    );
    assert.ok(config.auths.has(config.devices.get('a')?.auth ?? ''));
  });
});

describe('a password that cannot be read', () => {
  it('is a problem that is told once, and not a fault of the devices: the next login reads it anew', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml':
        'auths:\n' +
        '  default: { username: monitor, password_file: secrets/default }\n' +
        '  other: { username: monitor, password_file: secrets/other }\n' +
        'devices:\n  - { name: a, address: a }\n  - { name: b, address: b }\n  - { name: c, address: c, auth: other }\n',
      'secrets/default': 'hunter2-secret\n',
    });
    const config = await tree.load();
    const fault = 'tikscope.yml:3:46: password file "secrets/other" cannot be read: no such file';
    assert.deepEqual(faults(config, tree), { a: undefined, b: undefined, c: undefined });
    assert.deepEqual(problems(config, tree), [fault]);
  });

  it('is forgiven at the next reload', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml':
        'auths: { default: { username: monitor, password_file: secret } }\ndevices: [{ name: a, address: a }]\n',
    });
    const before = await tree.load();
    assert.equal(before.problems.length, 1);
    await tree.write('secret', 'hunter2-secret');
    const after = await tree.load(before);
    assert.deepEqual(after.problems, []);
    assert.equal(after.devices.get('a')?.fault, undefined);
  });
});

describe('a file of certificates', () => {
  const tls = (file: string) => `tls: { ca_file: ${file}, server_name: router }`;

  it('is read when the configuration is loaded', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml': `${AUTH}devices: [{ name: a, address: a, ${tls('ca.pem')} }]\ntargets: { allow: [{ addresses: [10.0.0.0/8], ${tls('ca.pem')} }] }`,
      'ca.pem': CERTIFICATE,
    });
    const config = await tree.load();
    assert.equal(config.devices.get('a')?.tls?.ca, CERTIFICATE);
    assert.equal(config.allow[0]?.tls?.ca, CERTIFICATE);
  });

  it('is the fault of the devices and rules that name it if it holds none, and told once', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml': `${AUTH}devices:\n  - { name: a, address: a, ${tls('ca.pem')} }\n  - { name: b, address: b, ${tls('ca.pem')} }\n  - { name: c, address: c }\ntargets: { allow: [{ addresses: [10.0.0.0/8], ${tls('ca.pem')} }] }`,
      'ca.pem': 'not a certificate',
    });
    const config = await tree.load();
    const fault = 'tikscope.yml:3:44: ca_file "ca.pem" cannot be used: it holds no PEM certificate';
    assert.deepEqual(faults(config, tree), { a: fault, b: fault, c: undefined });
    assert.deepEqual(problems(config, tree), [fault]);
    assert.equal(config.allow[0]?.fault, config.problems[0]);
  });
});

/** Self-signed, made for this test; its key is not kept. */
const CERTIFICATE = `-----BEGIN CERTIFICATE-----
MIIBeTCCAR+gAwIBAgIUJYEWEkHsn9BK2KzwcID2q8+57BkwCgYIKoZIzj0EAwIw
ETEPMA0GA1UEAwwGcm91dGVyMCAXDTI2MTEyMTA3NTkwOFoYDzIxMjYxMDI4MDc1
OTA4WjARMQ8wDQYDVQQDDAZyb3V0ZXIwWTATBgcqhkjOPQIBBggqhkjOPQMBBwNC
AAQ2VMTe7hcPSxds6nR217zcxdcDnPfZNhbYA/SkkArw14Oqr6ybY2qvW+un30U9
yQsBYXo4To6zM612Pn5BH68So1MwUTAdBgNVHQ4EFgQU3nliKegKjuZ+hD1OPgGd
EZ40idgwHwYDVR0jBBgwFoAU3nliKegKjuZ+hD1OPgGdEZ40idgwDwYDVR0TAQH/
BAUwAwEB/zAKBggqhkjOPQQDAgNIADBFAiAK3b7uCE34oh/H4LIJ0BHUhtxwQYrV
tinS1ydMtufeMAIhAKz8e4ITurTh6lwmumx/KvTWT8kALCgxTIP3aJ2tRODj
-----END CERTIFICATE-----
`;
