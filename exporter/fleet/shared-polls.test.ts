import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { SharedPolls, type Poll } from './shared-polls.ts';

/** A poll that a test ends, and that notes whether it was aborted. */
function controlledPoll(): {
  poll: Poll;
  end: () => void;
  begin: (signal: AbortSignal) => Poll;
  signal: () => AbortSignal;
} {
  const { promise: ended, resolve: end } = Promise.withResolvers<void>();
  const poll = { ended };
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
    const first = polls.join('riga', begin);
    const second = polls.join('riga', () => assert.fail('begun twice'));
    assert.equal(first.joined, false);
    assert.equal(second.joined, true);
    assert.equal(second.poll, poll);
  });

  it('keeps polls of different keys apart', () => {
    const polls = new SharedPolls();
    assert.notEqual(
      polls.join('riga', controlledPoll().begin).poll,
      polls.join('oslo', controlledPoll().begin).poll,
    );
  });

  it('begins anew after the poll has ended: no old values are answered', async () => {
    const polls = new SharedPolls();
    const first = controlledPoll();
    polls.join('riga', first.begin);
    first.end();
    await first.poll.ended;
    assert.equal(polls.join('riga', controlledPoll().begin).joined, false);
  });

  it('aborts the poll when the last one leaves, and not before', () => {
    const polls = new SharedPolls();
    const { begin, signal } = controlledPoll();
    const first = polls.join('riga', begin);
    const second = polls.join('riga', begin);
    first.leave();
    first.leave();
    assert.equal(signal().aborted, false);
    second.leave();
    assert.equal(signal().aborted, true);
    assert.equal(polls.join('riga', controlledPoll().begin).joined, false, 'an aborted poll is not joined');
  });
});
