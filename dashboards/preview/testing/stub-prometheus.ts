import { once } from 'node:events';
import { createServer } from 'node:http';
import { type AddressInfo } from 'node:net';
import { type TestContext } from 'node:test';

type Labels = Readonly<Record<string, string>>;

/** What it knows of each query: series of one value, or undefined for a query that it refuses. */
export type Knowledge = Readonly<Record<string, readonly (readonly [Labels, string])[] | undefined>>;

/** Answers as Prometheus does, from a table of queries; a query that is not in it yields nothing. @returns its URL */
export async function startStubPrometheus(
  t: Pick<TestContext, 'after'>,
  knowledge: Knowledge,
): Promise<string> {
  const server = createServer((request, response) => {
    const { pathname, searchParams } = new URL(request.url ?? '/', 'http://stub');
    const endpoint = pathname.replace('/api/v1/', '');
    const expr = searchParams.get('query') ?? '';
    if (expr in knowledge && knowledge[expr] === undefined) {
      response.writeHead(400).end('{"status":"error","error":"parse error"}');
      return;
    }
    const series = knowledge[expr] ?? [];
    const [start, end] = [Number(searchParams.get('start')), Number(searchParams.get('end'))];
    const answers: Readonly<Record<string, unknown>> = {
      targets: { activeTargets: [{ scrapeInterval: '5s' }] },
      'label/instance/values': ['a', 'b'],
      query: {
        resultType: 'vector',
        result: series.map(([metric, value]) => ({
          metric,
          value: [Number(searchParams.get('time')), value],
        })),
      },
      query_range: {
        resultType: 'matrix',
        result: series.map(([metric, value]) => ({
          metric,
          values: [
            [start, value],
            [end, value],
          ],
        })),
      },
    };
    response.end(JSON.stringify({ status: 'success', data: answers[endpoint] }));
  });
  server.listen(0, '127.0.0.1');
  await once(server, 'listening');
  t.after(() => {
    server.close();
    server.closeAllConnections();
  });
  const { port } = server.address() as AddressInfo;
  return `http://127.0.0.1:${port}`;
}
