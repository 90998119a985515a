import { type Family } from '../exposition/family.ts';
import { NO_LABELS } from '../exposition/labels.ts';
import { type Emit, type Outcome } from './contract.ts';

/**
 * Says of a partial collector whether the row limit has cut one of its tables; nothing if the device lacks them all.
 * @returns true if one was cut: counts and sums that need all rows are then to be left out
 */
export function emitTruncated(
  emit: Emit,
  family: Family<never>,
  ...outcomes: readonly Pick<Outcome, 'present' | 'truncated'>[]
): boolean {
  const truncated = outcomes.some((outcome) => outcome.truncated);
  emit(family, NO_LABELS, outcomes.some(({ present }) => present) ? truncated : undefined);
  return truncated;
}
