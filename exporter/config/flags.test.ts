import assert from 'node:assert/strict';
import { readFileSync, writeFileSync } from 'node:fs';
import { describe, it } from 'node:test';
import { FlagError, formatHelp, parseFlags } from './flags.ts';

const HELP = new URL('fixtures/help.txt', import.meta.url);

function refusal(...args: string[]): string {
  try {
    parseFlags(args);
  } catch (thrown) {
    if (thrown instanceof FlagError) return thrown.message;
    throw thrown;
  }
  throw new Error('the command line was accepted');
}

describe('the command line', () => {
  it('has a default for every flag', () => {
    assert.deepEqual(parseFlags([], {}), {
      help: false,
      version: false,
      'config.file': 'tikscope.yml',
      'config.check': false,
      'web.listen-address': { host: '127.0.0.1', port: 9436 },
      'web.enable-lifecycle': false,
      'timeout-offset': 0.5,
      'probe.max-running': 1024,
      'probe.max-waiting': 512,
      'probe.max-held-bytes': 48 * 1024 ** 2,
      'fleet.sized-for': 250,
      'log.level': 'info',
      'log.format': 'json',
      'state.directory': '',
    });
  });

  it('takes --flag=value and --flag value', () => {
    assert.equal(parseFlags(['--config.file=a.yml'])['config.file'], 'a.yml');
    assert.equal(parseFlags(['--config.file', 'a.yml'])['config.file'], 'a.yml');
  });

  it('switches a flag on by its name, and off by --no-', () => {
    assert.equal(parseFlags(['--web.enable-lifecycle'])['web.enable-lifecycle'], true);
    assert.equal(parseFlags(['--no-web.enable-lifecycle'])['web.enable-lifecycle'], false);
  });

  it('knows -h and --dry-run', () => {
    assert.equal(parseFlags(['-h']).help, true);
    assert.equal(parseFlags(['--dry-run'])['config.check'], true);
  });

  it('listens on all interfaces if the address has no host', () => {
    assert.deepEqual(parseFlags(['--web.listen-address=:9436'])['web.listen-address'], {
      host: undefined,
      port: 9436,
    });
    assert.deepEqual(parseFlags(['--web.listen-address=[::1]:80'])['web.listen-address'], {
      host: '::1',
      port: 80,
    });
  });

  const refused: readonly [readonly string[], string][] = [
    [['--web.listen-adress=:1'], 'unknown flag --web.listen-adress; did you mean --web.listen-address?'],
    [['--polling=on'], 'unknown flag --polling; --help lists all flags'],
    [['-x'], 'unknown flag -x; --help lists all flags'],
    [['tikscope.yml'], 'unexpected argument "tikscope.yml"'],
    [['--config.file'], '--config.file needs a value: --config.file=tikscope.yml'],
    [['--config.file='], '--config.file: expected a value, found ""'],
    [['--no-config.file'], '--config.file needs a value: --config.file=tikscope.yml'],
    [['--config.file=a', '--config.file=b'], '--config.file is given more than once'],
    [['--config.check', '--dry-run'], '--config.check is given more than once'],
    [['--help=yes'], '--help takes no value: write --help or --no-help'],
    [['--log.level=loud'], '--log.level: expected one of debug, info, warn, error, found "loud"'],
    [['--timeout-offset=-1'], '--timeout-offset: expected a number of seconds, found "-1"'],
    [['--probe.max-running=many'], '--probe.max-running: expected a whole number up to 999999, found "many"'],
    [['--web.listen-address=9436'], '--web.listen-address: expected host:port or :port, found "9436"'],
    [['--web.listen-address=:99999'], '--web.listen-address: expected host:port or :port, found ":99999"'],
  ];
  for (const [args, message] of refused) {
    it(`says what is wrong: ${args.join(' ')}`, () => {
      assert.equal(refusal(...args), message);
    });
  }
});

describe('the help', () => {
  it('is the golden file', () => {
    if (process.env['UPDATE_GOLDENS'] === '1') writeFileSync(HELP, formatHelp());
    assert.equal(formatHelp(), readFileSync(HELP, 'utf8'), 'UPDATE_GOLDENS=1 writes the file anew');
  });

  it('fits into 100 columns', () => {
    for (const line of formatHelp().split('\n')) assert.ok(line.length <= 100, line);
  });
});
