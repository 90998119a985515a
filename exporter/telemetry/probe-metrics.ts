import { type CollectorRecord, type ConnectionRecord, type ProbeRecord } from './probe-record.ts';
import { type SelfMetrics } from './self-metrics.ts';

/** Counts one answered probe. @param traceId of its trace, if it was traced */
export function countProbe(metrics: SelfMetrics, record: ProbeRecord, traceId: string | undefined): void {
  const module = metrics.moduleLabel(record.modules);
  metrics.probes.inc({ module });
  metrics.probeDuration.observe({
    labels: { module },
    value: (record.endedAt - record.startedAt) / 1000,
    exemplarLabels: traceId === undefined ? {} : { trace_id: traceId },
  });
  if (record.error !== undefined) metrics.probeFailures.inc({ module, reason: record.error.code });
  if (record.joined) metrics.sharedPolls.inc();
}

/** Counts what a poll met once it has ended, however many requests shared it and whether or not any waited for its end. */
export function countPoll(
  metrics: SelfMetrics,
  connection: ConnectionRecord,
  collectors: readonly CollectorRecord[],
): void {
  if (connection.replaced !== undefined) metrics.sessionsReplaced.inc();
  if (connection.unknownReplies > 0) metrics.unknownReplies.inc(connection.unknownReplies);
  for (const { name, commands, duplicates } of collectors) {
    const parseErrors = commands.reduce((sum, command) => sum + command.parseErrors.length, 0);
    if (parseErrors > 0) metrics.parseErrors.inc({ collector: name }, parseErrors);
    if (duplicates > 0) metrics.duplicateSamples.inc({ collector: name }, duplicates);
  }
}
