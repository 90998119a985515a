import { barsPanel } from '../lib/bars.ts';
import { LIMITS } from '../lib/limits.ts';
import { ratioPanel, timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { faults } from '../lib/values.ts';
import { BYTES, ofExporter, perSecond } from './selectors.ts';

const byInstance = (metric: string, name: string): { readonly expr: string; readonly legend: string } => ({
  expr: `max by (instance) (${ofExporter(metric)})`,
  legend: `{{instance}} ${name}`,
});

const QUEUES = '{job="tikscope",bound=~"held_bytes|span_queue_bytes|log_queue_bytes"}';
const CGROUP = 'mikrotik_exporter_cgroup_memory';
const PRESSURE = `${CGROUP}_pressure_stalled_seconds_total{job="tikscope",kind="full"}`;

export const memory = [
  timeSeriesPanel({
    title: 'Exporter memory',
    description:
      'All of it on one axis, so that growth can be told by what grows with it: the heap is objects, buffers are data on its way, ' +
      'queues say what waits. Memory that grows while none of these does is the kernel’s, or Node’s own.',
    width: 16,
    height: 10,
    queries: [
      byInstance(`${CGROUP}_limit_bytes`, 'limit'),
      byInstance(`${CGROUP}_working_set_bytes`, 'working set'),
      byInstance('process_resident_memory_bytes', 'resident'),
      byInstance('nodejs_heap_limit_bytes', 'heap limit'),
      byInstance('nodejs_heap_size_used_bytes', 'heap'),
      byInstance('nodejs_external_memory_bytes', 'buffers'),
      byInstance(`${CGROUP}_kernel_bytes`, 'kernel'),
      {
        expr: `max by (instance, bound) (mikrotik_exporter_bound_level${QUEUES})`,
        legend: '{{instance}} {{bound}}',
      },
    ],
    style: BYTES,
  }),
  ratioPanel({
    title: 'Memory of its limit',
    description:
      'The exporter’s working set as a share of its memory limit, and its heap as a share of what it may have. At 85 % of the limit it refuses probes.',
    width: 8,
    height: 10,
    limit: LIMITS.memoryNearLimit.value,
    queries: [
      {
        expr: `max by (instance) (${ofExporter(`${CGROUP}_working_set_bytes`)} / ${ofExporter(`${CGROUP}_limit_bytes`)})`,
        legend: '{{instance}} memory',
      },
      {
        expr: `max by (instance) (${ofExporter('nodejs_heap_size_used_bytes')} / ${ofExporter('nodejs_heap_limit_bytes')})`,
        legend: '{{instance}} heap',
      },
    ],
  }),
  ratioPanel({
    title: 'Waiting for memory',
    description:
      'Share of the time that the exporter stands still while the kernel looks for memory. Anything but 0 is felt in every probe.',
    width: 8,
    height: 8,
    queries: [{ expr: `max by (instance) (${perSecond(PRESSURE)})`, legend: '{{instance}}' }],
  }),
  barsPanel({
    title: 'Restarts',
    description:
      'Restarts in the time range shown, by the reason that the run before ended for. It takes a state directory to tell.',
    width: 8,
    height: 8,
    query: {
      expr: `sum by (reason) (increase(${ofExporter('mikrotik_exporter_restarts_total')}[$__range]))`,
      legend: '{{reason}}',
    },
    style: faults('orange'),
  }),
  timeSeriesPanel({
    title: 'Age of the process',
    description:
      'Time since the exporter was started. A saw is restarts; what its teeth have in common is how long it lasts.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `time() - max by (instance) (${ofExporter('process_start_time_seconds')})`,
        legend: '{{instance}}',
      },
    ],
    style: { unit: UNIT.duration, min: 0 },
  }),
];
