import { measure, type MemoryReading } from '../memory/memory-reader.ts';
import { type EndReason, type RunRecord } from './record.ts';

export interface LastEnd {
  readonly reason: EndReason;
  /** Inferred where a count of the whole host is all there is to go by. */
  readonly certainty: 'observed' | 'inferred';
}

/** What is known at a start. */
export interface Evidence extends Pick<MemoryReading, 'oomKills' | 'hostOomKills'> {
  /** What V8's own report of the end says, if it wrote one. */
  readonly fatalError: EndReason | undefined;
}

/** Why the run that left this record ended. */
export function lastEnd(record: RunRecord, { oomKills, hostOomKills, fatalError }: Evidence): LastEnd {
  const said = record.ended ?? fatalError;
  if (said !== undefined) return { reason: said, certainty: 'observed' };
  if (rose(record.oomKills, oomKills)) return { reason: 'oom', certainty: 'observed' };
  if (measure(record)?.short === true && rose(record.hostOomKills, hostOomKills))
    return { reason: 'oom', certainty: 'inferred' };
  return { reason: 'unclean', certainty: 'observed' };
}

/** A count that went backwards is that of a container made anew, or of a host started anew: it says nothing of before. */
function rose(before: number | undefined, now: number | undefined): boolean {
  return before !== undefined && now !== undefined && now > before;
}
