import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { RouterosError } from '../routeros/errors.ts';
import { DialPace } from './dial-pace.ts';

const SECOND = 1000;
const MINUTE = 60 * SECOND;
const refused = new RouterosError('auth', 'invalid user name or password');

/** A pace on a clock that a test turns. */
function paceAt(): { pace: DialPace; turn: (milliseconds: number) => void } {
  let now = 1_000_000;
  return {
    pace: new DialPace(() => now),
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
      pace.failed(refused);
    }
    turn(MINUTE);
    assert.equal(pace.wait('secret'), 4 * MINUTE);
    turn(4 * MINUTE);
    assert.equal(pace.wait('secret'), 0);
    pace.dialled('secret');
    pace.failed(refused);
    turn(MINUTE);
    assert.equal(pace.wait('secret'), 4 * MINUTE, 'one login per five minutes from then on');
  });

  it('ends the pause at once when the secret has changed', () => {
    const { pace } = paceAt();
    for (let login = 0; login < 3; login += 1) {
      pace.dialled('old');
      pace.failed(refused);
    }
    assert.ok(pace.wait('old') > 0);
    assert.equal(pace.wait('new'), 0);
  });

  it('counts only logins refused in a row', () => {
    const { pace, turn } = paceAt();
    pace.failed(refused);
    pace.failed(refused);
    pace.succeeded();
    pace.failed(refused);
    turn(MINUTE);
    assert.equal(pace.wait('secret'), 0);
  });

  it('forgives everything at a reset, as a reload does', () => {
    const { pace } = paceAt();
    for (let login = 0; login < 3; login += 1) {
      pace.dialled('secret');
      pace.failed(refused);
    }
    pace.reset();
    assert.equal(pace.wait('secret'), 0);
    assert.equal(pace.lastError, undefined);
  });
});
