import { once } from 'node:events';
import { writeFile } from 'node:fs/promises';
import dns from 'node:dns/promises';
import { connect, createServer, type AddressInfo, type Socket } from 'node:net';
import { mock, type TestContext } from 'node:test';
import path from 'node:path';
import { setTimeout as delay } from 'node:timers/promises';
import { stringify } from 'yaml';
import { HOSTILE_PEERS } from '../../exporter/routeros/testing/hostile-peers.ts';
import {
  afterLogin,
  ScriptedPeer,
  ScriptedRouter,
  type Script,
} from '../../exporter/routeros/testing/scripted-router.ts';
import { OtlpReceiver } from '../../exporter/telemetry/tracing/testing/otlp-receiver.ts';
import { startFleet, type RunningFleet } from '../harness/fleet.ts';
import { readBounds } from '../stack/bounds.ts';
import { startExporterProcess } from '../stack/exporter-process.ts';
import { TemporaryFolder } from '../stack/temporary-folder.ts';
import { onFleet, probeWithin, type StartScenario } from './scenario.ts';

const TWO = [{ name: 'riga' }, { name: 'oslo' }];
const ALLOW_LOOPBACK = { targets: { allow: [{ addresses: ['127.0.0.0/8'], auths: ['default'] }] } };
const TRACED = { sample_ratio: 1, schedule_delay: '1s' };

/** One device on the only place there is, one more than may wait: what cannot wait any longer is turned away. */
const saturated = (waiting: number): StartScenario =>
  onFleet(
    { devices: TWO, flags: ['--probe.max-running=1', `--probe.max-waiting=${waiting}`] },
    (fleet) =>
      Promise.all([probeWithin(fleet, 'riga', 2), delay(100).then(() => probeWithin(fleet, 'oslo', 0.7))]),
    (fleet) => fleet.simulator.device('riga').inject('silent'),
  );

/** A module whose limit every device passes. */
const limited = (limits: Readonly<Record<string, unknown>>): StartScenario =>
  onFleet({ config: { modules: { small: { collectors: ['interface', 'system'], limits } } } }, (fleet) =>
    fleet.probe('riga', '&module=small'),
  );

/** One device, which is whatever takes its connection. */
const onRouter =
  (onConnection: (socket: Socket) => void): StartScenario =>
  async (t) => {
    const router = await ScriptedRouter.start(onConnection);
    t.after(() => router.stop());
    const devices = [{ name: 'odd', address: `${router.address}:${router.port}` }];
    return onFleet({ devices: [], config: { devices } }, (fleet) => probeWithin(fleet, 'odd', 5))(t);
  };

const onHostilePeer = (name: string): StartScenario =>
  onRouter((socket) => {
    socket.on('error', () => undefined);
    HOSTILE_PEERS.get(name)?.play(socket);
  });

/** A router that answers every command with these rows. */
const onRows = (rows: readonly (readonly string[])[]): StartScenario =>
  onRouter((socket) => {
    const script: Script = (command, peer) => {
      peer.reply(command, ...rows.map((row) => ['!re', ...row]), ['!done']);
    };
    new ScriptedPeer(socket, afterLogin(script));
  });

/** Connections that say `text` and nothing more; all are there at once, and stay until the exporter has ended one. */
async function linger(fleet: RunningFleet, count: number, text: string): Promise<void> {
  const [, port] = fleet.exporter.address.split(':');
  const sockets = Array.from({ length: count }, () => connect(Number(port), '127.0.0.1'));
  const ended = sockets.map(
    (socket) => new Promise((resolve) => socket.on('error', resolve).on('close', resolve)),
  );
  for (const socket of sockets) socket.resume().write(text);
  await Promise.race(ended);
  for (const socket of sockets) socket.destroy();
}

/** A scraper that asks and does not read the answer, until the exporter has cut it off. */
async function ignoreAnswer(fleet: RunningFleet, path: string): Promise<void> {
  const [, port] = fleet.exporter.address.split(':');
  const cutOff = async (): Promise<number> => (await readBounds(fleet)).get('responses_unread')?.dropped ?? 0;
  const before = await cutOff();
  const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
  socket.pause().write(`GET ${path} HTTP/1.1\r\nHost: x\r\n\r\n`);
  // Not patient with an exporter that has gone: then it throws.
  while ((await cutOff()) === before) await delay(500);
  socket.destroy();
}

/** Listeners that take connections and never say a word. */
async function silentListeners(t: Pick<TestContext, 'after'>, count: number): Promise<readonly string[]> {
  return Promise.all(
    Array.from({ length: count }, async () => {
      const sockets = new Set<Socket>();
      const server = createServer((socket) => {
        sockets.add(socket.on('error', () => undefined));
      }).listen(0, '127.0.0.1');
      t.after(() => {
        for (const socket of sockets) socket.destroy();
        server.close();
      });
      await once(server, 'listening');
      return `127.0.0.1:${(server.address() as AddressInfo).port}`;
    }),
  );
}

