import { type Counterpart, type MapEntry } from '../../docs/mktxp-map.ts';
import { readExposition } from '../../exporter/exposition/testing/read-exposition.ts';
import { type Collected } from './leader.ts';

type TheirSample = NonNullable<Collected['samples']>[number];
type OurSample = ReturnType<typeof readExposition>['samples'][number];

/** Why a sample of mktxp and ours need not be the same. */
export type Explanation =
  | 'not carried'
  | 'differs, as the map says'
  | 'without a counterpart, as the map says'
  | '0 for what RouterOS does not say'
  | 'not a number, for which /metrics answers 500';

export interface Comparison {
  /** How many samples were the same, by the name of their metric. */
  readonly same: ReadonlyMap<string, number>;
  readonly explained: ReadonlyMap<Explanation, number>;
  /** What is neither; a line each. */
  readonly differences: readonly string[];
}

/**
 * Holds each sample of mktxp against ours of the same device. Where mktxp does not tell two series apart,
 * it has the value of one of them, so one of ours with the labels that both have must be the same.
 */
export function compare(
  collected: readonly Collected[],
  expositions: ReadonlyMap<string, string>,
  map: ReadonlyMap<string, MapEntry>,
): Comparison {
  const same = new Map<string, number>();
  const explained = new Map<Explanation, number>();
  const differences: string[] = [];
  for (const { router, samples = [] } of collected) {
    const ours = Map.groupBy(readExposition(expositions.get(router) ?? '').samples, ({ name }) => name);
    for (const sample of samples) {
      const [name, labels, value] = sample;
      const entry = map.get(name);
      const found = entry === undefined || 'why_not' in entry ? [] : candidates(entry, labels, ours);
      const explanation = entry && explain(entry, sample, found);
      if (explanation !== undefined) add(explained, explanation);
      else if (
        entry !== undefined &&
        'metric' in entry &&
        found.some((candidate) => isSame(candidate, value, entry))
      )
        add(same, name);
      else differences.push(describe(router, sample, found));
    }
  }
  return { same, explained, differences };
}

function candidates(
  { metric, labels, where }: Counterpart,
  theirs: Readonly<Record<string, string>>,
  ours: ReadonlyMap<string, readonly OurSample[]>,
): readonly OurSample[] {
  const wanted = [
    ...Object.entries(labels).map(([their, our]) => [our, theirs[their] ?? ''] as const),
    ...Object.entries(where),
  ];
  return metric
    .flatMap((name) => ours.get(name) ?? [])
    .filter((sample) => wanted.every(([label, value]) => sample.labels[label] === value));
}

function explain(
  entry: MapEntry,
  [, labels, value]: TheirSample,
  found: readonly OurSample[],
): Explanation | undefined {
  if ('why_not' in entry) return 'not carried';
  if (entry.differs !== undefined) return 'differs, as the map says';
  if (value === '' || Number.isNaN(Number(value))) return 'not a number, for which /metrics answers 500';
  const isExcepted = Object.entries(entry.except).some(([label, pattern]) =>
    new RegExp(pattern).test(labels[label] ?? ''),
  );
  if (isExcepted) return 'without a counterpart, as the map says';
  // Of several that only we tell apart, the one that is meant may be the absent one.
  const mapped = [...Object.values(entry.labels), ...Object.keys(entry.where)];
  const isTheOne = found.some((sample) =>
    Object.keys(sample.labels).every((label) => mapped.includes(label)),
  );
  const isUnknown = entry.zero_if_unknown && Number(value) === 0 && !isTheOne;
  return isUnknown && found.every((sample) => sample.value !== 0)
    ? '0 for what RouterOS does not say'
    : undefined;
}

function isSame(ours: OurSample, value: string, { factor }: Counterpart): boolean {
  const expected = Number(value) * factor;
  return Math.abs(ours.value - expected) <= 1e-9 * Math.max(Math.abs(expected), Math.abs(ours.value));
}

function describe(router: string, [name, labels, value]: TheirSample, found: readonly OurSample[]): string {
  const values = found.slice(0, 3).map((sample) => `${sample.name} ${sample.value}`);
  return `${router}: ${name}${JSON.stringify(labels)} ${value}: ours ${values.join(', ') || 'absent'}`;
}

function add<K>(counts: Map<K, number>, key: K): void {
  counts.set(key, (counts.get(key) ?? 0) + 1);
}
