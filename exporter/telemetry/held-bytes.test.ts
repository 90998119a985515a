import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bounds } from './bound.ts';
import { HeldBytes } from './held-bytes.ts';

describe('HeldBytes', () => {
  it('takes up to its capacity and not a byte more, counts what it refused, and takes again what was given back', () => {
    const bounds = new Bounds();
    const held = new HeldBytes(100, bounds);
    const [bound] = bounds.list();
    assert.ok(bound);
    assert.equal(held.take(60), true);
    assert.equal(held.take(41), false);
    assert.equal(bound.level(), 60, 'nothing is taken of what is refused');
    assert.equal(bound.dropped(), 1);
    held.give(20);
    assert.equal(held.take(60), true);
    assert.equal(bound.level(), bound.capacity());
  });
});
