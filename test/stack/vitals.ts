import { query, queryValue } from './prometheus-api.ts';

/** How a running stack is, as Prometheus sees it. Undefined is not known (yet). */
export interface Vitals {
  readonly devicesUp: number;
  /** Samples in the last scrape of all devices. */
  readonly samples: number | undefined;
  /** Seconds. */
  readonly probeMedian: number | undefined;
  /** Seconds. */
  readonly probeP99: number | undefined;
  /** Resident memory of the exporter, in bytes. */
  readonly exporterMemory: number | undefined;
  /** Names of alerts with their devices, as `MikrotikDeviceDown (riga-core-1)`. */
  readonly firing: readonly string[];
}

export async function readVitals(prometheusUrl: string, signal?: AbortSignal): Promise<Vitals> {
  const value = (promql: string): Promise<number | undefined> => queryValue(prometheusUrl, promql, signal);
  const [devicesUp, samples, probeMedian, probeP99, exporterMemory, alerts] = await Promise.all([
    value('count(max by (instance) (probe_success) == 1)'),
    value('sum(scrape_samples_scraped{job="mikrotik"})'),
    value('quantile(0.5, probe_duration_seconds)'),
    value('quantile(0.99, probe_duration_seconds)'),
    value('process_resident_memory_bytes{job="tikscope"}'),
    query(prometheusUrl, 'ALERTS{alertstate="firing",severity!="none"}', signal),
  ]);
  const firing = alerts.map(({ labels }) => `${labels['alertname'] ?? '?'} (${labels['instance'] ?? 'all'})`);
  return {
    devicesUp: devicesUp ?? 0,
    samples,
    probeMedian,
    probeP99,
    exporterMemory,
    firing: firing.toSorted(),
  };
}

/** One line for each; `fleet` is how many devices there should be. */
export function formatVitals(vitals: Vitals, fleet: number): readonly string[] {
  const { devicesUp, samples, probeMedian, probeP99, exporterMemory, firing } = vitals;
  return [
    `devices up  ${devicesUp} of ${fleet}`,
    `samples     ${format(samples, (count) => count.toLocaleString('en'))} in the last scrape of all devices`,
    `probe time  median ${format(probeMedian, milliseconds)}, p99 ${format(probeP99, milliseconds)}`,
    `exporter    ${format(exporterMemory, (bytes) => `${Math.round(bytes / 2 ** 20)} MiB`)} resident`,
    `firing      ${firing.length === 0 ? 'nothing' : firing.slice(0, 5).join(', ') + more(firing.length - 5)}`,
  ];
}

const milliseconds = (seconds: number): string => `${(seconds * 1000).toFixed(1)} ms`;
const more = (count: number): string => (count > 0 ? ` and ${count} more` : '');

function format(value: number | undefined, how: (value: number) => string): string {
  return value === undefined ? '–' : how(value);
}
