import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Control } from './control.ts';
import { FAULTS } from '../faults.ts';
import { oneDevice, type Bench } from '../testing/fleet.ts';

interface Answer {
  readonly status: number;
  readonly body: { readonly error?: string; readonly faults?: unknown };
}

async function controlled(bench: Bench) {
  const control = await Control.start(bench.simulator, '127.0.0.1', 0);
  const url = (path: string) => `http://127.0.0.1:${control.port}${path}`;
  return {
    async call(method: string, path: string, body?: string): Promise<Answer> {
      const response = await fetch(url(path), { method, ...(body !== undefined && { body }) });
      return { status: response.status, body: (await response.json()) as Answer['body'] };
    },
    [Symbol.asyncDispose]: () => control.stop(),
  };
}

describe('control', () => {
  it('lists devices with counts and faults, and the faults there are', async () => {
    await using bench = await oneDevice({ tenant: 'acme', site: 'riga' });
    await using control = await controlled(bench);
    const { body } = await control.call('GET', '/devices');
    const { host, port } = bench.device;
    assert.deepEqual(body, [
      {
        ...{
          name: 'riga-branch-1',
          host,
          port,
          profile: 'branch',
          persona: '7.20',
          tenant: 'acme',
          site: 'riga',
        },
        ...{ boots: 0, faults: {}, counts: { ...bench.device.counts } },
      },
    ]);
    assert.deepEqual((await control.call('GET', '/faults')).body, FAULTS);
  });

  it('puts faults in and takes them out, one or all', async () => {
    await using bench = await oneDevice();
    await using control = await controlled(bench);
    const faults = '/devices/riga-branch-1/faults';
    assert.deepEqual((await control.call('PUT', `${faults}/slow`, '{"ms":5}')).body.faults, {
      slow: { ms: 5 },
    });
    assert.deepEqual((await control.call('PUT', `${faults}/hot`)).body.faults, { slow: { ms: 5 }, hot: {} });
    assert.deepEqual((await control.call('DELETE', `${faults}/slow`)).body.faults, { hot: {} });
    assert.deepEqual((await control.call('DELETE', faults)).body.faults, {});
  });

  it('ends a fault by itself after the time given', async () => {
    await using bench = await oneDevice();
    await using control = await controlled(bench);
    await control.call('PUT', '/devices/riga-branch-1/faults/hot?for=20ms');
    assert.ok(bench.device.faults.has('hot'));
    while (bench.device.faults.has('hot')) await new Promise(setImmediate);
  });

  it('says what is wrong with a request', async () => {
    await using bench = await oneDevice();
    await using control = await controlled(bench);
    const faults = '/devices/riga-branch-1/faults';
    const wrong: [string, string, string | undefined, number, RegExp][] = [
      ['GET', '/', undefined, 404, /GET \/devices/],
      ['PUT', '/devices/nobody/faults/slow', undefined, 404, /no device "nobody"/],
      ['PUT', `${faults}/slo`, undefined, 404, /no fault "slo"; there are: unreachable/],
      ['PUT', `${faults}/slow`, '{"x":1}', 400, /no option "x"; it has: ms/],
      ['PUT', `${faults}/slow`, '[]', 400, /JSON object/],
      ['PUT', `${faults}/slow`, '{', 400, /JSON object/],
      ['PUT', `${faults}/slow`, `{"ms":${' '.repeat(70_000)}1}`, 413, /too long/],
      ['PUT', `${faults}/slow?for=soon`, undefined, 400, /no duration/],
      ['PUT', '/devices/%zz/faults/slow', undefined, 400, /percent-encoded/],
      ['POST', `${faults}/slow`, undefined, 405, /use PUT/],
    ];
    for (const [method, path, body, status, message] of wrong) {
      const answer = await control.call(method, path, body);
      assert.equal(answer.status, status, path);
      assert.match(answer.body.error ?? '', message);
    }
    assert.deepEqual(bench.device.faults.toJSON(), {});
  });
});
