import { z } from 'zod';

const answer = z.object({
  data: z.object({
    result: z.array(
      z.object({ metric: z.record(z.string(), z.string()), value: z.tuple([z.number(), z.string()]) }),
    ),
  }),
});

export interface Sample {
  readonly labels: Readonly<Record<string, string>>;
  readonly value: number;
}

/** Asks Prometheus for an instant vector. @throws Error with Prometheus' own words if it refuses */
export async function query(
  prometheusUrl: string,
  promql: string,
  signal?: AbortSignal,
): Promise<readonly Sample[]> {
  const response = await fetch(`${prometheusUrl}/api/v1/query?query=${encodeURIComponent(promql)}`, {
    signal: AbortSignal.any([AbortSignal.timeout(10_000), ...(signal === undefined ? [] : [signal])]),
  });
  if (!response.ok) throw new Error(`Prometheus refused ${promql}: ${await response.text()}`);
  const { result } = answer.parse(await response.json()).data;
  return result.map(({ metric, value: [, text] }) => ({ labels: metric, value: Number(text) }));
}

/** The value of a query that yields one sample at most. */
export async function queryValue(
  prometheusUrl: string,
  promql: string,
  signal?: AbortSignal,
): Promise<number | undefined> {
  const [sample] = await query(prometheusUrl, promql, signal);
  return sample?.value;
}
