import { LIMITS } from '../lib/limits.ts';
import { eventPanel, ratioPanel, timeSeriesPanel } from '../lib/time-series.ts';
import { ofCollector, ofExporter, perSecond, SECONDS } from './selectors.ts';

const sumOf = (counter: string, matchers = ''): string =>
  `sum(${perSecond(`${counter}{job="tikscope"${matchers}}`)})`;
const FAILED = ',error_type!=""';

export const tracing = [
  eventPanel({
    title: 'Spans',
    description:
      'Spans made, sent, dropped before they were sent, and lost in an export that failed. Empty while tracing is off.',
    width: 8,
    height: 8,
    queries: [
      { expr: sumOf('otel_sdk_span_started_total'), legend: 'made' },
      { expr: sumOf('otel_sdk_exporter_span_exported_total', ',error_type=""'), legend: 'sent' },
      {
        expr: `sum by (error_type) (${perSecond(`otel_sdk_processor_span_processed_total{job="tikscope"${FAILED}}`)})`,
        legend: 'dropped: {{error_type}}',
      },
      {
        expr: `sum by (error_type) (${perSecond(`otel_sdk_exporter_span_exported_total{job="tikscope"${FAILED}}`)} > 0)`,
        legend: 'failed: {{error_type}}',
      },
    ],
  }),
  ratioPanel({
    title: 'Span queue',
    description:
      'Spans that wait, by count and by bytes, as a share of what may wait. When it is full the oldest are dropped.',
    width: 8,
    height: 8,
    limit: LIMITS.boundNearlyFull.value,
    queries: [
      {
        expr: `max by (instance) (${ofExporter('otel_sdk_processor_span_queue_size')} / ${ofExporter('otel_sdk_processor_span_queue_capacity')})`,
        legend: '{{instance}} spans',
      },
      {
        expr: `max by (instance) (${ofExporter('mikrotik_exporter_otel_queue_bytes')} / ${ofExporter('mikrotik_exporter_otel_queue_capacity_bytes')})`,
        legend: '{{instance}} bytes',
      },
    ],
  }),
  timeSeriesPanel({
    title: 'Span export',
    description:
      'Age of the oldest span that waits, the pause after a failure, and how long exports take. The collector is slow or away when they rise.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `max by (instance) (${ofExporter('mikrotik_exporter_otel_oldest_span_age_seconds')})`,
        legend: '{{instance}} oldest',
      },
      {
        expr: `max by (instance) (${ofExporter('mikrotik_exporter_otel_backoff_seconds')})`,
        legend: '{{instance}} pause',
      },
      {
        expr: `histogram_quantile(0.99, sum by (instance, le) (${perSecond(ofExporter('otel_sdk_exporter_operation_duration_seconds_bucket'))}))`,
        legend: '{{instance}} export p99',
      },
    ],
    style: SECONDS,
  }),
  ratioPanel({
    title: 'Collector queue',
    description:
      'What waits in the collector as a share of what may. It fills when what comes behind it is slow or away.',
    width: 12,
    height: 8,
    limit: LIMITS.collectorQueueNearlyFull.value,
    queries: [
      {
        expr: `max by (exporter) (${ofCollector('otelcol_exporter_queue_size')} / ${ofCollector('otelcol_exporter_queue_capacity')})`,
        legend: '{{exporter}}',
      },
    ],
  }),
  eventPanel({
    title: 'Collector',
    description: 'Spans that the collector took, passed on, refused, and lost. The last two should be 0.',
    width: 12,
    height: 8,
    queries: [
      { expr: `sum(${perSecond(ofCollector('otelcol_receiver_accepted_spans'))})`, legend: 'taken' },
      { expr: `sum(${perSecond(ofCollector('otelcol_exporter_sent_spans'))})`, legend: 'passed on' },
      {
        expr: `sum(${perSecond(ofCollector('otelcol_receiver_refused_spans'))})`,
        legend: 'refused by the receiver',
      },
      {
        expr: `sum(${perSecond(ofCollector('otelcol_processor_refused_spans'))})`,
        legend: 'refused for memory',
      },
      {
        expr: `sum(${perSecond(ofCollector('otelcol_exporter_send_failed_spans'))})`,
        legend: 'not sent',
      },
      {
        expr: `sum(${perSecond(ofCollector('otelcol_exporter_enqueue_failed_spans'))})`,
        legend: 'not queued',
      },
    ],
  }),
];
