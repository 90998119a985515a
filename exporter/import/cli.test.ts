import assert from 'node:assert/strict';
import { readFile, stat } from 'node:fs/promises';
import { describe, it, type TestContext } from 'node:test';
import { parse } from 'yaml';
import { FileTree } from '../config/testing/file-tree.ts';
import { COLLECTORS } from '../collectors/registry.ts';
import { LOAD_OPTIONS } from '../exporter.ts';
import { main } from './cli.ts';
import { ADDRESS_LISTS, ALWAYS, SWITCHES } from './switches.ts';

const DEFAULTS = `[default]
    enabled = True
    username = monitor
    password = hunter2
`;

interface Run {
  readonly code: number;
  /** What was printed, with the folder cut out. */
  readonly text: string;
  /** The text of a written file; undefined if it is not there. */
  readonly file: (name: string) => Promise<string | undefined>;
  readonly mode: (name: string) => Promise<string>;
  readonly device: (name: string) => Promise<Record<string, unknown> | undefined>;
}

/** `tikscope import` of these files, the first one of which is named. */
async function importFiles(
  t: TestContext,
  files: Readonly<Record<string, string>>,
  ...more: string[]
): Promise<Run> {
  const tree = await FileTree.of(files);
  t.after(() => tree[Symbol.asyncDispose]());
  const printed: unknown[] = [];
  t.mock.method(console, 'log', (line: unknown) => printed.push(line));
  t.mock.method(console, 'error', (line: unknown) => printed.push(line));
  const argv = [tree.path(Object.keys(files)[0] ?? ''), `--output.directory=${tree.path('out')}`, ...more];
  const code = await main(argv, LOAD_OPTIONS);
  t.mock.restoreAll();
  const file: Run['file'] = (name) => readFile(tree.path(`out/${name}`), 'utf8').catch(() => undefined);
  return {
    code,
    text: tree.relative(printed.join('\n')),
    file,
    mode: async (name) => ((await stat(tree.path(`out/${name}`))).mode & 0o777).toString(8),
    device: async (name) => {
      const devices = parse((await file('devices.yml')) ?? '') as Record<string, unknown>[];
      return devices.find((device) => device['name'] === name);
    },
  };
}

