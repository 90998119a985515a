import { LIMITS } from '../lib/limits.ts';
import { eventPanel, timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT } from '../lib/values.ts';
import { ofExporter, perSecond, SECONDS } from './selectors.ts';

const PROBES = ofExporter('mikrotik_exporter_probes_total');

export const probes = [
  eventPanel({
    title: 'Probes',
    description: 'Probes answered, by the modules asked; of many, the four with most.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `sum by (module) (${perSecond(PROBES)}) and topk(4, sum by (module) (rate(${PROBES}[$__rate_interval] @ end())))`,
        legend: '{{module}}',
      },
    ],
  }),
  eventPanel({
    title: 'Failures',
    description:
      'Probes that ended without success, by reason. One reason that rises alone is the network; all at once, the exporter.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `sum by (reason) (${perSecond(ofExporter('mikrotik_exporter_probe_failures_total'))})`,
        legend: '{{reason}}',
      },
    ],
  }),
  timeSeriesPanel({
    title: 'Probe time',
    description: 'Quantiles of the time from admission to the finished answer, over all modules.',
    width: 8,
    height: 8,
    queries: [0.5, 0.9, 0.99].map((quantile) => ({
      expr: `histogram_quantile(${quantile}, sum by (le) (${perSecond(ofExporter('mikrotik_exporter_probe_duration_seconds_bucket'))}))`,
      legend: `p${quantile * 100}`,
    })),
    style: SECONDS,
  }),
  timeSeriesPanel({
    title: 'Sessions',
    description:
      'Sessions kept to devices, probes running now, and devices that failed so often that they are left alone for the moment. Sessions near the number of devices are as it should be.',
    width: 8,
    height: 8,
    queries: [
      { expr: `sum(${ofExporter('mikrotik_exporter_sessions')})`, legend: 'sessions' },
      { expr: `sum(${ofExporter('mikrotik_exporter_probes_in_flight')})`, legend: 'probes running' },
      { expr: `sum(${ofExporter('mikrotik_exporter_devices_backing_off')})`, legend: 'devices not dialled' },
    ],
    style: { ...COUNT, min: 0 },
  }),
  eventPanel({
    title: 'Logins',
    description:
      'Sessions opened, found dead and replaced, and logins that failed. Each is a line in a router’s log; a steady rate means that sessions do not last.',
    width: 8,
    height: 8,
    queries: [
      { expr: `sum(${perSecond(ofExporter('mikrotik_exporter_logins_total'))})`, legend: 'logins' },
      {
        expr: `sum(${perSecond(ofExporter('mikrotik_exporter_sessions_replaced_total'))})`,
        legend: 'replaced',
      },
      {
        expr: `sum(${perSecond(ofExporter('mikrotik_exporter_login_failures_total'))})`,
        legend: 'failed',
      },
    ],
  }),
  eventPanel({
    title: 'Oddities',
    description:
      'Values that could not be parsed, samples left out as duplicates, replies that the protocol does not know, requests refused, polls shared.',
    width: 8,
    height: 8,
    queries: [
      { expr: `sum(${perSecond(ofExporter('mikrotik_exporter_parse_errors_total'))})`, legend: 'unparsable' },
      {
        expr: `sum(${perSecond(ofExporter('mikrotik_exporter_duplicate_samples_total'))})`,
        legend: 'duplicates',
      },
      {
        expr: `sum(${perSecond(ofExporter('mikrotik_exporter_unknown_replies_total'))})`,
        legend: 'unknown replies',
      },
      {
        expr: `sum by (code) (${perSecond(ofExporter('mikrotik_exporter_probe_request_errors_total'))})`,
        legend: 'refused: {{code}}',
      },
      {
        expr: `sum(${perSecond(ofExporter('mikrotik_exporter_shared_polls_total'))})`,
        legend: 'shared polls',
      },
    ],
  }),
];

export const exporterProcess = [
  timeSeriesPanel({
    title: 'Exporter CPU',
    description:
      'Cores used. The exporter works on one, so 1 is all that it can have; the share of it that garbage collection takes is the second line.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `sum by (instance) (${perSecond(ofExporter('process_cpu_seconds_total'))})`,
        legend: '{{instance}}',
      },
      {
        expr: `sum by (instance) (${perSecond(ofExporter('nodejs_gc_duration_seconds_sum'))})`,
        legend: '{{instance}} garbage collection',
      },
    ],
    style: { unit: UNIT.count, decimals: 2, min: 0 },
  }),
  timeSeriesPanel({
    title: 'Event loop',
    description:
      'How late the event loop comes round; 10 ms are its own resolution. Beyond a quarter of a second, probes run out of the time that they leave to Prometheus.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `max by (instance) (${ofExporter('nodejs_eventloop_lag_max_seconds')})`,
        legend: '{{instance}} longest since the last scrape',
      },
      {
        expr: `max by (instance) (${ofExporter('nodejs_eventloop_lag_mean_seconds')})`,
        legend: '{{instance}} mean',
      },
    ],
    style: { ...SECONDS, limits: [{ from: LIMITS.eventLoopLag.value, colour: 'orange' }] },
  }),
  timeSeriesPanel({
    title: 'Log volume',
    description:
      'Bytes logged per second, by level. What was dropped for want of a reader is the bound log_queue_bytes.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `sum by (level) (${perSecond(ofExporter('mikrotik_exporter_log_bytes_total'))})`,
        legend: '{{level}}',
      },
    ],
    style: { unit: UNIT.bytesPerSecond, min: 0 },
  }),
];
