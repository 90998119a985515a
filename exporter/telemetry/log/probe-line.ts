import { type CommandRecord } from '../../routeros/session.ts';
import { type ProbeRecord } from '../probe-record.ts';
import { type Logger } from './log.ts';

/** One line for a probe, at debug; no work at any other level. */
export function logProbe(log: Logger, record: ProbeRecord): void {
  if (!log.isLevelEnabled('debug')) return;
  const { target, modules, startedAt, endedAt, timeout, joined, connection, collectors, error } = record;
  const failed = collectors.filter((collector) => collector.error !== undefined);
  log.debug(
    {
      target,
      module: modules.join(','),
      reason: error?.code ?? 'ok',
      durationMs: tenths(endedAt - startedAt),
      timeoutMs: timeout,
      session: connection.warm ? 'warm' : 'new',
      dials: connection.dials.length,
      roundTrips: roundTrips(collectors.flatMap(({ commands }) => commands)),
      commands: collectors.reduce((sum, { commands }) => sum + commands.length, 0),
      samples: collectors.reduce((sum, { samples }) => sum + samples, 0),
      joined,
      failed: failed.map(({ name, error: cause }) => `${name}:${cause?.code ?? ''}`),
    },
    error?.message ?? 'probe',
  );
}

/** How often the probe waited for the device: what is sent before the first of a batch has ended is of that batch. */
export function roundTrips(commands: readonly Pick<CommandRecord, 'sentAt' | 'endedAt'>[]): number {
  let trips = 0;
  let end = -Infinity;
  for (const { sentAt, endedAt } of commands.toSorted((a, b) => a.sentAt - b.sentAt)) {
    if (sentAt < end) {
      end = Math.min(end, endedAt);
      continue;
    }
    trips += 1;
    end = endedAt;
  }
  return trips;
}

const tenths = (milliseconds: number): number => Math.round(milliseconds * 10) / 10;
