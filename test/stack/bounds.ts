import { type ExporterProcess } from './exporter-process.ts';

/** A bound of a running exporter, as its own metrics tell. */
export interface ReadBound {
  readonly level: number;
  readonly capacity: number;
  readonly dropped: number;
}

/** All bounds by name; the values are NaN for a bound that says nothing. */
export async function readBounds({
  get,
}: Pick<ExporterProcess, 'get'>): Promise<ReadonlyMap<string, ReadBound>> {
  const text = await (await get('/metrics')).text();
  const values = new Map<string, number>();
  for (const [, what = '', bound = '', value] of text.matchAll(
    /^mikrotik_exporter_bound_(level|capacity|dropped_total)\{bound="(\w+)"\} (\S+)$/gm,
  ))
    values.set(`${bound} ${what}`, Number(value));
  const names = new Set([...values.keys()].map((key) => key.split(' ')[0] ?? ''));
  const value = (name: string, what: string): number => values.get(`${name} ${what}`) ?? NaN;
  return new Map(
    [...names].map((name) => [
      name,
      {
        level: value(name, 'level'),
        capacity: value(name, 'capacity'),
        dropped: value(name, 'dropped_total'),
      },
    ]),
  );
}
