import assert from 'node:assert/strict';
import { hasSubscribers } from 'node:diagnostics_channel';
import { describe, it, type TestContext } from 'node:test';
import { until } from '../../../test/stack/until.ts';
import { OtlpSender } from './otlp-sender.ts';
import { OtlpReceiver, type ReceiverMode } from './testing/otlp-receiver.ts';
import { addressOf } from './testing/span-bench.ts';

const CREATED = 'http.client.request.created';

async function startSender(
  t: TestContext,
  mode: ReceiverMode,
  timeout = 5000,
): Promise<{ receiver: OtlpReceiver; sender: OtlpSender }> {
  const receiver = await OtlpReceiver.start();
  receiver.mode = mode;
  const sender = new OtlpSender(addressOf(receiver, timeout), {});
  t.after(async () => {
    sender.close();
    await receiver.stop();
  });
  return { receiver, sender };
}

describe('OtlpSender', () => {
  it('destroys the connection at the deadline, though the collector still answers', async (t) => {
    const { receiver, sender } = await startSender(t, 'drip');
    assert.deepEqual(await sender.send([], 100), {
      error: 'timeout',
      detail: 'no answer within 100 ms',
      retryAfter: undefined,
      cutOff: true,
    });
    await until('the end of the connection', () => Promise.resolve(receiver.open === 0 || undefined), {
      timeout: 10_000,
      interval: 10,
    });
    receiver.mode = 'ok';
    assert.equal((await sender.send([], 10_000)).error, undefined);
  });

  it('keeps its connection for the next export', async (t) => {
    const { receiver, sender } = await startSender(t, 'ok');
    for (let export_ = 0; export_ < 3; export_ += 1) await sender.send([], 10_000);
    assert.equal(receiver.requests, 3);
    assert.equal(receiver.connections, 1);
  });

  it('does not read an answer that is too long', async (t) => {
    const { sender } = await startSender(t, 'huge');
    const { error, detail } = await sender.send([], 10_000);
    assert.deepEqual([error, detail], ['other', 'the answer is too long']);
  });

  it('tells the time that a collector asks for, in seconds or as a date', async (t) => {
    const { receiver, sender } = await startSender(t, { status: 503, retryAfter: '7' });
    assert.deepEqual(await sender.send([], 10_000), {
      error: '503',
      detail: 'HTTP status 503',
      retryAfter: 7000,
    });
    receiver.mode = { status: 429, retryAfter: new Date(Date.now() + 20_000).toUTCString() };
    const { error, retryAfter = 0 } = await sender.send([], 10_000);
    assert.equal(error, '429');
    assert.ok(retryAfter > 10_000 && retryAfter <= 20_000, `${retryAfter} ms`);
    receiver.mode = { status: 400, retryAfter: 'soon' };
    assert.equal((await sender.send([], 10_000)).retryAfter, undefined);
  });

  it('calls a status by its number if that is one of the known, and other if not', async (t) => {
    const { receiver, sender } = await startSender(t, { status: 404 });
    assert.equal((await sender.send([], 10_000)).error, '404');
    receiver.mode = { status: 418 };
    const { error, detail } = await sender.send([], 10_000);
    assert.deepEqual([error, detail], ['other', 'HTTP status 418']);
  });

  it('lets the exporter try again what fails for a passing reason', async (t) => {
    const { receiver, sender } = await startSender(t, { status: 503, retryAfter: '1' });
    const sent = sender.send([], 10_000);
    await until('the first request', () => Promise.resolve(receiver.requests === 1 || undefined), {
      timeout: 10_000,
      interval: 10,
    });
    receiver.mode = 'ok';
    assert.equal((await sent).error, undefined);
    assert.equal(receiver.requests, 2);
  });

  it('lets nothing out once it is closed, and then leaves nothing behind', async (t) => {
    const { receiver, sender } = await startSender(t, { status: 503 });
    const sent = sender.send([], 10_000);
    await until('the first request', () => Promise.resolve(receiver.requests === 1 || undefined), {
      timeout: 10_000,
      interval: 10,
    });
    sender.close();
    assert.equal((await sent).error, 'shutdown');
    // The exporter tries again after about a second, and only then has ended.
    await until('the end of the exporter', () => Promise.resolve(!hasSubscribers(CREATED) || undefined), {
      timeout: 10_000,
      interval: 10,
    });
    assert.equal(receiver.requests, 1);
  });
});
