import assert from 'node:assert/strict';
import { openSync, readFileSync } from 'node:fs';
import path from 'node:path';
import { describe, it, type TestContext } from 'node:test';
import { Registry } from 'prom-client';
import { valueOf } from '../../../test/harness/fleet.ts';
import { TemporaryFolder } from '../../../test/stack/temporary-folder.ts';
import { Bounds } from '../bound.ts';
import { renderOwnMetrics } from '../own-exposition.ts';
import { watchLog } from './log-metrics.ts';
import { createLog, type Log, type LogOptions } from './log.ts';

const PASSWORD = 'xyzzy-plugh';

/** A log into a file, which is written at once. */
async function logged(
  t: TestContext,
  options: Partial<LogOptions> = {},
): Promise<Log & { readonly text: () => string }> {
  const folder = await TemporaryFolder.create();
  t.after(() => folder.remove());
  const file = path.join(folder.path, 'log');
  const log = createLog({ level: 'info', format: 'json', descriptor: openSync(file, 'w'), ...options });
  return { ...log, text: () => readFileSync(file, 'utf8') };
}

/** An error as a HTTP library throws one: its request hangs on it. */
function httpError(): Error {
  const config = {
    url: 'https://collector/',
    headers: { 'x-team-key': PASSWORD },
    auth: { password: PASSWORD },
  };
  return Object.assign(new Error('refused'), { code: 'ECONNREFUSED', config, password: PASSWORD });
}

describe('the log', () => {
  const SHAPES: Readonly<Record<string, unknown>> = {
    'a password': { password: PASSWORD },
    'a nested password': { device: { auth: { password: PASSWORD } } },
    'a list of auths': { auths: [{ username: 'monitor', password: PASSWORD }] },
    'a secret': { secret: PASSWORD },
    'RouterOS keys': {
      row: { 'private-key': PASSWORD, 'wpa-pre-shared-key': PASSWORD, passphrase: PASSWORD },
    },
    'a TLS key': { tls: { key: PASSWORD, pfx: PASSWORD } },
    'an API key': { apiKey: PASSWORD, api_key: PASSWORD },
    'a client secret and tokens': { client_secret: PASSWORD, accessToken: PASSWORD },
    'request headers': { request: { headers: { authorization: PASSWORD, 'x-anything': PASSWORD } } },
    'loose headers': { Authorization: PASSWORD, 'proxy-authorization': PASSWORD, 'set-cookie': [PASSWORD] },
    'an error of a HTTP library': { err: httpError() },
    'the error as it is': httpError(),
    'an error under another name': { problem: httpError() },
    'an error in a list': { errors: [httpError()] },
    'the cause of an error': { err: new Error('no', { cause: httpError() }) },
    'the bytes of a login': { sent: Buffer.from(`=password=${PASSWORD}`) },
    'a password in an address': { endpoint: `https://me:${PASSWORD}@collector/v1` },
    'a password in an address in an error': {
      err: new Error(`cannot reach "https://me:${PASSWORD}@collector/"`),
    },
    'a URL': { url: new URL(`https://me:${PASSWORD}@collector/`) },
    'deeper than anything': { a: { b: { c: { d: { e: { f: { g: { h: { secrets: PASSWORD } } } } } } } } },
  };
  for (const format of ['json', 'logfmt'] as const) {
    for (const level of ['info', 'debug'] as const) {
      for (const [name, shape] of Object.entries(SHAPES)) {
        it(`shows no secret in ${name} (${format}, ${level})`, async (t) => {
          const { logger, text } = await logged(t, { format, level });
          logger.warn(shape, 'message');
          assert.match(text(), /message/);
          assert.doesNotMatch(
            text(),
            new RegExp(`${PASSWORD}|${Buffer.from(PASSWORD).toJSON().data.join(',')}`),
          );
        });
      }
    }
  }

  it('tells the type, message, code and cause of an error, and its stack at debug only', async (t) => {
    const { logger, text } = await logged(t);
    const err = Object.assign(new TypeError('broken', { cause: new Error('root') }), { code: 'E1' });
    logger.error({ err }, 'failed');
    const line = JSON.parse(text()) as { err: object };
    assert.deepEqual(line.err, {
      type: 'TypeError',
      message: 'broken',
      code: 'E1',
      cause: { type: 'Error', message: 'root' },
    });
    logger.level = 'debug';
    logger.error({ err }, 'failed');
    assert.match(text(), /"stack":"TypeError: broken\\n +at /);
  });

  it('ends a cycle, and lets what has a JSON of its own speak for itself', async (t) => {
    const { logger, text } = await logged(t);
    const cycle: Record<string, unknown> = { at: new Date(0) };
    cycle['again'] = cycle;
    logger.info(cycle, 'round');
    assert.match(text(), /"at":"1970-01-01T00:00:00.000Z","again":\{.*"…"/);
  });

  it('writes the same fields in logfmt, flat', async (t) => {
    const { logger, text } = await logged(t, { format: 'logfmt' });
    logger.warn(
      { target: 'riga core', err: Object.assign(new Error('a="b"'), { code: 'dns' }) },
      'not reached',
    );
    assert.match(
      text(),
      /^level=warn time=\S+ target="riga core" err\.type=Error err\.message="a=\\"b\\"" err\.code=dns msg="not reached"\n$/,
    );
  });

  it('counts lines and bytes by level, from 0 on, those included that nobody reads', async (t) => {
    const log = await logged(t, { format: 'logfmt' });
    const registry = new Registry();
    const bounds = new Bounds();
    watchLog(log, registry, bounds);
    const lines = 'mikrotik_exporter_log_lines_total';
    const before = await renderOwnMetrics(registry, 'text');
    for (const level of ['debug', 'info', 'warn', 'error']) {
      assert.equal(valueOf(before, `${lines}{level="${level}"}`), 0);
      assert.equal(valueOf(before, `mikrotik_exporter_log_bytes_total{level="${level}"}`), 0);
    }
    log.logger.info('Rīga');
    log.logger.debug('not at this level');
    const after = await renderOwnMetrics(registry, 'text');
    assert.equal(valueOf(after, `${lines}{level="info"}`), 1);
    assert.equal(valueOf(after, `${lines}{level="debug"}`), 0);
    assert.equal(
      valueOf(after, 'mikrotik_exporter_log_bytes_total{level="info"}'),
      Buffer.byteLength(log.text()),
    );
    assert.equal(valueOf(after, 'mikrotik_exporter_log_level_info{level="info"}'), 1);
    log.level.set('debug', 'test');
    const changed = await renderOwnMetrics(registry, 'text');
    assert.equal(valueOf(changed, 'mikrotik_exporter_log_level_info{level="info"}'), undefined);
    assert.equal(valueOf(changed, 'mikrotik_exporter_log_level_info{level="debug"}'), 1);
    assert.deepEqual(
      bounds.list().map(({ name }) => name),
      ['log_queue_bytes'],
    );
  });
});
