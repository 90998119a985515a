/** What a running command does next; a session carries the steps out one after the other. */
export type Step =
  | { readonly kind: 'sentence'; readonly words: readonly Word[] }
  /** Bytes that are no sentence. */
  | { readonly kind: 'raw'; readonly bytes: Buffer }
  /** Milliseconds; 0 lets other commands go on. */
  | { readonly kind: 'wait'; readonly ms: number }
  | { readonly kind: 'end'; readonly how: 'close' | 'reset' };

export type Word = string | Buffer;

export function sentence(...words: readonly Word[]): Step {
  return { kind: 'sentence', words };
}

export function wait(ms: number): Step {
  return { kind: 'wait', ms };
}

/** @param category 0 missing item or command, 1 argument, 2 interrupted, 4 general */
export function* trap(message: string, category?: number): Generator<Step, void> {
  yield sentence(
    '!trap',
    ...(category === undefined ? [] : [`=category=${category}`]),
    `=message=${message}`,
  );
  yield sentence('!done');
}
