import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bounds } from '../telemetry/bound.ts';
import { Resolver, type Lookup } from './resolver.ts';

function resolverOf(lookup: Lookup, options: { timeout?: number; concurrency?: number } = {}): Resolver {
  return new Resolver({ bounds: new Bounds(), lookup, ...options });
}

describe('Resolver', () => {
  it('takes an address for its own and asks nobody', async () => {
    const resolver = resolverOf(() => Promise.reject(new Error('asked')));
    assert.deepEqual(await resolver.resolve('192.0.2.1'), ['192.0.2.1']);
    assert.deepEqual(await resolver.resolve('2001:db8::1'), ['2001:db8::1']);
  });

  it('asks once for all who wait for the same name', async () => {
    let asked = 0;
    const answer = Promise.withResolvers<readonly string[]>();
    const resolver = resolverOf(() => {
      asked += 1;
      return answer.promise;
    });
    const all = Promise.all([resolver.resolve('riga.example'), resolver.resolve('riga.example')]);
    answer.resolve(['192.0.2.1']);
    assert.deepEqual(await all, [['192.0.2.1'], ['192.0.2.1']]);
    assert.equal(asked, 1);
  });

  it('fails with dns and the name when the name servers do not answer in time', async () => {
    const resolver = resolverOf(() => new Promise(() => undefined), { timeout: 5 });
    await assert.rejects(resolver.resolve('riga.example'), {
      code: 'dns',
      message: /"riga.example".*within 5 ms/,
    });
  });

  it('keeps the last good address while the name servers are away', async () => {
    let up = true;
    const resolver = resolverOf(() =>
      up ? Promise.resolve(['192.0.2.1']) : Promise.reject(new Error('SERVFAIL')),
    );
    await resolver.resolve('riga.example');
    up = false;
    assert.deepEqual(await resolver.resolve('riga.example'), ['192.0.2.1']);
    resolver.retain(new Set());
    await assert.rejects(resolver.resolve('riga.example'), { code: 'dns' });
  });

  it('makes a further name wait while as many as the bound allows are being resolved', async () => {
    const answers = new Map<string, (addresses: readonly string[]) => void>();
    const resolver = resolverOf((host) => new Promise((resolve) => answers.set(host, resolve)), {
      concurrency: 1,
    });
    const first = resolver.resolve('a.example');
    const second = resolver.resolve('b.example');
    await new Promise(setImmediate);
    assert.deepEqual([...answers.keys()], ['a.example']);
    answers.get('a.example')?.(['192.0.2.1']);
    assert.deepEqual(await first, ['192.0.2.1']);
    answers.get('b.example')?.(['192.0.2.2']);
    assert.deepEqual(await second, ['192.0.2.2']);
  });

  it('fails with dns for a name that has waited for its place too long, and counts it', async () => {
    const bounds = new Bounds();
    const lookup: Lookup = () => new Promise(() => undefined);
    const resolver = new Resolver({ bounds, lookup, timeout: 20, concurrency: 1 });
    const first = assert.rejects(resolver.resolve('a.example'), { code: 'dns' });
    await assert.rejects(resolver.resolve('b.example'), { code: 'dns' });
    await first;
    const [bound] = bounds.list();
    assert.ok(bound);
    assert.equal(bound.dropped(), 1);
    assert.equal(bound.level(), 1, 'a look-up that does not end keeps its place');
  });

  it('finds localhost in the hosts file', async () => {
    const resolver = new Resolver({ bounds: new Bounds() });
    assert.ok((await resolver.resolve('localhost')).includes('127.0.0.1'));
  });
});
