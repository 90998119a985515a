import { getHeapStatistics } from 'node:v8';
import { type Registry } from 'prom-client';
import { registerReadFamily } from '../read-family.ts';
import { type MemoryReader, type MemoryReading } from './memory-reader.ts';

type Read = (reading: MemoryReading) => number | undefined;

const CGROUP_GAUGES: readonly (readonly [name: string, help: string, read: Read])[] = [
  ['cgroup_version', 'Version of the control group that accounts the memory.', (of) => of.cgroupVersion],
  ['cgroup_memory_usage_bytes', 'Memory of the control group, all page cache included.', (of) => of.usage],
  [
    'cgroup_memory_working_set_bytes',
    'Memory of the control group without the page cache that the kernel takes back first.',
    (of) => of.workingSet,
  ],
  [
    'cgroup_memory_limit_bytes',
    'Memory limit that holds for the control group, its own or one above it; absent without one.',
    (of) => of.limit,
  ],
  [
    'cgroup_memory_high_bytes',
    'Memory at which the kernel begins to slow the control group down; absent without one.',
    (of) => of.high,
  ],
  ['cgroup_memory_peak_bytes', 'Most memory that the control group has had.', (of) => of.peak],
  ['cgroup_memory_anon_bytes', 'Memory of the control group that no file stands behind.', (of) => of.anon],
  ['cgroup_memory_file_bytes', 'Page cache of the control group.', (of) => of.file],
  ['cgroup_memory_kernel_bytes', 'Memory of the kernel for the control group.', (of) => of.kernel],
  ['cgroup_memory_sock_bytes', 'Network buffers of the control group.', (of) => of.sock],
  [
    'cgroup_under_oom',
    'Whether the control group stands still for want of memory, its OOM killer being off.',
    (of) => (of.underOom === undefined ? undefined : Number(of.underOom)),
  ],
];

const CGROUP_COUNTERS: typeof CGROUP_GAUGES = [
  [
    'cgroup_oom_kills_total',
    'Processes of the control group that the OOM killer ended, since the group was made.',
    (of) => of.oomKills,
  ],
  [
    'cgroup_oom_events_total',
    'Times that the control group found no memory below its limit, killing or not.',
    (of) => of.oomEvents,
  ],
  [
    'cgroup_memory_limit_hits_total',
    'Times that the control group met its limit; page cache alone does that, too.',
    (of) => of.limitHits,
  ],
  [
    'host_oom_kills_total',
    'Processes that the OOM killer ended on the whole host, since it was started.',
    (of) => of.hostOomKills,
  ],
];

/** The memory of this process as kernel and V8 see it, on /metrics. */
export function registerMemoryMetrics(registry: Registry, reader: MemoryReader): void {
  for (const [type, families] of [
    ['gauge', CGROUP_GAUGES],
    ['counter', CGROUP_COUNTERS],
  ] as const) {
    for (const [name, help, read] of families) {
      registerReadFamily(registry, {
        type,
        name: `mikrotik_exporter_${name}`,
        help,
        read: () => [[{}, read(reader.read())]],
      });
    }
  }
  registerReadFamily(registry, {
    type: 'counter',
    name: 'mikrotik_exporter_cgroup_memory_pressure_stalled_seconds_total',
    help: 'Time in which some or all of the control group waited for memory.',
    labelNames: ['kind'],
    read: () => Object.entries(reader.read().stalled ?? {}).map(([kind, seconds]) => [{ kind }, seconds]),
  });
  registerReadFamily(registry, {
    type: 'gauge',
    name: 'mikrotik_exporter_container_start_time_seconds',
    help: 'When process 1 was started, in seconds since the epoch: in a container the container, else the host.',
    read: () => [[{}, reader.containerStartTime()]],
  });
  registerReadFamily(registry, {
    type: 'gauge',
    name: 'nodejs_heap_limit_bytes',
    help: 'Heap beyond which V8 ends the process.',
    read: () => [[{}, getHeapStatistics().heap_size_limit]],
  });
}
