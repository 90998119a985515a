import assert from 'node:assert/strict';
import { connect, type Socket } from 'node:net';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { OtlpReceiver, type ReceiverMode } from '../exporter/telemetry/tracing/testing/otlp-receiver.ts';
import { valueOf } from './harness/fleet.ts';
import { readBounds, type ReadBound } from './stack/bounds.ts';
import { endInOrderWhenInterrupted } from './stack/interruption.ts';
import {
  startExporterProcess,
  type ExporterProcess,
  type ExporterProcessOptions,
} from './stack/exporter-process.ts';
import { load, type Probe } from './stack/load.ts';
import { startSimulation } from './stack/simulation.ts';
import { Tally } from './stack/tally.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until as untilSeen } from './stack/until.ts';

const DEVICES = 500;
/** Milliseconds; of every probe here. */
const TIMEOUT = 10_000;
/** Milliseconds within which a process ends after SIGTERM, whatever it waits for. */
const EXIT = 10_000;
/** Connections that a volley leaves for a look at /metrics. */
const SPARE = 10;
/** Answers of some 130 KB: more than the buffers of a connection take. */
const UNREAD = 60;

/** What a collector of spans may do with them. */
const ENDPOINTS: readonly (readonly [does: string, mode: ReceiverMode | 'refuse'])[] = [
  ['never answers', 'hang'],
  ['answers one byte a second', 'drip'],
  ['refuses connections', 'refuse'],
  ['resets connections', 'reset'],
  ['answers 500', { status: 500 }],
  ['answers 503 with Retry-After: 5', { status: 503, retryAfter: '5' }],
  ['answers 503 with Retry-After: 3600', { status: 503, retryAfter: '3600' }],
  ['answers 64 MiB', 'huge'],
];

endInOrderWhenInterrupted();

