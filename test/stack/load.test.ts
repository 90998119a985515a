import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener } from 'node:http';
import { type AddressInfo } from 'node:net';
import { it, type TestContext } from 'node:test';
import { gzipSync } from 'node:zlib';
import { load, type Probe } from './load.ts';
import { Tally } from './tally.ts';

async function serve(t: TestContext, listener: RequestListener): Promise<string> {
  const server = createServer(listener).listen(0, '127.0.0.1');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  await once(server, 'listening');
  return `127.0.0.1:${(server.address() as AddressInfo).port}`;
}

const ANSWERS: Readonly<Record<string, RequestListener>> = {
  up: (_, response) => {
    response.writeHead(200, { 'Content-Encoding': 'gzip' }).end(gzipSync('# HELP\nprobe_success 1\n'));
  },
  down: (_, response) => {
    response.end('mikrotik_probe_failure_info{reason="dns"} 1\nprobe_success 0\n');
  },
  full: (_, response) => {
    response.writeHead(503, { 'Retry-After': '5' }).end('try again later\n');
  },
  gone: (request) => request.socket.destroy(),
  slow: () => undefined,
};

it('every probe is told with how it ended', async (t) => {
  const address = await serve(t, (request, response) => {
    const target = new URLSearchParams(request.url?.split('?')[1]).get('target') ?? '';
    ANSWERS[target]?.(request, response);
  });
  const seen = new Map<string, unknown[]>();
  const tally = new Tally();
  await load({
    address,
    targets: Object.keys(ANSWERS),
    timeout: 500,
    rounds: 2,
    pace: { interval: 500 },
    onProbe: (probe) => {
      const { target, success, status, reason, retryAfter } = probe;
      seen.set(target, [success, status, reason, retryAfter]);
      tally.note(probe);
    },
  });
  assert.deepEqual(Object.fromEntries(seen), {
    up: [true, 200, '', undefined],
    down: [false, 200, 'dns', undefined],
    full: [false, 503, 'try again later', '5'],
    gone: [false, undefined, 'ECONNRESET', undefined],
    slow: [false, undefined, 'ABORT_ERR', undefined],
  });
  assert.equal(tally.count, 10);
  assert.equal(tally.failed, 8);
  assert.match(tally.failures.join('\n'), /^full: 503 try again later after \d+ ms$/m);
  assert.ok(tally.longest >= 500 && tally.quantile(1) >= 0.95 * 500, `${tally.longest} ${tally.quantile(1)}`);
});

it('as many probes as asked run at once, and a signal begins no more', async (t) => {
  let running = 0;
  let most = 0;
  const waiting: (() => void)[] = [];
  const address = await serve(t, (_, response) => {
    running += 1;
    most = Math.max(most, running);
    waiting.push(() => {
      running -= 1;
      response.end();
    });
    if (running === 4) for (const answer of waiting.splice(0)) answer();
  });
  const controller = new AbortController();
  const seen: Probe[] = [];
  await load({
    address,
    targets: ['a', 'b', 'c'],
    timeout: 10_000,
    pace: { concurrency: 4 },
    signal: controller.signal,
    onProbe: (probe) => {
      seen.push(probe);
      if (seen.length === 5) controller.abort();
    },
  });
  assert.equal(most, 4);
  assert.equal(seen.length, 8, 'the four of the second turn have ended, and no others were begun');
});
