/**
 * Waits until every command has ended, then fails with the first failure, if any. A collector that
 * failed at once would still be given rows of its other commands.
 */
export async function settle<T extends readonly Promise<unknown>[]>(
  ...commands: T
): Promise<{ -readonly [K in keyof T]: Awaited<T[K]> }> {
  await Promise.allSettled(commands);
  return Promise.all(commands);
}
