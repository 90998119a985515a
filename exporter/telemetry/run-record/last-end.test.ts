import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { lastEnd, type Evidence, type LastEnd } from './last-end.ts';
import { NO_RESTARTS, type RunRecord } from './record.ts';

const RECORD: RunRecord = {
  process: 1,
  started: '2026-01-15T12:00:00.000Z',
  beat: '2026-01-15T12:10:00.000Z',
  workingSet: 90,
  limit: 100,
  oomKills: 3,
  hostOomKills: 10,
  restarts: NO_RESTARTS,
};
const SAME: Evidence = { oomKills: 3, hostOomKills: 10, fatalError: undefined };

const CASES: readonly (readonly [string, Partial<RunRecord>, Partial<Evidence>, LastEnd])[] = [
  ['what it said itself', { ended: 'clean' }, { oomKills: 4 }, { reason: 'clean', certainty: 'observed' }],
  ['what V8 reported', {}, { fatalError: 'heap_oom' }, { reason: 'heap_oom', certainty: 'observed' }],
  [
    'oom when the count of its cgroup rose, however little it had used',
    { workingSet: 1 },
    { oomKills: 4, hostOomKills: 11 },
    { reason: 'oom', certainty: 'observed' },
  ],
  [
    'oom, inferred, when only the count of the host rose: the container was made anew',
    { oomKills: 0 },
    { oomKills: 0, hostOomKills: 11 },
    { reason: 'oom', certainty: 'inferred' },
  ],
  [
    'oom, inferred, when the count of the cgroup went backwards and that of the host rose',
    {},
    { oomKills: 0, hostOomKills: 11 },
    { reason: 'oom', certainty: 'inferred' },
  ],
  [
    'unclean when the host killed something while memory was ample here',
    { workingSet: 84 },
    { hostOomKills: 11 },
    { reason: 'unclean', certainty: 'observed' },
  ],
  ['unclean when nothing rose', {}, {}, { reason: 'unclean', certainty: 'observed' }],
  [
    'unclean after a start of the host, whose counts begin anew',
    {},
    { oomKills: 0, hostOomKills: 0 },
    { reason: 'unclean', certainty: 'observed' },
  ],
  [
    'unclean where no count is known',
    { oomKills: undefined, hostOomKills: undefined },
    { oomKills: 5, hostOomKills: 5 },
    { reason: 'unclean', certainty: 'observed' },
  ],
];

describe('why the last run ended', () => {
  for (const [what, record, evidence, expected] of CASES) {
    it(`is ${what}`, () => {
      assert.deepEqual(lastEnd({ ...RECORD, ...record }, { ...SAME, ...evidence }), expected);
    });
  }
});
