import assert from 'node:assert/strict';
import { readFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { inspect } from 'node:util';
import { formatConfig, formatModules } from './format.ts';
import { formatProblem } from './problem.ts';
import { FileTree } from './testing/file-tree.ts';

const EXAMPLE = new URL('../../tikscope.example.yml', import.meta.url);

describe('the effective configuration', () => {
  it('is one that loads, and loads as the same', async () => {
    await using tree = await FileTree.of({ 'tikscope.yml': readFileSync(EXAMPLE, 'utf8') });
    const first = (await tree.load()).devices;
    const written = formatConfig(await tree.load()).replace(/^ *#.*\n/gm, '');
    await tree.write('tikscope.yml', written.replace(/^device_files.*\n/m, ''));
    const again = await tree.load();
    assert.equal(formatConfig(again).replace(/^ *#.*\n/gm, ''), written);
    assert.deepEqual([...again.devices.keys()], [...first.keys()]);
  });

  it('says above each device why it is not polled', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml':
        'auths: { default: { username: monitor, password: x } }\ndevices: [{ name: a, address: a, tls: { ca_file: gone } }]\n',
    });
    const text = tree.relative(formatConfig(await tree.load()));
    const problem = tree.relative((await tree.load()).problems.map(formatProblem).join());
    assert.match(problem, /ca_file "gone" cannot be used/);
    assert.ok(text.startsWith(`# ${problem}\n`), text);
    assert.ok(text.includes(`  # not polled: ${problem}\n  - name: a\n`), text);
  });

  it('holds no secret of any kind, and neither does the configuration however it is printed', async () => {
    process.env['TIKSCOPE_TEST_PASSWORD'] = 'hunter2-env';
    try {
      await using tree = await FileTree.of({
        'tikscope.yml':
          'auths:\n  default: { username: monitor, password: hunter2-literal }\n' +
          '  file: { username: monitor, password_file: secret }\n' +
          '  env: { username: monitor, password_env: TIKSCOPE_TEST_PASSWORD }\n' +
          'devices: [{ name: a, address: a }, { name: b, address: b, auth: file }]\n',
        secret: 'hunter2-file',
      });
      const config = await tree.load();
      assert.deepEqual(config.problems, []);
      const prints = [
        formatConfig(config),
        inspect(config, { depth: Infinity, showHidden: true }),
        JSON.stringify([...config.auths.values(), ...config.devices.values(), config]),
      ];
      for (const print of prints) assert.doesNotMatch(print, /hunter2/);
      assert.match(
        tree.relative(formatConfig(config)),
        /password: <secret>[^]*password_file: secret[^]*password_env: TIK/,
      );
    } finally {
      Reflect.deleteProperty(process.env, 'TIKSCOPE_TEST_PASSWORD');
    }
  });

  it('shows single modules as it shows all', async () => {
    await using tree = await FileTree.of({
      'tikscope.yml': 'auths: { default: { username: a, password: b } }',
    });
    const wifi = (await tree.load()).modules.get('wifi');
    assert.ok(wifi);
    assert.equal(
      formatModules([wifi]),
      'modules:\n  wifi:\n    collectors:\n      - wifi\n    limits:\n      rows: 10000\n      reply_bytes: 8MiB\n' +
        '      samples: 20000\n      exposition_bytes: 4MiB\n    interfaces:\n      include:\n        name: []\n        type: []\n' +
        '        comment: []\n      exclude:\n        name: []\n        type: []\n        comment: []\n      dynamic: false\n',
    );
  });
});
