import { ratioPanel, timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { perSecond } from './selectors.ts';

/** Without the cgroups that are no containers: those have no name. */
const ofContainers = (metric: string): string => `${metric}{job="cadvisor",name!=""}`;

export const host = [
  ratioPanel({
    title: 'Host',
    description: 'Memory, CPU and the fullest file system of the machine that node_exporter runs on.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: 'max by (instance) (1 - node_memory_MemAvailable_bytes{job="node"} / node_memory_MemTotal_bytes{job="node"})',
        legend: '{{instance}} memory',
      },
      {
        expr: '1 - avg by (instance) (rate(node_cpu_seconds_total{job="node",mode="idle"}[$__rate_interval]))',
        legend: '{{instance}} CPU',
      },
      {
        expr: 'max by (instance) (1 - node_filesystem_avail_bytes{job="node",fstype!~"tmpfs|ramfs|overlay|squashfs"} / node_filesystem_size_bytes{job="node",fstype!~"tmpfs|ramfs|overlay|squashfs"})',
        legend: '{{instance}} disk',
      },
    ],
  }),
  ratioPanel({
    title: 'Container memory',
    description: 'Working set of each container as a share of its limit. At 100 % the kernel ends it.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `max by (name) (${ofContainers('container_memory_working_set_bytes')} / (${ofContainers('container_spec_memory_limit_bytes')} > 0))`,
        legend: '{{name}}',
      },
    ],
  }),
  timeSeriesPanel({
    title: 'Container CPU',
    description: 'Cores that each container uses.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `sum by (name) (${perSecond(ofContainers('container_cpu_usage_seconds_total'))})`,
        legend: '{{name}}',
      },
    ],
    style: { unit: UNIT.count, decimals: 2, min: 0 },
  }),
];
