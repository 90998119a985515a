import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Registry } from 'prom-client';
import { renderOwnMetrics } from '../own-exposition.ts';
import { registerMemoryMetrics } from './memory-metrics.ts';
import { measure, MemoryReader } from './memory-reader.ts';
import { fileSystem } from './testing/file-system.ts';
import { MACHINES } from './testing/machines.ts';

const CONTAINER = MACHINES['version 2, in a container with a namespace of its own'];

async function exposition(root: string): Promise<string> {
  const registry = new Registry();
  registerMemoryMetrics(registry, new MemoryReader({ root }));
  return await renderOwnMetrics(registry, 'text');
}

describe('MemoryReader', () => {
  it('reads at most once a second', (t) => {
    const { root, write } = fileSystem(t, CONTAINER);
    let now = 0;
    const reader = new MemoryReader({ root, now: () => now });
    assert.equal(reader.read().usage, 100_000_000);
    write('sys/fs/cgroup/memory.current', '110000000\n');
    now = 999;
    assert.equal(reader.read().usage, 100_000_000);
    now = 1000;
    assert.equal(reader.read().usage, 110_000_000);
  });

  it('knows when process 1 was started, whatever its name', (t) => {
    const fields = Array.from({ length: 50 }, (_, index) => String(index + 3));
    fields[19] = '12345';
    const { root } = fileSystem(t, {
      'proc/stat': 'cpu  1 2 3\nbtime 1700000000\nprocesses 5\n',
      'proc/1/stat': `1 (a (b) c) ${fields.join(' ')}\n`,
    });
    assert.equal(new MemoryReader({ root }).containerStartTime(), 1_700_000_123.45);
    assert.equal(new MemoryReader({ root: fileSystem(t, {}).root }).containerStartTime(), undefined);
  });

  it('calls memory short from 85 % of the limit on', () => {
    assert.deepEqual(measure({ workingSet: 84, limit: 100 }), { workingSet: 84, admitted: 85, short: false });
    assert.deepEqual(measure({ workingSet: 85, limit: 100 }), { workingSet: 85, admitted: 85, short: true });
    assert.equal(measure({ workingSet: 85, limit: undefined }), undefined);
    assert.equal(measure({ limit: 100 }), undefined);
  });
});

describe('the metrics of the memory', () => {
  it('are what the kernel tells', async (t) => {
    const { root } = fileSystem(t, { ...CONTAINER, 'proc/vmstat': 'pgfault 5\noom_kill 9\n' });
    const text = await exposition(root);
    for (const line of [
      'mikrotik_exporter_cgroup_version 2',
      'mikrotik_exporter_cgroup_memory_usage_bytes 100000000',
      'mikrotik_exporter_cgroup_memory_working_set_bytes 70000000',
      'mikrotik_exporter_cgroup_memory_limit_bytes 268435456',
      'mikrotik_exporter_cgroup_memory_peak_bytes 120000000',
      'mikrotik_exporter_cgroup_memory_anon_bytes 52000000',
      'mikrotik_exporter_cgroup_memory_file_bytes 45000000',
      'mikrotik_exporter_cgroup_memory_kernel_bytes 3000000',
      'mikrotik_exporter_cgroup_memory_sock_bytes 40960',
      'mikrotik_exporter_cgroup_oom_kills_total 2',
      'mikrotik_exporter_cgroup_oom_events_total 3',
      'mikrotik_exporter_cgroup_memory_limit_hits_total 7',
      'mikrotik_exporter_cgroup_memory_pressure_stalled_seconds_total{kind="some"} 1.5',
      'mikrotik_exporter_cgroup_memory_pressure_stalled_seconds_total{kind="full"} 0.25',
      'mikrotik_exporter_host_oom_kills_total 9',
    ])
      assert.ok(text.includes(`${line}\n`), line);
    assert.match(text, /^nodejs_heap_limit_bytes \d+$/m);
    // Version 1's.
    assert.doesNotMatch(text, /under_oom|high_bytes/);
  });

  it('are absent where nothing is to be read, and never 0', async (t) => {
    const text = await exposition(fileSystem(t, {}).root);
    assert.deepEqual([...text.matchAll(/^\w+/gm)].map(String), ['nodejs_heap_limit_bytes']);
  });
});
