import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { roundTrips } from './probe-line.ts';

const command = (sentAt: number, endedAt: number): { sentAt: number; endedAt: number } => ({
  sentAt,
  endedAt,
});

describe('the round trips of a probe', () => {
  it('are one for all that is sent before the first answer, in whatever order it is told', () => {
    assert.equal(roundTrips([command(1, 11), command(0, 10), command(0, 12)]), 1);
  });

  it('are one more for what had to wait for an answer', () => {
    assert.equal(roundTrips([command(0, 10), command(0, 12), command(10, 20)]), 2);
  });

  it('are none if nothing was sent', () => {
    assert.equal(roundTrips([]), 0);
  });
});
