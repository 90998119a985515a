import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { Bounds } from '../telemetry/bound.ts';
import { HeldBytes } from '../telemetry/held-bytes.ts';
import { SampleBudget } from './sample-budget.ts';

describe('a sample budget', () => {
  /** What is asked for each sample beside its line. */
  const OVERHEAD = 80;

  it('names the bound that a sample would pass, and takes nothing of that sample', () => {
    const bounds = new Bounds();
    const ledger = new HeldBytes(130, bounds);
    const held = (): number | undefined => bounds.list()[0]?.level();
    const bound = (budget: SampleBudget, bytes: number): unknown => {
      try {
        budget.spend(bytes);
      } catch (error) {
        return (error as { bound: unknown }).bound;
      }
      return 'none';
    };
    assert.equal(bound(new SampleBudget(0, 100, ledger), 1), 'exposition_samples');
    assert.equal(bound(new SampleBudget(9, 100, ledger), 101), 'exposition_bytes');
    const budget = new SampleBudget(2, 100, ledger);
    assert.equal(bound(budget, 51), 'held_bytes');
    assert.equal(held(), 0);
    assert.equal(bound(budget, 50), 'none');
    assert.equal(held(), 50 + OVERHEAD);
    assert.equal(bound(budget, 1), 'held_bytes');
    budget.refund(1, 50);
    assert.equal(held(), 0);
    assert.equal(bound(budget, 20), 'none');
    budget.release();
    budget.release();
    assert.equal(held(), 0, 'nothing is given back twice');
  });
});
