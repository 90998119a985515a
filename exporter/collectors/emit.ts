import { BudgetExceeded } from '../exposition/sample-budget.ts';
import { type SampleBuffer } from '../exposition/sample-buffer.ts';
import { RouterosError } from '../routeros/errors.ts';
import { type Emit } from './contract.ts';

/** The contract's Emit on a buffer. */
export function emitInto(buffer: SampleBuffer): Emit {
  const emit: Emit = (family, labels, value) => {
    if (value === undefined) return;
    try {
      buffer.add(family, labels, typeof value === 'number' ? value : value ? 1 : 0);
    } catch (error) {
      throw withCode(error);
    }
  };
  emit.state = (family, labels, current) => {
    if (current === undefined) return;
    try {
      buffer.addState(family, labels, current);
    } catch (error) {
      throw withCode(error);
    }
  };
  return emit;
}

/** A row handler's errors end its command, which wants to know them by code. */
function withCode(error: unknown): unknown {
  return error instanceof BudgetExceeded
    ? new RouterosError('limit', error.message, { cause: error, bound: error.bound })
    : error;
}
