import { type ProbeRecord } from './probe-record.ts';
import { type SelfMetrics } from './self-metrics.ts';

/** Counts one answered probe. What the poll did is counted once, however many requests shared it. */
export function countProbe(metrics: SelfMetrics, record: ProbeRecord): void {
  const module = metrics.moduleLabel(record.modules);
  metrics.probes.inc({ module });
  metrics.probeDuration.observe({ module }, (record.endedAt - record.startedAt) / 1000);
  if (record.error !== undefined) metrics.probeFailures.inc({ module, reason: record.error.code });
  if (record.joined) metrics.sharedPolls.inc();
  else countPoll(metrics, record);
}

function countPoll(metrics: SelfMetrics, record: ProbeRecord): void {
  if (record.connection.replaced !== undefined) metrics.sessionsReplaced.inc();
  for (const collector of record.collectors) {
    const parseErrors = collector.commands.reduce((sum, command) => sum + command.parseErrors.length, 0);
    if (parseErrors > 0) metrics.parseErrors.inc({ collector: collector.name }, parseErrors);
    if (collector.duplicates > 0)
      metrics.duplicateSamples.inc({ collector: collector.name }, collector.duplicates);
  }
}
