const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000 };

/** `500ms`, `60s`, `1m30s` in ms; undefined if it is none of these. */
export function spanMilliseconds(text: string): number | undefined {
  if (!/^(\d+(ms|s|m|h))+$/.test(text)) return undefined;
  let milliseconds = 0;
  for (const [, count, unit = ''] of text.matchAll(/(\d+)(ms|s|m|h)/g)) {
    milliseconds += Number(count) * (UNITS[unit] ?? 0);
  }
  return milliseconds;
}
