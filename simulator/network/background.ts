/** For what nobody awaits: it must neither end the process nor go unseen. */
export function inBackground(work: Promise<unknown>): void {
  work.catch(reportDefect);
}

export function reportDefect(error: unknown): void {
  console.error('tikscope simulate:', error);
}
