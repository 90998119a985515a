import assert from 'node:assert/strict';
import { readFile, writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it, type TestContext } from 'node:test';
import { parse, stringify } from 'yaml';
import { valueOf } from './harness/fleet.ts';
import { readBounds } from './stack/bounds.ts';
import { NODE_FLAGS, startExporterProcess, type ExporterProcess } from './stack/exporter-process.ts';
import { GC_REPORT_FLAGS, readHeldMemory } from './stack/held-memory.ts';
import { endInOrderWhenInterrupted } from './stack/interruption.ts';
import { load } from './stack/load.ts';
import { freePort } from './stack/ports.ts';
import { injectFault, startSimulation } from './stack/simulation.ts';
import { Tally } from './stack/tally.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';

const DEVICES = 50;
/** A few stay away, so that the table has just under a million rows. */
const SESSIONS = 1_085_000;
const ROWS_AT_LEAST = 990_000;
/** What a huge table may cost on top of what the exporter holds anyway. */
const COST = 32 * 2 ** 20;
/** Milliseconds; of the other devices. */
const TIMEOUT = 3000;
/** Seconds; of the device with the table. */
const PATIENCE = 60;

const RAISED = { rows: 1_000_000, reply_bytes: '1GiB' };
const MODULES = {
  raised: { collectors: ['interface'], limits: RAISED },
  subscribers: { collectors: ['ppp', 'ppp_session'], limits: RAISED },
  /** Asks for every attribute of every row, and exports none of the dynamic interfaces. */
  'raised-rows': {
    collectors: ['interface'],
    limits: RAISED,
    interfaces: { dynamic: true, exclude: { type: ['pppoe-in'] } },
  },
};

endInOrderWhenInterrupted();

describe("stream, don't swallow", { timeout: 240_000 }, () => {
  const started = new AsyncDisposableStack();
  let controlPort: number;
  let exporter: ExporterProcess;
  let others: readonly string[];

  before(async () => {
    const folder = await TemporaryFolder.create();
    started.defer(() => folder.remove());
    const simulation = await startSimulation({
      folder: folder.path,
      devices: DEVICES,
      baseAddress: '127.83.0.1',
    });
    started.defer(() => simulation.stop());
    // In a process of its own, whose work at a million rows delays no other simulated device.
    controlPort = await freePort();
    const crowded = await startSimulation({
      folder: path.join(folder.path, 'crowded'),
      devices: 1,
      baseAddress: '127.83.1.1',
      controlPort,
    });
    started.defer(() => crowded.stop());
    await crowd(SESSIONS);

    const configFile = path.join(folder.path, 'tikscope.yml');
    const config = parse(await readFile(configFile, 'utf8')) as Record<string, unknown>;
    const devices = [{ name: 'crowded', address: '127.83.1.1' }];
    await writeFile(configFile, stringify({ ...config, devices, modules: MODULES }));
    exporter = await startExporterProcess({
      configFile,
      folder: folder.path,
      nodeFlags: [...NODE_FLAGS, ...GC_REPORT_FLAGS],
      answers: true,
    });
    started.defer(() => exporter.child.stop());
    const groups = (await (await exporter.get('/sd')).json()) as { targets: [string] }[];
    others = groups.map(({ targets: [name] }) => name).filter((name) => name !== 'crowded');
    assert.equal(others.length, DEVICES);
  });

  after(() => started.disposeAsync());

  const crowd = (sessions: number): Promise<void> =>
    injectFault(controlPort, 'riga-core-1', 'crowd', { sessions });

  const probeOthers = async (
    tally: Tally,
    ends: { rounds: number } | { signal: AbortSignal },
  ): Promise<void> =>
    await load({
      address: exporter.address,
      targets: others,
      timeout: TIMEOUT,
      pace: { interval: TIMEOUT },
      onProbe: tally.note,
      ...ends,
    });

  /** The answer of the device with the table, and what the exporter held at most while it came. */
  const probeCrowded = async (module: string): Promise<{ answer: string; most: number }> => {
    let answer: string | undefined;
    const answered = exporter
      .get(`/probe?target=crowded&module=${module}`, {
        headers: { 'X-Prometheus-Scrape-Timeout-Seconds': String(PATIENCE) },
      })
      .then(async (response) => {
        answer = await response.text();
      });
    let most = 0;
    const isRunning = (): boolean => answer === undefined;
    while (isRunning()) most = Math.max(most, (await readHeldMemory(exporter.child)).held);
    await answered;
    return { answer: answer ?? '', most };
  };

  const assertCheap = async (
    t: TestContext,
    module: string,
    check: (answer: string) => void,
  ): Promise<void> => {
    await probeOthers(new Tally(), { rounds: 1 });
    const { held: before } = await readHeldMemory(exporter.child);
    const tally = new Tally();
    const end = new AbortController();
    const probing = probeOthers(tally, { signal: end.signal });
    const { answer, most } = await probeCrowded(module);
    end.abort();
    await probing;
    t.diagnostic(
      `${mebibytes(most - before)} more held, beside ${mebibytes(before)}; ${tally.count} other probes`,
    );
    check(answer);
    assert.ok(most - before <= COST, `${most} bytes held while the table came, ${before} before`);
    assert.ok(tally.count > 0);
    assert.deepEqual(tally.failures, [], 'the other devices are all within their deadline');
  };

  it('a table of a million rows is cut at the row limit, and costs next to nothing', async (t) => {
    await assertCheap(t, 'default', (answer) => {
      assert.equal(valueOf(answer, 'mikrotik_interface_truncated'), 1);
      assert.equal(valueOf(answer, 'mikrotik_interface_running{interface="ether1"}'), 1);
    });
    const bounds = await readBounds(exporter);
    assert.equal(bounds.get('reply_rows')?.dropped, 1);
    assert.equal(bounds.get('reply_bytes')?.dropped, 0);
  });

  it('a table of a million rows that is let through is counted row by row', async (t) => {
    await assertCheap(t, 'raised', (answer) => {
      assert.equal(valueOf(answer, 'mikrotik_interface_truncated'), 0);
      assertSessions(answer, ROWS_AT_LEAST);
    });
  });

  it('a table of a million rows whose number alone is asked is counted by the device', async (t) => {
    await assertCheap(t, 'subscribers', (answer) => {
      const sessions = valueOf(answer, 'mikrotik_ppp_sessions') ?? 0;
      assert.ok(sessions >= ROWS_AT_LEAST, `${sessions} sessions`);
      assert.equal(valueOf(answer, 'mikrotik_ppp_session_truncated'), 1);
    });
  });

  it('a table of a quarter of a million rows with all their attributes is looked at row by row', async (t) => {
    await crowd(SESSIONS / 4);
    await assertCheap(t, 'raised-rows', (answer) => {
      assert.equal(valueOf(answer, 'mikrotik_interface_truncated'), 0);
      assertSessions(answer, ROWS_AT_LEAST / 4);
    });
  });
});

function assertSessions(answer: string, atLeast: number): void {
  const sessions = valueOf(answer, 'mikrotik_interface_dynamic_interfaces{kind="pppoe-in"}') ?? 0;
  assert.ok(sessions >= atLeast, `${sessions} sessions`);
}

function mebibytes(bytes: number): string {
  return `${(bytes / 2 ** 20).toFixed(1)} MiB`;
}
