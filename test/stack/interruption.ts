/** An interrupted run leaves nothing behind: what was started ends with this process, if that ends in order. */
export function endInOrderWhenInterrupted(): void {
  for (const signal of ['SIGINT', 'SIGTERM'] as const) process.once(signal, () => process.exit(1));
}
