import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { routingProcessCollector } from './routing-process.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

describe('collector routing_process', () => {
  it('takes ms for thousandths of a second, not for minutes', async () => {
    const row = {
      id: 'ospf',
      tasks: 'ospf',
      'process-time': '20ms',
      'kernel-time': '7m4s790ms',
      'max-busy': '430us',
    };
    const device = new TableDevice({ '/routing/stats/process': [row] });
    const { samples } = await collect(routingProcessCollector, device);
    assert.deepEqual(samples.slice(1), [
      'mikrotik_routing_process_cpu_seconds_total{process="ospf",task="ospf"} 0.02',
      'mikrotik_routing_process_kernel_seconds_total{process="ospf",task="ospf"} 424.79',
      'mikrotik_routing_process_longest_busy_seconds{process="ospf",task="ospf"} 0.00043',
    ]);
  });

  it('has one series for each of two processes with one task, whatever else they do', async () => {
    const rows = [
      { id: '20', tasks: 'BGP Input 10.0.0.2,BGP Output 10.0.0.2', rss: '1024' },
      { id: '21', tasks: 'BGP Input 10.0.0.2', rss: '6.4MiB' },
    ];
    const device = new TableDevice({ '/routing/stats/process': rows });
    const { samples, duplicates } = await collect(routingProcessCollector, device);
    assert.equal(duplicates, 0);
    assert.deepEqual(
      samples.filter((line) => line.includes('resident')),
      [
        'mikrotik_routing_process_resident_memory_bytes{process="20",task="BGP Input 10.0.0.2"} 1024',
        'mikrotik_routing_process_resident_memory_bytes{process="21",task="BGP Input 10.0.0.2"} 6710886.4',
      ],
    );
  });
});
