import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pino } from 'pino';
import { ExportLog } from './export-log.ts';

const FAILED = { error: '503', detail: 'HTTP status 503', retryAfter: undefined } as const;
const SUCCEEDED = { error: undefined, detail: '', retryAfter: undefined };

describe('ExportLog', () => {
  it('says at most once a minute that exports fail, with what has been lost since, and once that they work again', () => {
    const lines: unknown[] = [];
    const log = pino({ base: null, timestamp: false }, { write: (line) => lines.push(JSON.parse(line)) });
    let lost = 0;
    let now = 0;
    const exportLog = new ExportLog(
      log,
      () => lost,
      () => now,
    );
    exportLog.note(SUCCEEDED);
    for (; now < 150_000; now += 10_000) {
      lost += 256;
      exportLog.note(FAILED);
    }
    exportLog.note(SUCCEEDED);
    exportLog.note(SUCCEEDED);
    exportLog.note(FAILED);
    exportLog.note(SUCCEEDED);
    const failing = {
      level: 40,
      error: '503',
      detail: 'HTTP status 503',
      msg: 'spans are not exported; check the collector and the endpoint of tracing',
    };
    assert.deepEqual(lines, [
      { ...failing, failedExports: 1, spansLost: 256 },
      { ...failing, failedExports: 6, spansLost: 6 * 256 },
      { ...failing, failedExports: 6, spansLost: 6 * 256 },
      { level: 30, failedExports: 2, spansLost: 2 * 256, msg: 'spans are exported again' },
    ]);
  });
});
