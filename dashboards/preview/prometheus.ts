import { z } from 'zod';
import type { Series } from './drawing.ts';

const TIMEOUT = 20_000;

const point = z.tuple([z.number(), z.string()]);
const labels = z.record(z.string(), z.string());
const result = z.discriminatedUnion('resultType', [
  z.object({
    resultType: z.literal('matrix'),
    result: z.array(z.object({ metric: labels, values: z.array(point) })),
  }),
  z.object({ resultType: z.literal('vector'), result: z.array(z.object({ metric: labels, value: point })) }),
  z.object({ resultType: z.literal('scalar'), result: point }),
]);
const targets = z.object({ activeTargets: z.array(z.object({ scrapeInterval: z.string() })) });

/** Times and steps are milliseconds. */
export interface TimeSpan {
  readonly from: number;
  readonly to: number;
}

/** The HTTP API of a Prometheus. Every method throws an Error with Prometheus' own words if it refuses. */
export class Prometheus {
  readonly #url: string;

  constructor(url: string) {
    this.#url = url.replace(/\/+$/, '');
  }

  async queryAt(promql: string, time: number): Promise<readonly Series[]> {
    return toSeries(await this.#get('query', { query: promql, time: seconds(time) }));
  }

  async queryRange(promql: string, { from, to }: TimeSpan, step: number): Promise<readonly Series[]> {
    const parameters = { query: promql, start: seconds(from), end: seconds(to), step: seconds(step) };
    return toSeries(await this.#get('query_range', parameters));
  }

  /** The values of a label in the series that a selector selects; of all series without one. */
  async labelValues(
    label: string,
    selector: string | undefined,
    { from, to }: TimeSpan,
  ): Promise<readonly string[]> {
    const match = selector === undefined ? {} : { 'match[]': selector };
    const parameters = { start: seconds(from), end: seconds(to), ...match };
    return z.array(z.string()).parse(await this.#get(`label/${label}/values`, parameters));
  }

  /** The longest interval at which anything is scraped, in milliseconds. @throws Error if nothing is */
  async scrapeInterval(): Promise<number> {
    const { activeTargets } = targets.parse(await this.#get('targets', { state: 'active' }));
    if (activeTargets.length === 0) throw new Error(`${this.#url} scrapes nothing`);
    return Math.max(...activeTargets.map(({ scrapeInterval }) => parseDuration(scrapeInterval)));
  }

  async #get(endpoint: string, parameters: Readonly<Record<string, string>>): Promise<unknown> {
    const url = `${this.#url}/api/v1/${endpoint}?${new URLSearchParams(parameters).toString()}`;
    let response: Response;
    try {
      response = await fetch(url, { signal: AbortSignal.timeout(TIMEOUT) });
    } catch (error) {
      throw new Error(`no Prometheus answers at ${this.#url}`, { cause: error });
    }
    if (!response.ok) throw new Error(`Prometheus refuses ${endpoint}: ${(await response.text()).trim()}`);
    return z.object({ data: z.unknown() }).parse(await response.json()).data;
  }
}

function toSeries(data: unknown): readonly Series[] {
  const parsed = result.parse(data);
  switch (parsed.resultType) {
    case 'matrix':
      return parsed.result.map(({ metric, values }) => series(metric, values));
    case 'vector':
      return parsed.result.map(({ metric, value }) => series(metric, [value]));
    case 'scalar':
      return [series({}, [parsed.result])];
  }
}

function series(metric: Series['labels'], points: readonly z.output<typeof point>[]): Series {
  return {
    labels: metric,
    times: points.map(([time]) => time * 1000),
    values: points.map(([, value]) => value),
  };
}

function seconds(milliseconds: number): string {
  return String(milliseconds / 1000);
}

const UNITS: Readonly<Record<string, number>> = { ms: 1, s: 1000, m: 60_000, h: 3_600_000, d: 86_400_000 };

/** Milliseconds of `1m30s`, as Prometheus writes durations. */
function parseDuration(text: string): number {
  return [...text.matchAll(/(\d+)([a-z]+)/g)].reduce(
    (sum, [, count, unit]) => sum + Number(count) * (UNITS[unit ?? ''] ?? NaN),
    0,
  );
}
