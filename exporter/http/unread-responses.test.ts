import assert from 'node:assert/strict';
import { once } from 'node:events';
import { createServer, type RequestListener, type ServerResponse } from 'node:http';
import { connect, type AddressInfo } from 'node:net';
import { describe, it, type TestContext } from 'node:test';
import { until } from '../../test/stack/until.ts';
import { Bounds, type Bound } from '../telemetry/bound.ts';
import { UnreadResponses } from './unread-responses.ts';

/** More than the kernel's buffers on both sides take. */
const LARGE = 'x'.repeat(32 * 1024 ** 2);

const answer: RequestListener = (request, response) => {
  response.end(request.url === '/large' ? LARGE : 'small');
};

async function serve(
  t: TestContext,
  unreadTime: number,
  listener = answer,
): Promise<{ bound: Bound; port: number }> {
  const bounds = new Bounds();
  const unread = new UnreadResponses(bounds, () => 10, unreadTime);
  const server = createServer((request, response) => {
    unread.watch(response);
    listener(request, response);
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.closeAllConnections();
    server.close();
  });
  const [bound] = bounds.list();
  assert.ok(bound);
  return { bound, port: (server.address() as AddressInfo).port };
}

describe('UnreadResponses', () => {
  it('counts an answer while it is not read, and cuts its connection off after the time', async (t) => {
    const { bound, port } = await serve(t, 3000);
    const socket = connect(port, '127.0.0.1').pause();
    t.after(() => socket.destroy());
    socket.on('error', () => undefined);
    socket.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
    await until('the answer waits', () => Promise.resolve(bound.level() === 1 || undefined), {
      timeout: 5000,
    });
    await until('it is cut off', () => Promise.resolve(bound.dropped() === 1 || undefined), {
      timeout: 5000,
    });
    assert.equal(bound.level(), 0);
  });

  it('does not count an answer whose client left before it was made', async (t) => {
    const { promise: asked, resolve } = Promise.withResolvers<ServerResponse>();
    const { bound, port } = await serve(t, 60_000, (_, response) => resolve(response));
    const socket = connect(port, '127.0.0.1');
    socket.write('GET / HTTP/1.1\r\nHost: x\r\n\r\n');
    const response = await asked;
    socket.destroy();
    await once(response, 'close');
    response.end('too late');
    assert.equal(bound.level(), 0);
  });

  it('lets go of answers that are read, and of those whose client has gone', async (t) => {
    const { bound, port } = await serve(t, 60_000);
    assert.equal((await (await fetch(`http://127.0.0.1:${port}/large`)).text()).length, LARGE.length);
    await (await fetch(`http://127.0.0.1:${port}/small`)).text();
    const socket = connect(port, '127.0.0.1').pause();
    socket.write('GET /large HTTP/1.1\r\nHost: x\r\n\r\n');
    await until('the answer waits', () => Promise.resolve(bound.level() === 1 || undefined), {
      timeout: 5000,
    });
    socket.destroy();
    await until('it is let go', () => Promise.resolve(bound.level() === 0 || undefined), { timeout: 5000 });
    assert.equal(bound.dropped(), 0);
  });
});
