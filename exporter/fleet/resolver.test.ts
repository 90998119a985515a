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

  it('refuses a further name while as many as the bound allows are being resolved', async () => {
    const resolver = resolverOf(() => new Promise(() => undefined), { timeout: 50, concurrency: 1 });
    const first = resolver.resolve('a.example').catch(() => undefined);
    await assert.rejects(resolver.resolve('b.example'), {
      code: 'dns',
      message: /1 names are being resolved/,
    });
    await first;
  });

  it('finds localhost in the hosts file', async () => {
    const resolver = new Resolver({ bounds: new Bounds() });
    assert.ok((await resolver.resolve('localhost')).includes('127.0.0.1'));
  });
});
