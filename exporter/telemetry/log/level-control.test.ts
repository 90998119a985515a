import assert from 'node:assert/strict';
import { beforeEach, describe, it, type TestContext } from 'node:test';
import { pino } from 'pino';
import { LevelControl, LOG_LEVELS, type LogLevel } from './level-control.ts';

interface Line {
  readonly from: string;
  readonly to: string;
  readonly by: string;
  readonly until?: string;
}

describe('the log level', () => {
  let lines: Line[];

  beforeEach((t) => {
    (t as TestContext).mock.timers.enable({ apis: ['setTimeout', 'Date'], now: 0 });
    lines = [];
  });

  function control(configured: LogLevel): { level: LevelControl; inForce: () => string } {
    const log = pino(
      { level: configured },
      { write: (line: string) => lines.push(JSON.parse(line) as Line) },
    );
    return { level: new LevelControl(log, configured), inForce: () => log.level };
  }

  it('is the configured one until another is set, which goes by itself', (t) => {
    const { level, inForce } = control('info');
    level.set('debug', 'test', 60_000);
    assert.equal(inForce(), 'debug');
    assert.equal(level.inForce, 'debug');
    assert.equal(level.until?.getTime(), 60_000);
    t.mock.timers.tick(59_999);
    assert.equal(inForce(), 'debug');
    t.mock.timers.tick(1);
    assert.equal(inForce(), 'info');
    assert.equal(level.until, undefined);
  });

  it('goes after 15 minutes if nobody says when, and after a day whoever says later', (t) => {
    const { level, inForce } = control('info');
    level.set('debug', 'test');
    t.mock.timers.tick(15 * 60_000);
    assert.equal(inForce(), 'info');
    level.set('debug', 'test', 100 * 24 * 3_600_000);
    t.mock.timers.tick(24 * 3_600_000);
    assert.equal(inForce(), 'info');
  });

  it('set once more lasts from then on', (t) => {
    const { level, inForce } = control('info');
    level.set('debug', 'test', 1000);
    t.mock.timers.tick(900);
    level.set('debug', 'test', 1000);
    t.mock.timers.tick(900);
    assert.equal(inForce(), 'debug');
    t.mock.timers.tick(100);
    assert.equal(inForce(), 'info');
  });

  it('is toggled between debug and the configured one', (t) => {
    const { level, inForce } = control('warn');
    level.toggleDebug('SIGUSR2');
    assert.equal(inForce(), 'debug');
    level.toggleDebug('SIGUSR2');
    assert.equal(inForce(), 'warn');
    t.mock.timers.tick(24 * 3_600_000);
    assert.equal(lines.length, 2, 'the timer of the first has gone with it');
  });

  for (const from of LOG_LEVELS) {
    for (const to of LOG_LEVELS) {
      it(`tells in one line that it goes from ${from} to ${to}, and in one that it comes back`, (t) => {
        const { level, inForce } = control(from);
        level.set(to, 'test', 1000);
        assert.equal(inForce(), to);
        t.mock.timers.tick(1000);
        assert.equal(inForce(), from);
        const told = lines.map(({ from: before, to: now, by }) => [before, now, by]);
        const back = from === to ? [] : [[to, from, 'its time is over']];
        assert.deepEqual(told, [[from, to, 'test'], ...back]);
      });
    }
  }
});
