import assert from 'node:assert/strict';
import { once } from 'node:events';
import { readFile, writeFile } from 'node:fs/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import path from 'node:path';
import { before, describe, it, after } from 'node:test';
import { parse, stringify } from 'yaml';
import { ERROR_CODES } from '../exporter/routeros/errors.ts';
import { HOSTILE_PEERS } from '../exporter/routeros/testing/hostile-peers.ts';
import { valueOf } from './harness/fleet.ts';
import { type Child } from './stack/child.ts';
import { startExporterProcess, type ExporterProcess } from './stack/exporter-process.ts';
import { startSimulation } from './stack/simulation.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until } from './stack/until.ts';

const HEALTHY_DEVICES = 5;
/** Seconds of scrape timeout: enough for any answer on loopback, short enough for those that never come. */
const SCRAPE_TIMEOUT = '2';
const SEED = 20260115;

/** What strangers send to a port; none of it is a request that anyone should make. */
const HOSTILE_REQUESTS: readonly (readonly [name: string, bytes: string | Buffer])[] = [
  ['nothing of HTTP', 'hello\r\n\r\n'],
  ['a TLS hello', Buffer.from('16030100a5010000a10303', 'hex')],
  ['a header that never ends', `GET / HTTP/1.1\r\nX: ${'x'.repeat(100_000)}`],
  ['a thousand headers', `GET /metrics HTTP/1.1\r\nHost: x\r\n${'X: y\r\n'.repeat(5000)}\r\n`],
  ['no host', 'GET /metrics HTTP/1.1\r\n\r\n'],
  ['an absolute target', 'GET http://169.254.169.254/latest HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a proxy request', 'CONNECT 192.0.2.1:22 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['an upgrade', 'GET / HTTP/1.1\r\nHost: x\r\nConnection: Upgrade\r\nUpgrade: websocket\r\n\r\n'],
  [
    'two lengths',
    'POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 5\r\nContent-Length: 6\r\n\r\nhello',
  ],
  ['a body that does not come', 'POST /-/reload HTTP/1.1\r\nHost: x\r\nContent-Length: 1000000000\r\n\r\n'],
  ['a chunk of a bad size', 'POST / HTTP/1.1\r\nHost: x\r\nTransfer-Encoding: chunked\r\n\r\nzz\r\n'],
  ['a path that is no text', 'GET /%ff%fe%00 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a path upwards', 'GET /../../etc/passwd HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a target with line feeds', 'GET /probe?target=%0d%0aX-Evil:1 HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a prototype', 'GET /probe?target=__proto__&module=constructor HTTP/1.1\r\nHost: x\r\n\r\n'],
  ['a query of many parts', `GET /probe?${'target=a&'.repeat(1500)} HTTP/1.1\r\nHost: x\r\n\r\n`],
  [
    'a timeout that is no number',
    'GET /probe?target=riga HTTP/1.1\r\nHost: x\r\nX-Prometheus-Scrape-Timeout-Seconds: NaN\r\n\r\n',
  ],
  [
    'a timeout of for ever',
    'GET /probe?target=riga HTTP/1.1\r\nHost: x\r\nX-Prometheus-Scrape-Timeout-Seconds: 1e308\r\n\r\n',
  ],
  [
    'an Accept of many parts',
    `GET /probe?target=riga HTTP/1.1\r\nHost: x\r\nAccept: ${'a/b;q=0.1,'.repeat(1000)}\r\n\r\n`,
  ],
  ...Array.from({ length: 20 }, (_, index) => [`garbage ${index}`, garbage(SEED + index, 2000)] as const),
];

/** The same bytes for the same seed. */
function garbage(seed: number, length: number): Buffer {
  let state = seed;
  return Buffer.from(
    Array.from({ length }, () => {
      state = (Math.imul(state, 1664525) + 1013904223) >>> 0;
      return state >>> 24;
    }),
  );
}

describe('a live exporter among hostile peers and strangers', () => {
  const sockets = new Set<Socket>();
  const servers: ReturnType<typeof createServer>[] = [];
  const peers = [...HOSTILE_PEERS].map(([description, { play }], index) => ({
    description,
    play,
    name: `hostile-${index}`,
  }));
  let healthy: readonly string[] = [];
  let secret = '';
  let simulator: Child;
  let folder: TemporaryFolder;
  let exporter: ExporterProcess;

  before(async () => {
    folder = await TemporaryFolder.create();
    // In a process of its own: the peers below flood this one's event loop.
    simulator = await startSimulation({
      folder: folder.path,
      devices: HEALTHY_DEVICES,
      baseAddress: '127.76.0.1',
    });
    const hostile = await Promise.all(
      peers.map(async ({ name, play }) => {
        const server = createServer((socket) => {
          sockets.add(socket);
          socket.on('error', () => undefined);
          play(socket);
        });
        servers.push(server.listen(0, '127.0.0.1'));
        await once(server, 'listening');
        return { name, address: `127.0.0.1:${(server.address() as AddressInfo).port}` };
      }),
    );
    const file = path.join(folder.path, 'tikscope.yml');
    secret = (await readFile(path.join(folder.path, 'password'), 'utf8')).trim();
    const config = parse(await readFile(file, 'utf8')) as Record<string, unknown>;
    await writeFile(file, stringify({ ...config, devices: hostile }));
    exporter = await startExporterProcess({ configFile: file, folder: folder.path });
    const targets = (await (await get('/sd')).json()) as { targets: [string] }[];
    healthy = targets.map(({ targets: [name] }) => name).filter((name) => !name.startsWith('hostile-'));
    assert.equal(healthy.length, HEALTHY_DEVICES);
  });

  after(async () => {
    await exporter.child.stop();
    await simulator.stop();
    for (const socket of sockets) socket.destroy();
    for (const server of servers) server.close();
    await folder.remove();
  });

  const get = (target: string): Promise<Response> =>
    exporter.get(target, {
      headers: { 'X-Prometheus-Scrape-Timeout-Seconds': SCRAPE_TIMEOUT },
    });

  const assertAlive = async (): Promise<void> => {
    assert.equal(exporter.child.end, undefined, exporter.child.tail);
    assert.equal(await (await get('/-/healthy')).text(), 'Healthy');
  };

  /** Probes the healthy devices over and over while `work` runs; every one must succeed. */
  const whileHealthy = async (work: () => Promise<void>): Promise<void> => {
    let working = true;
    const probing = (async () => {
      const isWorking = (): boolean => working;
      while (isWorking()) {
        for (const name of healthy) {
          const text = await (await get(`/probe?target=${name}`)).text();
          assert.equal(valueOf(text, 'probe_success'), 1, `${name}: ${text}`);
        }
      }
    })();
    // It is awaited below; until then its failure waits too.
    probing.catch(() => undefined);
    await work().finally(() => {
      working = false;
    });
    await probing;
  };

  it('gives every hostile peer its reason, twice, while the healthy devices keep answering', async () => {
    await whileHealthy(async () => {
      for (let round = 0; round < 2; round += 1) {
        await Promise.all(
          peers.map(async ({ name, description }) => {
            const response = await get(`/probe?target=${name}`);
            const text = await response.text();
            assert.equal(response.status, 200, `${description}: ${text}`);
            assert.ok(!text.includes(secret), description);
            if (valueOf(text, 'probe_success') === 1) return;
            const reason = ERROR_CODES.find((code) =>
              text.includes(`mikrotik_probe_failure_info{reason="${code}"} 1`),
            );
            assert.ok(reason !== undefined && reason !== 'internal', `${description}: ${text}`);
          }),
        );
      }
    });
    await assertAlive();
  });

  it('answers or closes what strangers send, while the healthy devices keep answering', async () => {
    await whileHealthy(async () => {
      for (const [name, bytes] of HOSTILE_REQUESTS) {
        const socket = connect(Number(exporter.address.split(':')[1]), '127.0.0.1');
        socket.on('error', () => undefined);
        await once(socket, 'connect');
        socket.end(bytes);
        socket.resume();
        await until(`the end of "${name}"`, () => Promise.resolve(socket.destroyed || undefined), {
          timeout: 20_000,
        });
        await assertAlive();
      }
    });
  });

  it('has no secret in anything it logged', () => {
    assert.ok(!exporter.child.tail.includes(secret));
  });
});
