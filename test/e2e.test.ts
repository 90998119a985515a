import assert from 'node:assert/strict';
import { writeFile } from 'node:fs/promises';
import path from 'node:path';
import { after, before, describe, it } from 'node:test';
import { stringify } from 'yaml';
import { Simulator } from '../simulator/simulator.ts';
import { endInOrderWhenInterrupted } from './stack/interruption.ts';
import { surroundings } from './stack/packages.ts';
import { ensurePrograms } from './stack/programs.ts';
import { query } from './stack/prometheus-api.ts';
import { Stack } from './stack/stack.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';
import { until } from './stack/until.ts';
import { WebhookReceiver, type Notified } from './stack/webhook-receiver.ts';

const USERNAME = 'monitor';
const PASSWORD = 'end to end';

/** The one that goes dark, the one that refuses, and neighbours that must stay quiet. */
const DEVICES = [
  { name: 'riga-branch-1', profile: 'branch', persona: '7.12', tenant: 'acme', site: 'riga' },
  { name: 'oslo-branch-1', profile: 'branch', persona: '7.20', tenant: 'acme', site: 'oslo' },
  { name: 'oslo-home-2', profile: 'home', persona: '6.49', tenant: 'globex', site: 'oslo' },
  { name: 'riga-chr-3', profile: 'chr', persona: '7.20', tenant: 'globex', site: 'riga' },
] as const;
const [DARK, REFUSING] = ['riga-branch-1', 'oslo-branch-1'];

const found = await ensurePrograms(surroundings((line) => console.error(line)));

endInOrderWhenInterrupted();

describe('from a fault on a device to the page', { skip: found.missing ?? false, timeout: 240_000 }, () => {
  const started = new AsyncDisposableStack();
  let simulator: Simulator;
  let receiver: WebhookReceiver;
  let stack: Stack;

  before(async () => {
    if (found.missing !== undefined) return;
    simulator = await Simulator.start({
      seed: 1,
      devices: DEVICES.map((device) => ({ ...device, username: USERNAME, password: PASSWORD })),
    });
    started.defer(() => simulator.stop());
    receiver = await WebhookReceiver.start();
    started.defer(() => receiver.stop());
    const folder = await TemporaryFolder.create();
    started.defer(() => folder.remove());
    const configFile = path.join(folder.path, 'tikscope.yml');
    await writeFile(configFile, tikscopeConfig(simulator));
    stack = await Stack.start({
      programs: found.programs,
      configFile,
      scrapeInterval: '5s',
      scrapeTimeout: '4s',
      evaluationInterval: '1s',
      alertFor: '10s',
      webhook: receiver.url,
    });
    started.defer(() => stack.stop());
  });

  after(() => started.disposeAsync());

  const eventually = <T>(what: string, look: () => Promise<T | undefined>): Promise<T> =>
    until(what, look, {
      timeout: 120_000,
      interval: 250,
      hopeless: () => stack.failure,
      details: () => `notified: ${JSON.stringify(receiver.notified, undefined, 1)}\n${stack.tails}`,
    });
  const notification = (status: Notified['status'], alertname: string, instance: string): Promise<Notified> =>
    eventually(`a notification that ${alertname} of ${instance} is ${status}`, () =>
      Promise.resolve(
        receiver.notified.find(
          (alert) =>
            alert.status === status &&
            alert.labels['alertname'] === alertname &&
            alert.labels['instance'] === instance,
        ),
      ),
    );

  it('every device and every program is up, and nobody is told anything', async () => {
    await eventually(`${DEVICES.length} devices with probe_success 1`, async () => {
      const up = await query(stack.urls.prometheus, 'probe_success == 1');
      return up.length === DEVICES.length ? true : undefined;
    });
    await eventually('the programs are up', async () => {
      const up = await query(stack.urls.prometheus, 'up{job!="mikrotik"} == 1');
      return up.length === 3 ? true : undefined;
    });
    assert.deepEqual(receiver.notified, []);
  });

  it('a device that goes dark pages as MikrotikDeviceDown', async () => {
    await simulator.device(DARK).inject('unreachable');
    const { labels, annotations } = await notification('firing', 'MikrotikDeviceDown', DARK);
    assert.deepEqual(labels, {
      alertname: 'MikrotikDeviceDown',
      severity: 'critical',
      job: 'mikrotik',
      instance: DARK,
      tenant: 'acme',
      site: 'riga',
    });
    assert.match(annotations['description'] ?? '', /\(reason: (connect_timeout|timeout)\)/);
  });

  it('a device that refuses the login warns as MikrotikDeviceUnmonitorable, with the reason', async () => {
    await simulator.device(REFUSING).inject('wrong-password');
    // A session that is open stays open; so the device restarts.
    await simulator.device(REFUSING).reboot();
    const { labels, annotations } = await notification('firing', 'MikrotikDeviceUnmonitorable', REFUSING);
    assert.equal(labels['severity'], 'warning');
    assert.match(annotations['description'] ?? '', /\(reason: auth\)/);
  });

  it('a device that answers again resolves its page', async () => {
    await simulator.device(DARK).heal('unreachable');
    await notification('resolved', 'MikrotikDeviceDown', DARK);
  });

  it('a password put right and a reload resolve the warning', async () => {
    await simulator.device(REFUSING).heal('wrong-password');
    const { status } = await fetch(`${stack.urls.exporter}/-/reload`, { method: 'POST' });
    assert.equal(status, 200);
    await notification('resolved', 'MikrotikDeviceUnmonitorable', REFUSING);
  });

  it('nobody was told of anything else', () => {
    const told = new Set(
      receiver.notified.map(({ labels }) => `${labels['alertname'] ?? ''} ${labels['instance'] ?? ''}`),
    );
    assert.deepEqual([...told].toSorted(), [
      `MikrotikDeviceDown ${DARK}`,
      `MikrotikDeviceUnmonitorable ${REFUSING}`,
    ]);
  });
});

function tikscopeConfig(simulator: Simulator): string {
  return stringify({
    auths: { default: { username: USERNAME, password: PASSWORD } },
    devices: DEVICES.map(({ name, tenant, site }) => {
      const { host, port } = simulator.device(name);
      return { name, address: `${host}:${port}`, labels: { tenant, site } };
    }),
  });
}
