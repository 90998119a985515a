import { setTimeout as delay } from 'node:timers/promises';

export interface UntilOptions {
  /** Milliseconds. */
  readonly timeout: number;
  /** Milliseconds between two looks. */
  readonly interval?: number;
  readonly signal?: AbortSignal | undefined;
  /** Why there is no point in waiting on (a program has died), if there is none. */
  readonly hopeless?: () => string | undefined;
  /** More to say when it has not come about. */
  readonly details?: () => string;
}

/**
 * Looks again and again until `look` yields something.
 * @throws Error with what was waited for and the last that was seen of it; the signal's reason if aborted
 */
export async function until<T>(
  what: string,
  look: () => Promise<T | undefined>,
  options: UntilOptions,
): Promise<T> {
  const { timeout, interval = 100, signal, hopeless, details } = options;
  const deadline = performance.now() + timeout;
  let last = '';
  const failure = (why: string): Error => {
    const parts = [`${what}: ${why}`, last && `last seen: ${last}`, details?.() ?? ''];
    return new Error(parts.filter((part) => part !== '').join('\n'));
  };
  for (;;) {
    signal?.throwIfAborted();
    const dead = hopeless?.();
    if (dead !== undefined) throw failure(dead);
    try {
      const seen = await look();
      if (seen !== undefined) return seen;
    } catch (error) {
      last = error instanceof Error ? describe(error) : String(error);
    }
    if (performance.now() >= deadline) throw failure(`not within ${Math.round(timeout / 1000)} s`);
    await delay(interval, undefined, signal === undefined ? {} : { signal });
  }
}

/** `fetch failed` alone says nothing; its cause does. */
function describe(error: Error): string {
  return error.cause instanceof Error ? `${error.message} (${error.cause.message})` : error.message;
}