describe('tikscope import', () => {
  it('makes a configuration that loads, and tells the next step', async (t) => {
    const run = await importFiles(t, { 'mktxp.conf': `[riga]\nhostname = 192.0.2.1\n${DEFAULTS}` });
    assert.equal(run.code, 0, run.text);
    assert.match(run.text, /^Routers: 1\n/);
    assert.match(run.text, /tikscope --config\.file=out\/tikscope\.yml --config\.check$/);
    assert.deepEqual(await run.device('riga'), {
      name: 'riga',
      address: '192.0.2.1',
      auth: 'monitor',
      module: 'mktxp',
    });
  });

  it('writes each distinct password to a file that its owner alone can read, and nowhere else', async (t) => {
    const text = `[a]\n[b]\npassword = "other, #1"\n[c]\n${DEFAULTS}`;
    const run = await importFiles(t, { 'mktxp.conf': text });
    assert.equal(run.code, 0, run.text);
    assert.equal(await run.file('secrets/monitor'), 'hunter2\n');
    assert.equal(await run.file('secrets/monitor-2'), 'other, #1\n');
    assert.equal((await run.device('c'))?.['auth'], 'monitor');
    assert.deepEqual(
      [await run.mode('secrets'), await run.mode('secrets/monitor'), await run.mode('secrets/monitor-2')],
      ['700', '600', '600'],
    );
    for (const text of [run.text, await run.file('tikscope.yml'), await run.file('devices.yml')])
      assert.doesNotMatch(text ?? '', /hunter2|other/);
  });

  it('takes user and password from a file of credentials beside mktxp.conf', async (t) => {
    const run = await importFiles(t, {
      'mktxp.conf': `[a]\ncredentials_file = secrets/a.yml\n[b]\n${DEFAULTS}`,
      'secrets/a.yml': 'username: reader\npassword: 12345\n',
    });
    assert.equal(run.code, 0, run.text);
    assert.equal(await run.file('secrets/reader'), '12345\n');
  });

  it('inherits from [default], then from what mktxp added itself', async (t) => {
    const text = `[a]\nhostname = 192.0.2.1\nport =\n[default]\nport = 10\n[new_default_parameters]\nport = 11\nenabled = yes\nusername = u\npassword = p\n`;
    const run = await importFiles(t, { 'mktxp.conf': text });
    assert.equal((await run.device('a'))?.['address'], '192.0.2.1:10');
  });

  it('writes the port where it is not the one of the service', async (t) => {
    const text = `[a]\nport = 8728\n[b]\nuse_ssl = yes\nport = 8729\n[c]\nuse_ssl = yes\nport = 8728\n[d]\nhostname = 2001:db8::1\nport = 1\n`;
    const run = await importFiles(t, { 'mktxp.conf': text + DEFAULTS });
    const addresses = await Promise.all(
      ['a', 'b', 'c', 'd'].map(async (name) => (await run.device(name))?.['address']),
    );
    assert.deepEqual(addresses, ['localhost', 'localhost', 'localhost:8728', '[2001:db8::1]:1']);
  });

  it('carries TLS, and says what of it cannot be', async (t) => {
    const text = [
      '[verified]\nuse_ssl = True\nssl_certificate_verify = True',
      '[by-ca]\nuse_ssl = True\nssl_certificate_verify = True\nssl_ca_file = ca.pem\nssl_check_hostname = False',
      '[any]\nuse_ssl = True',
      '[none]\nuse_ssl = True\nno_ssl_certificate = True',
      DEFAULTS,
    ].join('\n');
    const run = await importFiles(t, { 'mktxp.conf': text, 'ca.pem': '' });
    const tls = await Promise.all(
      ['verified', 'by-ca', 'any', 'none'].map(async (name) => (await run.device(name))?.['tls']),
    );
    assert.equal(tls[0], 'on');
    assert.match((tls[1] as { ca_file: string }).ca_file, /^\/.*\/ca\.pem$/);
    assert.deepEqual(tls.slice(2), [{ insecure: true }, { insecure: true }]);
    assert.match(run.text, /ssl_check_hostname = False: .*\(by-ca\)/);
    assert.match(run.text, /ssl_certificate_verify = False: .*\(any\)/);
    assert.match(run.text, /no_ssl_certificate: .*\(none\)/);
  });

  it('carries custom labels, and leaves out those that would hide labels of Prometheus or of a metric', async (t) => {
    const text = `[a]\ncustom_labels = "site:riga, tenant=acme, url:x=y, job:a, interface:b, 1a:b, empty:, odd"\n${DEFAULTS}`;
    const run = await importFiles(t, { 'mktxp.conf': text });
    assert.equal(run.code, 0, run.text);
    assert.deepEqual((await run.device('a'))?.['labels'], { site: 'riga', tenant: 'acme', url: 'x=y' });
    assert.match(run.text, /"job" belongs to Prometheus/);
    assert.match(run.text, /"interface" belongs to Tikscope's own metrics/);
    for (const left of ['1a:b', 'empty:', 'odd']) assert.ok(run.text.includes(`"${left}" is no label`), left);
  });

  it('makes one module of each distinct set of switches', async (t) => {
    const text = `[a]\n[b]\n[c]\nfirewall = False\ndns = on\n${DEFAULTS}`;
    const run = await importFiles(t, { 'mktxp.conf': text });
    const { modules } = parse((await run.file('tikscope.yml')) ?? '') as {
      modules: Record<string, { collectors: string[] }>;
    };
    assert.deepEqual(Object.keys(modules), ['mktxp', 'mktxp-2']);
    assert.ok(modules['mktxp']?.collectors.includes('firewall'));
    assert.ok(!modules['mktxp-2']?.collectors.includes('firewall'));
    assert.ok(modules['mktxp-2']?.collectors.includes('dns'));
  });

  it('makes an allow rule of a section that is only for /probe', async (t) => {
    const text = `[p]\nmodule_only = True\nprobe_allowed_targets = 10.0.0.0/8, *.corp\n[q]\nmodule_only = True\n${DEFAULTS}`;
    const run = await importFiles(t, {
      'mktxp.conf': text,
      '_mktxp.conf':
        '[MKTXP]\nprobe_allowed_targets = router.example\nlisten = 0.0.0.0:49090\nbandwidth = True\n',
    });
    assert.equal(run.code, 0, run.text);
    assert.deepEqual((parse((await run.file('tikscope.yml')) ?? '') as { targets: unknown }).targets, {
      allow: [
        { addresses: ['10.0.0.0/8'], auths: ['monitor'] },
        { addresses: ['router.example'], auths: ['monitor'] },
      ],
    });
    assert.match(run.text, /"\*\.corp" is no address/);
    assert.match(run.text, /--web\.listen-address/);
    assert.match(run.text, /bandwidth measures/);
  });

  it('leaves out a disabled router and says so; a section that inherits no enabled is one', async (t) => {
    const text = `[a]\n[b]\nenabled = False\n${DEFAULTS}`;
    const run = await importFiles(t, { 'mktxp.conf': text });
    assert.equal(await run.device('b'), undefined);
    assert.match(run.text, /left out \(b\)/);
    const none = await importFiles(t, { 'mktxp.conf': '[a]\nusername = x\npassword = y\n' });
    assert.equal(none.code, 1);
    assert.match(none.text, /no router is enabled/);
    assert.equal(await none.file('tikscope.yml'), undefined);
  });

  it('gives a router a name that Tikscope allows, and says so', async (t) => {
    const run = await importFiles(t, { 'mktxp.conf': `[Rīga Core]\n[Rīga/Core]\n${DEFAULTS}` });
    assert.notEqual(await run.device('Rīga-Core'), undefined);
    assert.notEqual(await run.device('Rīga-Core-2'), undefined);
    assert.match(run.text, /its name is Rīga-Core now.*\(Rīga Core\)/);
  });

  it('overwrites nothing: exit code 1 names the file, and nothing is written', async (t) => {
    const files = { 'mktxp.conf': `[a]\n${DEFAULTS}`, 'out/secrets/monitor': 'mine\n' };
    const run = await importFiles(t, files);
    assert.equal(run.code, 1);
    assert.match(run.text, /out\/secrets\/monitor exists; nothing was written/);
    assert.equal(await run.file('secrets/monitor'), 'mine\n');
    assert.equal(await run.file('tikscope.yml'), undefined);
  });

  it('tells every fault with file and line, exit code 1', async (t) => {
    const text = `[a]\nenabled = maybe\nport = 0\nhostname = "a b"\n[b]\nenabled = True\n`;
    const run = await importFiles(t, { 'mktxp.conf': text });
    assert.equal(run.code, 1);
    assert.deepEqual(run.text.replace('tikscope import: ', '').split('\n'), [
      'mktxp.conf:4: "hostname": expected a host name or an IP address, without a port',
      'mktxp.conf:2: "enabled": expected True or False',
      'mktxp.conf:3: "port": expected a number from 1 to 65535',
      'mktxp.conf:5: "username": is missing',
      'mktxp.conf:5: "password": is missing',
    ]);
    const missing = await importFiles(t, { 'mktxp.conf': `[a]\ncredentials_file = none.yml\n${DEFAULTS}` });
    assert.match(missing.text, /none\.yml: cannot be read: no such file/);
    const wrong = await importFiles(t, { 'mktxp.conf': `[a]\n${DEFAULTS}`, '_mktxp.conf': 'x\n' });
    assert.match(wrong.text, /_mktxp\.conf:1: expected \[section\]/);
  });

  it('says what of the outcome does not load, exit code 1', async (t) => {
    const text = `[a]\ncustom_labels = site:${'x'.repeat(129)}\n${DEFAULTS}`;
    const run = await importFiles(t, { 'mktxp.conf': text });
    assert.equal(run.code, 1);
    assert.match(run.text, /out\/devices\.yml:\d+:\d+: .*longer than 128 characters/);
  });

  it('says what it expects where the command line is wrong', async (t) => {
    const files = { 'mktxp.conf': `[a]\n${DEFAULTS}` };
    assert.match((await importFiles(t, files, 'another')).text, /expected one file/);
    assert.match((await importFiles(t, files, '--outptu=x')).text, /Unknown option '--outptu'/);
    assert.equal((await importFiles(t, files, '--help')).code, 0);
  });

  it('knows a collector for every switch, or says why there is none', () => {
    const known = COLLECTORS.map(({ name }) => name);
    const named = [
      ...ALWAYS,
      ...ADDRESS_LISTS,
      ...Object.values(SWITCHES).flatMap(({ collectors }) => collectors),
    ];
    assert.deepEqual(
      named.filter((name) => !known.includes(name)),
      [],
    );
    for (const [key, { collectors, note }] of Object.entries(SWITCHES))
      assert.ok(collectors.length > 0 || note !== undefined, key);
  });
});
