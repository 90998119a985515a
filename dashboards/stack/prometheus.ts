import { barsPanel } from '../lib/bars.ts';
import { eventPanel, ratioPanel, timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { faults } from '../lib/values.ts';
import { BYTES, ofPrometheus, perSecond } from './selectors.ts';

export const prometheus = [
  timeSeriesPanel({
    title: 'Series',
    description:
      'Series in memory, which is what Prometheus’ memory goes by. A step without new devices is a label that should not be one.',
    width: 8,
    height: 8,
    queries: [
      { expr: `max by (instance) (${ofPrometheus('prometheus_tsdb_head_series')})`, legend: '{{instance}}' },
    ],
    style: { unit: UNIT.quantity, min: 0 },
  }),
  timeSeriesPanel({
    title: 'Prometheus memory and disk',
    description: 'Resident memory, and blocks on disk. Retention by size ends the growth of the latter.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `max by (instance) (${ofPrometheus('process_resident_memory_bytes')})`,
        legend: '{{instance}} resident',
      },
      {
        expr: `max by (instance) (${ofPrometheus('prometheus_tsdb_storage_blocks_bytes')})`,
        legend: '{{instance}} disk',
      },
    ],
    style: BYTES,
  }),
  eventPanel({
    title: 'Samples',
    description:
      'Samples stored. A fall is devices that are no longer scraped, or a Prometheus that cannot keep up.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `sum by (instance) (${perSecond(ofPrometheus('prometheus_tsdb_head_samples_appended_total'))})`,
        legend: '{{instance}}',
      },
    ],
  }),
  ratioPanel({
    title: 'Slowest rule group',
    description:
      'Time that the slowest group of rules takes as a share of its interval. Near 100 % evaluations are missed, and alerts come late.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `max by (instance) (${ofPrometheus('prometheus_rule_group_last_duration_seconds')} / ${ofPrometheus('prometheus_rule_group_interval_seconds')})`,
        legend: '{{instance}}',
      },
    ],
  }),
  eventPanel({
    title: 'Trouble',
    description:
      'Rules that failed, evaluations missed, service discovery that failed, scrapes thrown away as too big, notifications lost. All of them should be 0.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `sum(${perSecond(ofPrometheus('prometheus_rule_evaluation_failures_total'))})`,
        legend: 'rules failed',
      },
      {
        expr: `sum(${perSecond(ofPrometheus('prometheus_rule_group_iterations_missed_total'))})`,
        legend: 'rules missed',
      },
      {
        expr: `sum(${perSecond(ofPrometheus('prometheus_sd_refresh_failures_total'))})`,
        legend: 'discovery failed',
      },
      {
        expr: `sum(${perSecond(ofPrometheus('prometheus_target_scrapes_exceeded_sample_limit_total'))} + ${perSecond(ofPrometheus('prometheus_target_scrapes_exceeded_body_size_limit_total'))})`,
        legend: 'scrapes too big',
      },
      {
        expr: `sum(${perSecond(ofPrometheus('prometheus_notifications_dropped_total'))})`,
        legend: 'notifications lost',
      },
    ],
  }),
  barsPanel({
    title: 'Scrapes that fail',
    description:
      'Targets of each job that Prometheus cannot scrape. A dead device is not among them: the exporter answers for it.',
    width: 8,
    height: 8,
    query: { expr: 'sort_desc(topk(10, count by (job) (up) - sum by (job) (up)))', legend: '{{job}}' },
    style: faults('red'),
  }),
  timeSeriesPanel({
    title: 'History',
    description:
      'How far back the samples go. When the size of the disk ends it before the time that was asked for, TikscopeRetentionShort fires.',
    width: 12,
    height: 8,
    queries: [
      {
        expr: `time() - max by (instance) (${ofPrometheus('prometheus_tsdb_lowest_timestamp_seconds')})`,
        legend: '{{instance}}',
      },
    ],
    style: { unit: UNIT.duration, min: 0 },
  }),
  ratioPanel({
    title: 'Disk of its limit',
    description:
      'Blocks on disk as a share of --storage.tsdb.retention.size. At 100 % the oldest are deleted.',
    width: 12,
    height: 8,
    queries: [
      {
        expr: `max by (instance) (${ofPrometheus('prometheus_tsdb_storage_blocks_bytes')} / (${ofPrometheus('prometheus_tsdb_retention_limit_bytes')} > 0))`,
        legend: '{{instance}}',
      },
    ],
  }),
];