describe('manage backpressure', { timeout: 240_000, concurrency: 4 }, () => {
  const started = new AsyncDisposableStack();
  let folder: TemporaryFolder;
  let devices: readonly string[] = [];

  before(async () => {
    folder = await TemporaryFolder.create();
    started.defer(() => folder.remove());
    const simulation = await startSimulation({
      folder: folder.path,
      devices: DEVICES,
      baseAddress: '127.84.0.1',
    });
    started.defer(() => simulation.stop());
  });

  after(() => started.disposeAsync());

  const start = async (options: Partial<ExporterProcessOptions>): Promise<ExporterProcess> => {
    const configFile = path.join(folder.path, 'tikscope.yml');
    const exporter = await startExporterProcess({ configFile, folder: folder.path, ...options });
    started.defer(() => exporter.child.stop());
    const groups = (await (await exporter.get('/sd')).json()) as { targets: [string] }[];
    devices = groups.map(({ targets: [name] }) => name);
    assert.equal(devices.length, DEVICES);
    return exporter;
  };

  const bound = async (exporter: ExporterProcess, name: string): Promise<ReadBound> => {
    const found = (await readBounds(exporter)).get(name);
    assert.ok(found !== undefined, `there is no bound ${name}`);
    return found;
  };

  const until = <T>(what: string, look: () => Promise<T | undefined>): Promise<T> =>
    untilSeen(what, look, { timeout: 60_000, interval: 10 });

  const assertWithinBounds = async (exporter: ExporterProcess): Promise<void> => {
    const bounds = [...(await readBounds(exporter))];
    assert.ok(bounds.length > 0);
    assert.deepEqual(
      bounds.filter(([, { level, capacity }]) => !(level <= capacity)),
      [],
      'no level is above its capacity',
    );
  };

  /** Probes each of some devices once; every probe must succeed. */
  const assertProbed = async ({ address }: ExporterProcess, targets: readonly string[]): Promise<void> => {
    const tally = new Tally();
    const pace = { concurrency: 10 };
    await load({ address, targets, timeout: TIMEOUT, rounds: 1, pace, onProbe: tally.note });
    assert.deepEqual(tally.failures, []);
    assert.equal(tally.count, targets.length);
  };

  const assertExits = async ({ child }: ExporterProcess): Promise<void> => {
    await child.stop(EXIT);
    assert.equal(child.end, 'exit code 0', child.tail);
  };

  it('2,000 probes at once are answered or told to come back, and none hangs', async () => {
    const limits = ['--probe.max-running=40', '--probe.max-waiting=60'];
    const exporter = await start({ args: limits });
    const volley = async (concurrency: number): Promise<readonly Probe[]> => {
      const probes: Probe[] = [];
      const onProbe = (probe: Probe): void => void probes.push(probe);
      const { address } = exporter;
      const pace = { concurrency };
      await load({ address, targets: devices, timeout: TIMEOUT, rounds: 4, pace, onProbe });
      await assertWithinBounds(exporter);
      return probes;
    };
    const outcomes = (probes: readonly Probe[]): ReadonlySet<string> =>
      new Set(probes.map(({ success, status, reason }) => (success ? 'success' : String(status ?? reason))));

    const all = await volley(4 * DEVICES);
    assert.deepEqual(outcomes(all), new Set(['success', '503', 'ECONNRESET']));
    const connections = await bound(exporter, 'inbound_connections');
    const closed = all.filter(({ status }) => status === undefined).length;
    assert.equal(connections.dropped, closed, 'what was closed is counted');

    const fitting = await volley(connections.capacity - SPARE);
    assert.deepEqual(outcomes(fitting), new Set(['success', '503']));
    const refused = [...all, ...fitting].filter(({ status }) => status === 503);
    assert.ok(
      refused.every(({ retryAfter }) => Number(retryAfter) > 0),
      'every refusal says when to come back',
    );
    assert.equal((await bound(exporter, 'probes_waiting')).dropped, refused.length, 'and is counted');
    await assertProbed(exporter, devices);
    await assertExits(exporter);
  });

  it('scrapers that ask on and on without reading an answer are cut off, and leave nothing behind', async (t) => {
    const exporter = await start({});
    const switches = devices.filter((name) => name.includes('-switch-'));
    const scrapers = Array.from({ length: 3 }, () => neverRead(exporter.address, switches));
    t.after(() => {
      for (const socket of scrapers) socket.destroy();
    });
    await until('each to be refused', async () => {
      const { dropped } = await bound(exporter, 'requests_on_a_connection');
      return dropped >= scrapers.length || undefined;
    });
    await assertProbed(exporter, devices);
    await assertWithinBounds(exporter);
    const idle = await until('the last to have given back what they held', async () => {
      const bounds = await readBounds(exporter);
      return bounds.get('held_bytes')?.level === 0 && bounds.get('responses_unread')?.level === 0
        ? bounds
        : undefined;
    });
    assert.equal(idle.get('probes_running')?.level, 0);
    await assertExits(exporter);
  });

  it('a standard output that nobody reads, at debug with 500 devices, stops nothing', async () => {
    const exporter = await start({ args: ['--log.level=debug'], readsOutput: false });
    await until('lines to wait', async () => {
      await assertProbed(exporter, devices);
      return (await bound(exporter, 'log_queue_bytes')).level > 0 || undefined;
    });
    await assertProbed(exporter, devices);
    await assertWithinBounds(exporter);
    await assertExits(exporter);
  });

  for (const [does, mode] of ENDPOINTS) {
    it(`an OTLP endpoint that ${does} costs spans, and nothing else`, async (t) => {
      const receiver = await OtlpReceiver.start();
      t.after(() => receiver.stop());
      receiver.keeps = false;
      if (mode === 'refuse') await receiver.refuse();
      else receiver.mode = mode;
      const env = {
        OTEL_EXPORTER_OTLP_ENDPOINT: receiver.endpoint,
        OTEL_TRACES_SAMPLER: 'always_on',
        OTEL_BSP_SCHEDULE_DELAY: '100',
        // Longer than an exit may take: nothing but the bound on the flush ends it.
        OTEL_BSP_EXPORT_TIMEOUT: '60000',
      };
      const exporter = await start({ env });
      await until('spans to be dropped', async () => {
        await assertProbed(exporter, devices.slice(0, 100));
        return (await bound(exporter, 'span_queue_spans')).dropped > 0 || undefined;
      });
      await assertWithinBounds(exporter);
      const own = await (await exporter.get('/metrics')).text();
      assert.equal(valueOf(own, 'mikrotik_exporter_otel_spans_unaccounted'), 0);
      await assertExits(exporter);
    });
  }
});

/** Asks for many answers on one connection and reads none of them. */
function neverRead(address: string, targets: readonly string[]): Socket {
  const [host, port] = address.split(':');
  const socket = connect(Number(port), host).pause();
  socket.on('error', () => undefined);
  for (let request = 0; request < UNREAD; request += 1) {
    const target = targets[request % targets.length] ?? '';
    socket.write(`GET /probe?target=${target} HTTP/1.1\r\nHost: ${address}\r\n\r\n`);
  }
  return socket;
}
