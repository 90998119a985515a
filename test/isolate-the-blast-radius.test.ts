import assert from 'node:assert/strict';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { valueOf } from './harness/fleet.ts';
import { startExporterProcess, type ExporterProcess } from './stack/exporter-process.ts';
import { endInOrderWhenInterrupted } from './stack/interruption.ts';
import { load, type Probe } from './stack/load.ts';
import { freePort } from './stack/ports.ts';
import { injectFault, startSimulation } from './stack/simulation.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';

const DEVICES = 500;
const DARK = 50;
const ROUNDS = 2;
/** Milliseconds. Each device's deadline, and the time over which a round is spread. */
const TIMEOUT = 6000;
const INTERVAL = 6000;

/** What one device does to whoever asks it. */
const HOSTILE = [
  ['endless', 'endless-table', { menu: '/interface' }],
  ['dripping', 'drip', { ms: 50 }],
  ['resetting', 'reset', {}],
  ['flooding', 'flood', {}],
] as const;

endInOrderWhenInterrupted();

describe('isolate the blast radius', { timeout: 180_000 }, () => {
  const started = new AsyncDisposableStack();
  let exporter: ExporterProcess;
  let controlPort: number;
  let devices: readonly string[];

  before(async () => {
    const folder = await TemporaryFolder.create();
    started.defer(() => folder.remove());
    controlPort = await freePort();
    const simulation = await startSimulation({
      folder: folder.path,
      devices: DEVICES,
      baseAddress: '127.82.0.1',
      controlPort,
    });
    started.defer(() => simulation.stop());
    exporter = await startExporterProcess({
      configFile: path.join(folder.path, 'tikscope.yml'),
      folder: folder.path,
    });
    started.defer(() => exporter.child.stop());
    const groups = (await (await exporter.get('/sd')).json()) as { targets: [string] }[];
    devices = groups.map(({ targets: [name] }) => name);
    assert.equal(devices.length, DEVICES);
  });

  after(() => started.disposeAsync());

  /** The probes of some rounds by device. */
  const probeAll = async (rounds: number): Promise<Map<string, Probe[]>> => {
    const probes = new Map<string, Probe[]>(devices.map((name) => [name, []]));
    await load({
      address: exporter.address,
      targets: devices,
      timeout: TIMEOUT,
      rounds,
      pace: { interval: INTERVAL },
      onProbe: (probe) => probes.get(probe.target)?.push(probe),
    });
    return probes;
  };

  const assertHealthy = (probes: ReadonlyMap<string, readonly Probe[]>, ill: readonly string[]): void => {
    const healthy = devices.filter((name) => !ill.includes(name));
    const failed = healthy.flatMap((name) => (probes.get(name) ?? []).filter(({ success }) => !success));
    assert.deepEqual(failed, [], 'no probe of a healthy device fails');
    const counts = healthy.map((name) => probes.get(name)?.length);
    assert.deepEqual(new Set(counts), new Set([ROUNDS]));
  };

  it('a site of 10 % that is dark delays nobody else', async () => {
    const dark = devices.filter((_, index) => index % (DEVICES / DARK) === 0);
    await Promise.all(dark.map((name) => injectFault(controlPort, name, 'unreachable')));
    const probes = await probeAll(ROUNDS);
    assertHealthy(probes, dark);
    const reasons = dark.flatMap((name) => probes.get(name) ?? []).map(({ reason }) => reason);
    assert.deepEqual(new Set(reasons), new Set(['connect_timeout']));
    assert.equal(reasons.length, DARK * ROUNDS);
  });

  it('one device each that never ends, drips, resets and floods costs only itself, a dark site beside them', async () => {
    const dark = devices.filter((_, index) => index % (DEVICES / DARK) === 0);
    const hostile = devices.filter((name) => !dark.includes(name)).slice(0, HOSTILE.length);
    await Promise.all(
      HOSTILE.map(([, fault, options], index) =>
        injectFault(controlPort, hostile[index] ?? '', fault, options),
      ),
    );
    const probes = await probeAll(ROUNDS);
    assertHealthy(probes, [...dark, ...hostile]);
    const ends = hostile.map((name) => probes.get(name)?.at(-1)?.reason);
    assert.deepEqual(ends, ['', 'timeout', 'closed', 'timeout'], 'what each of them is told to have done');
    const endless = await (await exporter.get(`/probe?target=${hostile[0] ?? ''}`)).text();
    assert.equal(valueOf(endless, 'mikrotik_interface_truncated'), 1, 'its rows were cut, the rest is there');
    assert.equal(exporter.child.end, undefined, exporter.child.tail);
    const own = await (await exporter.get('/metrics')).text();
    assert.equal(valueOf(own, 'mikrotik_exporter_probes_in_flight'), 0);
  });
});