/** What drives the exporter past each of its bounds, by the bound's name. */
export const SCENARIOS: Readonly<Record<string, StartScenario>> = {
  probes_running: saturated(1),
  probes_waiting: saturated(0),

  held_bytes: onFleet(
    { devices: [{ name: 'riga', profile: 'switch' }], flags: ['--probe.max-held-bytes=64KiB'] },
    (fleet) => fleet.probe('riga'),
  ),

  inbound_connections: onFleet({ flags: ['--probe.max-running=1', '--probe.max-waiting=1'] }, (fleet) =>
    linger(fleet, 80, 'GET'),
  ),

  request_arrival_seconds: onFleet({}, (fleet) => linger(fleet, 1, 'GET /probe HTTP/1.1\r\nHo')),

  requests_on_a_connection: onFleet({}, (fleet) =>
    linger(fleet, 1, 'GET /sd HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(3)),
  ),

  sessions_ad_hoc: async (t) => {
    const targets = await silentListeners(t, 70);
    const fleet = await startFleet(t, { devices: [], config: { ...ALLOW_LOOPBACK, devices: [] } });
    return {
      address: fleet.exporter.address,
      drive: async () => {
        await Promise.all(targets.map((target) => probeWithin(fleet, target, 2)));
      },
    };
  },

  ad_hoc_addresses_remembered: async (t) => {
    const fleet = await startFleet(t, { devices: [], config: { ...ALLOW_LOOPBACK, devices: [] } });
    let address = 0;
    return {
      address: fleet.exporter.address,
      drive: async () => {
        for (let batch = 0; batch < 40; batch += 1) {
          const targets = Array.from({ length: 32 }, () => {
            address += 1;
            return `127.9.${Math.floor(address / 200)}.${(address % 200) + 1}:1`;
          });
          await Promise.all(targets.map((target) => probeWithin(fleet, target, 2)));
        }
      },
    };
  },

  names_resolving: async (t) => {
    // Name servers that never answer.
    for (const method of ['resolve4', 'resolve6'] as const) {
      const mocked = mock.method(dns.Resolver.prototype, method, () => new Promise(() => undefined));
      t.after(() => {
        mocked.mock.restore();
      });
    }
    const devices = Array.from({ length: 80 }, (_, index) => ({
      name: `n${index}`,
      address: `n${index}.example`,
    }));
    const fleet = await startFleet(t, { devices: [], config: { devices } });
    return {
      address: fleet.exporter.address,
      drive: async () => {
        await Promise.all(devices.map(({ name }) => probeWithin(fleet, name, 4)));
      },
    };
  },

  session_memory_bytes: onRows(
    Array.from({ length: 3000 }, (_, index) => [`=.id=*${index.toString(16)}`, `=name=ether${index}`]),
  ),
  label_value_length: onRows([['=.id=*1', '=name=ether1', '=type=ether', `=comment=${'x'.repeat(200)}`]]),
  word_bytes: onHostilePeer('a word of 4 GiB in a reply'),
  sentence_bytes: onHostilePeer('an endless sentence of long words in a reply'),

  reply_rows: limited({ rows: 2 }),
  reply_bytes: limited({ reply_bytes: '1KiB' }),
  exposition_samples: limited({ samples: 20 }),
  exposition_bytes: limited({ exposition_bytes: '1KiB' }),

  responses_unread: onFleet(
    {
      settings: { riga: { module: 'all' } },
      config: {
        modules: {
          all: {
            collectors: ['interface'],
            interfaces: { dynamic: true },
            limits: { rows: 30_000, reply_bytes: '64MiB', samples: 1_000_000, exposition_bytes: '48MiB' },
          },
        },
      },
      flags: ['--probe.max-held-bytes=128MiB'],
    },
    (fleet) => ignoreAnswer(fleet, '/probe?target=riga'),
    (fleet) => fleet.simulator.device('riga').inject('crowd', { sessions: 30_000 }),
  ),

  log_queue_bytes: async (t) => {
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const configFile = path.join(folder.path, 'tikscope.yml');
    const auths = { default: { username: 'monitor', password: 'secret' } };
    await writeFile(configFile, stringify({ auths, devices: [{ name: 'dead', address: '127.0.0.1:1' }] }));
    const args = ['--log.level=debug'];
    const options = { configFile, folder: folder.path, args, readsOutput: false };
    const { child, address, get } = await startExporterProcess(options);
    t.after(() => child.stop());
    return {
      address,
      drive: async () => {
        // A line at debug for each.
        const probes = Array.from({ length: 100 }, () => get('/probe?target=dead'));
        await Promise.all(probes.map(async (answer) => (await answer).text()));
      },
    };
  },

  span_queue_spans: onFleet(
    { config: { tracing: { ...TRACED, endpoint: 'http://127.0.0.1:1', max_queue_size: 4 } } },
    (fleet) => fleet.probe('riga'),
  ),
  span_queue_bytes: onFleet(
    { config: { tracing: { ...TRACED, endpoint: 'http://127.0.0.1:1', max_queue_bytes: '4KiB' } } },
    (fleet) => fleet.probe('riga'),
  ),
  span_export_seconds: async (t) => {
    const receiver = await OtlpReceiver.start();
    t.after(() => receiver.stop());
    receiver.mode = 'drip';
    const tracing = { ...TRACED, endpoint: receiver.endpoint, export_timeout: '1s' };
    return onFleet({ config: { tracing } }, (fleet) => fleet.probe('riga'))(t);
  },
};

/** Bounds that hold by the way they are built: nothing can be turned away at them, and their level is never above. */
export const HELD_BY_CONSTRUCTION: readonly string[] = ['sessions', 'devices_remembered', 'span_exports'];

/** Bounds of the whole process, which need one of their own to be driven past: the files of their tests. */
export const ELSEWHERE: Readonly<Record<string, string>> = {
  span_bytes: 'exporter/telemetry/tracing/bounded-span-processor.test.ts',
  span_flush_seconds: 'exporter/telemetry/tracing/bounded-span-processor.test.ts',
  memory_working_set_bytes: 'test/memory.test.ts',
  heap_bytes: 'test/memory.test.ts',
};
