import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { stringify } from 'yaml';
import { Inventory } from './inventory.ts';
import { parseMain } from './main-file.ts';
import { ConfigError } from './problem.ts';
import { OPTIONS } from './testing/load-options.ts';

const KNOWN = { auths: new Set(['default']), modules: new Set(['default']), reservedLabels: ['interface'] };

/** All that is told of a text, as a main file and as a file of devices; whatever is thrown must be a ConfigError. */
function told(text: string): string {
  const inventory = new Inventory(KNOWN, new Map());
  inventory.addFile('devices.yml', text);
  try {
    parseMain('tikscope.yml', text, OPTIONS);
  } catch (thrown) {
    if (!(thrown instanceof ConfigError)) throw thrown;
    for (const { message } of thrown.problems) {
      assert.notEqual(message, '');
      assert.doesNotMatch(message, /\n|undefined|\[object/);
    }
    return thrown.message + JSON.stringify(inventory.problems);
  }
  return JSON.stringify(inventory.problems);
}

/** YAML of the right keys in the wrong places. */
const KEYS = [
  'auths',
  'default',
  'username',
  'password',
  'modules',
  'collectors',
  'limits',
  'rows',
  'interfaces',
].concat(
  [
    'include',
    'name',
    'devices',
    'address',
    'labels',
    'scrapes',
    'interval',
    'targets',
    'allow',
    'addresses',
    'tls',
  ],
  ['ca_file', '__proto__', 'constructor', 'toString'],
);
const { node } = fc.letrec((tie) => ({
  node: fc.oneof(
    { maxDepth: 6 },
    fc.constantFrom<unknown>('default', 'system', '30s', '8MiB', '10.0.0.0/8', 'a', 1, 0.5, true, null, ''),
    fc.array(tie('node'), { maxLength: 3 }),
    fc.dictionary(fc.constantFrom(...KEYS), tie('node'), { maxKeys: 5 }),
  ),
}));

describe('whatever a file holds', () => {
  it('gives a configuration or a ConfigError: bytes', () => {
    fc.assert(
      fc.property(fc.uint8Array({ maxLength: 200 }), (bytes) => void told(Buffer.from(bytes).toString())),
    );
  });

  it('gives a configuration or a ConfigError: YAML signs', () => {
    const sign = fc.constantFrom(
      '- ',
      ': ',
      '\n',
      '  ',
      '{',
      '}',
      '[',
      ']',
      '"',
      "'",
      '|',
      '>',
      '&a ',
      '*a ',
      '!t ',
      '#',
      '? ',
      '<<',
      '---',
      '\t',
      ...KEYS,
    );
    fc.assert(
      fc.property(fc.array(sign, { maxLength: 40 }), (signs) => void told(signs.join(''))),
      { numRuns: 1000 },
    );
  });

  it('gives a configuration or a ConfigError: settings in wrong places', () => {
    fc.assert(
      fc.property(node, (value) => void told(stringify(value))),
      { numRuns: 500 },
    );
  });
});

describe('a password', () => {
  const MARK = 'hunter2';
  const spelling = fc.constantFrom(
    'password: ',
    'password:',
    'password = ',
    'pasword: ',
    'password_file: ',
    'pw:',
  );
  const sign = fc.constantFrom(
    '',
    '"',
    "'",
    '*',
    '&',
    '!',
    '@',
    '%',
    '`',
    '|',
    '>',
    '{',
    '[',
    '}',
    ', ',
    ': ',
    ' #',
    '\t',
    '\\',
  );

  it('is told by no message, however it is misspelt and however it begins and ends', () => {
    fc.assert(
      fc.property(spelling, sign, sign, fc.boolean(), (key, before, after, flow) => {
        const secret = `${key}${before}${MARK}${after}`;
        const text = flow
          ? `auths: { default: { username: monitor, ${secret} } }\n`
          : `auths:\n  default:\n    username: monitor\n    ${secret}\n`;
        assert.ok(!told(text).includes(MARK), told(text));
      }),
      { numRuns: 2000 },
    );
  });
});
