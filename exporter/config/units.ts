const DURATION = /^(?:(\d+)y)?(?:(\d+)w)?(?:(\d+)d)?(?:(\d+)h)?(?:(\d+)m)?(?:(\d+)s)?(?:(\d+)ms)?$/;
const MILLISECONDS = [31_536_000_000, 604_800_000, 86_400_000, 3_600_000, 60_000, 1000, 1];

/** Seconds of a duration as Prometheus writes it (`30s`, `1m30s`, `500ms`); undefined if it is none. */
export function parseDuration(text: string): number | undefined {
  if (text === '') return undefined;
  const parts: readonly (string | undefined)[] | undefined = DURATION.exec(text)?.slice(1);
  const milliseconds = parts?.reduce(
    (sum, part, index) => sum + Number(part ?? 0) * (MILLISECONDS[index] ?? 0),
    0,
  );
  return milliseconds === undefined ? undefined : milliseconds / 1000;
}

/** `60s`, or `1500ms` for a part of a second: both are Prometheus durations. */
export function formatDuration(seconds: number): string {
  return Number.isInteger(seconds) ? `${seconds}s` : `${Math.round(seconds * 1000)}ms`;
}

const BYTES: Readonly<Record<string, number>> = { B: 1, KiB: 1024, MiB: 1024 ** 2, GiB: 1024 ** 3 };

/** Bytes of a size (`8MiB`); undefined if it is none. */
export function parseSize(text: string): number | undefined {
  const match = /^(?<count>\d{1,12})(?<unit>B|KiB|MiB|GiB)$/.exec(text);
  if (match?.groups === undefined) return undefined;
  return Number(match.groups['count']) * (BYTES[match.groups['unit'] ?? ''] ?? 0);
}

/** The size in the largest unit that divides it. */
export function formatSize(bytes: number): string {
  const unit = ['GiB', 'MiB', 'KiB'].find((name) => bytes > 0 && bytes % (BYTES[name] ?? 0) === 0) ?? 'B';
  return `${bytes / (BYTES[unit] ?? 1)}${unit}`;
}
