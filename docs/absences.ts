/** What a reader may look for in docs/metrics.md and not find, and the reason. */
export const ABSENCES: Readonly<Record<string, string>> = {};
