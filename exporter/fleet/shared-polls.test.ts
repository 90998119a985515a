import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SharedPolls, type Poll } from './shared-polls.ts';

/** A poll that a test ends, and that notes whether it was aborted. */
function controlledPoll(deadline = 1000): {
  poll: Poll;
  end: () => void;
  begin: (signal: AbortSignal) => Poll;
  signal: () => AbortSignal;
} {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const poll = { ended, deadline };
  let seen: AbortSignal | undefined;
  return {
    poll,
    end,
    begin: (signal) => {
      seen = signal;
      return poll;
    },
    signal: () => {
      assert.ok(seen);
      return seen;
    },
  };
}

describe('SharedPolls', () => {
  it('gives requests with one key the same poll while it runs', () => {
    const polls = new SharedPolls();
    const { begin, poll } = controlledPoll();
    const first = polls.join('riga', 500, begin);
    const second = polls.join('riga', 500, () => assert.fail('begun twice'));
    assert.equal(first.joined, false);
    assert.equal(second.joined, true);
    assert.equal(second.poll, poll);
  });

  it('begins another for a request that the running poll would end too early for', () => {
    const polls = new SharedPolls();
    const short = controlledPoll(100);
    const long = controlledPoll(1000);
    assert.equal(polls.join('riga', 50, short.begin).poll, short.poll);
    assert.equal(polls.join('riga', 500, long.begin).poll, long.poll);
    assert.equal(
      polls.join('riga', 50, short.begin).poll,
      long.poll,
      'the longer one is shared from then on',
    );
  });

  it('keeps polls of different keys apart', () => {
    const polls = new SharedPolls();
    assert.notEqual(
      polls.join('riga', 500, controlledPoll().begin).poll,
      polls.join('oslo', 500, controlledPoll().begin).poll,
    );
  });

  it('begins anew after the poll has ended: no old values are answered', async () => {
    const polls = new SharedPolls();
    const first = controlledPoll();
    polls.join('riga', 500, first.begin);
    first.end();
    await first.poll.ended;
    assert.equal(polls.join('riga', 500, controlledPoll().begin).joined, false);
  });

  it('aborts the poll when the last one leaves, and not before', () => {
    const polls = new SharedPolls();
    const { begin, signal } = controlledPoll();
    const first = polls.join('riga', 500, begin);
    const second = polls.join('riga', 500, begin);
    first.leave();
    first.leave();
    assert.equal(signal().aborted, false);
    second.leave();
    assert.equal(signal().aborted, true);
    assert.equal(
      polls.join('riga', 500, controlledPoll().begin).joined,
      false,
      'an aborted poll is not joined',
    );
  });
});
