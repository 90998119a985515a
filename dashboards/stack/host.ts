import { LIMITS } from '../lib/limits.ts';
import { eventPanel, ratioPanel, timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT } from '../lib/values.ts';
import { ofExporter, perSecond } from './selectors.ts';

/** Without the cgroups that are no containers: those have no name. */
const ofContainers = (metric: string): string => `${metric}{job="cadvisor",name!=""}`;

export const host = [
  ratioPanel({
    title: 'Host',
    description:
      'Memory, CPU and the fullest file system of the machine that node_exporter runs on, and the time that it stands still for want of memory.',
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
      {
        expr: `max by (instance) (${perSecond('node_pressure_memory_stalled_seconds_total{job="node"}')})`,
        legend: '{{instance}} waiting for memory',
      },
    ],
  }),
  ratioPanel({
    title: 'Container memory',
    description:
      'Memory of each container, without its file cache, as a share of its limit. At 100 % the kernel ends it.',
    width: 8,
    height: 8,
    limit: LIMITS.containerMemoryNearLimit.value,
    queries: [
      {
        expr: `max by (name) (${ofContainers('container_memory_rss')} / (${ofContainers('container_spec_memory_limit_bytes')} > 0))`,
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
  timeSeriesPanel({
    title: 'Restarts of services',
    description: 'How often each part of the stack was started in the hour before. An update is one.',
    width: 12,
    height: 8,
    queries: [
      {
        expr: 'max by (job, instance) (changes(process_start_time_seconds{job!="mikrotik"}[1h]))',
        legend: '{{job}} {{instance}}',
      },
    ],
    style: { ...COUNT, min: 0 },
  }),
  eventPanel({
    title: 'Kills for memory',
    description:
      'Processes that the kernel killed because memory ran out: of the exporter, of a container where cAdvisor can tell, of the whole host.',
    width: 12,
    height: 8,
    queries: [
      {
        expr: `sum by (instance) (${perSecond(ofExporter('mikrotik_exporter_cgroup_oom_kills_total'))})`,
        legend: '{{instance}}',
      },
      {
        expr: `sum by (instance) (${perSecond(ofExporter('mikrotik_exporter_host_oom_kills_total'))})`,
        legend: 'host of {{instance}}',
      },
      {
        expr: `sum by (name) (${perSecond(ofContainers('container_oom_events_total'))})`,
        legend: '{{name}}',
      },
      {
        expr: `sum by (instance) (${perSecond('node_vmstat_oom_kill{job="node"}')})`,
        legend: '{{instance}}',
      },
    ],
  }),
];
