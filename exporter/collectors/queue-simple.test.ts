import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { queueSimpleCollector } from './queue-simple.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function samplesOf(...rows: readonly TableRow[]): Promise<readonly string[]> {
  return (await collect(queueSimpleCollector, new TableDevice({ '/queue/simple': rows }))).samples;
}

function limitsOf(samples: readonly string[]): readonly string[] {
  return samples.filter((line) => line.includes('_limit_bytes{'));
}

describe('collector queue_simple', () => {
  it('leaves the slash in a name alone, and splits pairs at theirs', async () => {
    const samples = await samplesOf({ name: 'a/b', bytes: '1/2' });
    assert.ok(samples.includes('mikrotik_queue_simple_upload_bytes_total{queue="a/b"} 1'));
    assert.ok(samples.includes('mikrotik_queue_simple_download_bytes_total{queue="a/b"} 2'));
  });

  it('reads limits in bits and with a prefix alike, as bytes per second', async () => {
    const bare = await samplesOf({ name: 'q', 'max-limit': '10000000/5000000' });
    const short = await samplesOf({ name: 'q', 'max-limit': '10M/5000k' });
    assert.deepEqual(limitsOf(short), limitsOf(bare));
    assert.deepEqual(limitsOf(bare), [
      'mikrotik_queue_simple_upload_limit_bytes{queue="q"} 1250000',
      'mikrotik_queue_simple_download_limit_bytes{queue="q"} 625000',
    ]);
  });

  it('counts the queues that the router makes for its clients, and exports none of them', async () => {
    const samples = await samplesOf(
      { name: '<pppoe-a>', dynamic: 'true', bytes: '1/1' },
      { name: '<pppoe-b>', dynamic: 'true', bytes: '1/1' },
      { name: 'mine', dynamic: 'false' },
      { name: 'mine too' },
    );
    assert.ok(samples.includes('mikrotik_queue_simple_dynamic_queues 2'));
    assert.ok(!samples.some((line) => line.includes('pppoe')));
    assert.equal(samples.filter((line) => line.startsWith('mikrotik_queue_simple_enabled{')).length, 2);
  });

  it('has no counters for a queue whose kind has none', async () => {
    const samples = await samplesOf({ name: 'cake', queue: 'cake/cake', 'max-limit': '0/0' });
    assert.deepEqual(
      samples.filter((line) => line.includes('_total{') || line.includes('_queued_')),
      [],
    );
  });
});
