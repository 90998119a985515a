import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { cpuLoad, DAY, drifting, flowed, HOUR, noise, SECOND } from './signal.ts';

const START = Date.UTC(2026, 2, 1);
const key = fc.nat(0xffffffff);
const time = fc.integer({ min: START, max: START + 7 * DAY });

describe('flowed', () => {
  it('grows from one millisecond to the next, at every rate and time', () => {
    fc.assert(
      fc.property(
        key,
        fc.double({ min: 0, max: 1e10, noNaN: true }),
        time,
        fc.nat(100),
        (flow, rate, at, later) => {
          const counter = flowed(flow, rate, START, at);
          assert.ok(counter >= 0);
          assert.ok(flowed(flow, rate, START, at + later) >= counter);
        },
      ),
    );
  });

  it('never stands still, even where all its swings are at their lowest', () => {
    let last = 0;
    for (let at = START + 4 * SECOND; at < START + 2 * DAY; at += 4 * SECOND) {
      const now = flowed(1, 1e6, START, at);
      assert.ok(now > last);
      last = now;
    }
  });

  it('keeps its mean over a week, and varies with the hour', () => {
    const week = flowed(1, 1000, START, START + 7 * DAY);
    assert.ok(Math.abs(week / (7 * 24 * 3600 * 1000) - 1) < 0.01);
    const hours = Array.from({ length: 24 }, (_, hour) =>
      flowed(1, 1000, START + hour * HOUR, START + (hour + 1) * HOUR),
    );
    assert.ok(Math.max(...hours) > 2 * Math.min(...hours));
  });

  it('adds up: two intervals are worth their sum', () => {
    fc.assert(
      fc.property(key, time, time, (flow, a, b) => {
        const [middle, end] = [Math.min(a, b), Math.max(a, b)];
        const parts = flowed(flow, 1e6, START, middle) + flowed(flow, 1e6, middle, end);
        assert.ok(Math.abs(parts - flowed(flow, 1e6, START, end)) <= 2);
      }),
    );
  });
});

describe('gauges', () => {
  it('stay within their span and do not jump', () => {
    fc.assert(
      fc.property(key, time, (sensor, at) => {
        const now = drifting(sensor, 40, 5, at);
        assert.ok(now >= 35 && now <= 45);
        assert.ok(Math.abs(drifting(sensor, 40, 5, at + SECOND) - now) < 0.1);
        assert.ok(Math.abs(noise(sensor, 60 * SECOND, at)) <= 1);
      }),
    );
  });
});

describe('CPU load', () => {
  const hour = Array.from({ length: 3600 }, (_, second) => cpuLoad(7, 20, START + second * SECOND));

  it('is a sine over an hour, with noise', () => {
    const median = (values: readonly number[]) => values.toSorted((a, b) => a - b)[values.length >> 1] ?? NaN;
    const tenths = Array.from({ length: 10 }, (_, tenth) =>
      median(hour.slice(tenth * 360, (tenth + 1) * 360)),
    );
    assert.ok(Math.max(...tenths) - Math.min(...tenths) > 10, String(tenths));
    const trough = tenths.indexOf(Math.min(...tenths));
    const rotated = [...tenths.slice(trough), ...tenths.slice(0, trough)];
    const crest = rotated.indexOf(Math.max(...rotated));
    assert.ok(crest >= 3 && crest <= 7, `the crest is half a period after the trough: ${String(rotated)}`);
  });

  it('has spikes now and then, and stays between 0 and 100', () => {
    const day = Array.from({ length: 24 * 3600 }, (_, second) => cpuLoad(7, 20, START + second * SECOND));
    assert.ok(day.every((load) => Number.isInteger(load) && load >= 0 && load <= 100));
    const starts = day.filter((load, second) => load >= 60 && (day[second - 1] ?? 0) < 60).length;
    assert.ok(starts >= 10 && starts <= 80, `${starts} spikes a day`);
  });
});
