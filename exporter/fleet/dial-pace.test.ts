import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RouterosError } from '../routeros/errors.ts';
import { DialPace } from './dial-pace.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const PAUSE = 30 * SECOND;
const unreachable = new RouterosError('unreachable', 'no route to host');
const refused = new RouterosError('auth', 'invalid user name or password');

/** A pace on a clock that a test turns. */
function paceAt(random = 0): { pace: DialPace; turn: (milliseconds: number) => void } {
  let now = 1_000_000;
  return {
    pace: new DialPace(
      () => now,
      () => random,
    ),
    turn: (milliseconds) => {
      now += milliseconds;
    },
  };
}

describe('DialPace', () => {
  it('allows three dials a minute and the fourth when the first is a minute old', () => {
    const { pace, turn } = paceAt();
    for (let dial = 0; dial < 3; dial += 1) {
      assert.equal(pace.wait('secret'), 0);
      pace.dialled('secret');
      turn(10 * SECOND);
    }
    assert.equal(pace.wait('secret'), 30 * SECOND);
    turn(30 * SECOND);
    assert.equal(pace.wait('secret'), 0);
  });

  it('pauses for five minutes after the third refused login', () => {
    const { pace, turn } = paceAt();
    for (let login = 0; login < 3; login += 1) {
      turn(MINUTE);
      assert.equal(pace.wait('secret'), 0, `login ${login}`);
      pace.dialled('secret');
      pace.failed(refused, PAUSE);
    }
    turn(MINUTE);
    assert.equal(pace.wait('secret'), 4 * MINUTE);
    turn(4 * MINUTE);
    assert.equal(pace.wait('secret'), 0);
    pace.dialled('secret');
    pace.failed(refused, PAUSE);
    turn(MINUTE);
    assert.equal(pace.wait('secret'), 4 * MINUTE, 'one login per five minutes from then on');
  });

  it('ends the pause at once when the secret has changed', () => {
    const { pace } = paceAt();
    for (let login = 0; login < 3; login += 1) {
      pace.dialled('old');
      pace.failed(refused, PAUSE);
    }
    assert.ok(pace.wait('old') > 0);
    assert.equal(pace.wait('new'), 0);
  });

  it('counts only logins refused in a row', () => {
    const { pace, turn } = paceAt();
    pace.failed(refused, PAUSE);
    pace.failed(refused, PAUSE);
    pace.succeeded();
    pace.failed(refused, PAUSE);
    turn(MINUTE);
    assert.equal(pace.wait('secret'), 0);
  });

  it('leaves a device that failed twice in a row alone for half to all of the longest pause', () => {
    for (const [random, pause] of [
      [0, PAUSE / 2],
      [1, PAUSE],
    ] as const) {
      const { pace, turn } = paceAt(random);
      pace.failed(unreachable, PAUSE);
      assert.equal(pace.wait('secret'), 0, 'one failure may be chance');
      assert.equal(pace.paused, false);
      pace.failed(unreachable, PAUSE);
      assert.equal(pace.wait('secret'), pause);
      assert.equal(pace.paused, true);
      turn(pause);
      assert.equal(pace.wait('secret'), 0);
      assert.equal(pace.paused, false);
    }
  });

  it('counts only failures in a row, and no refused login: that device was reached', () => {
    const { pace } = paceAt();
    pace.failed(unreachable, PAUSE);
    pace.succeeded();
    pace.failed(unreachable, PAUSE);
    pace.failed(refused, PAUSE);
    pace.failed(unreachable, PAUSE);
    assert.equal(pace.wait('secret'), 0);
  });

  it('forgives everything at a reset, as a reload does', () => {
    const { pace } = paceAt();
    for (let login = 0; login < 3; login += 1) {
      pace.dialled('secret');
      pace.failed(refused, PAUSE);
    }
    for (let dial = 0; dial < 2; dial += 1) pace.failed(unreachable, PAUSE);
    pace.reset();
    assert.equal(pace.wait('secret'), 0);
    assert.equal(pace.lastError, undefined);
  });
});
