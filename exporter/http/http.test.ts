import assert from 'node:assert/strict';
import { once } from 'node:events';
import { chmod, writeFile } from 'node:fs/promises';
import { join } from 'node:path';
import { describe, it } from 'node:test';
import { gunzipSync } from 'node:zlib';
import { Agent, request, type IncomingMessage } from 'node:http';
import { connect } from 'node:net';
import { until } from '../../test/stack/until.ts';
import { PASSWORD, startFleet, USERNAME, valueOf, type RunningFleet } from '../../test/harness/fleet.ts';

const one = [{ name: 'riga' }];
const LIFECYCLE = ['--web.enable-lifecycle'];

async function answer(
  fleet: RunningFleet,
  path: string,
  init?: RequestInit,
): Promise<{ status: number; text: string }> {
  const response = await fleet.get(path, init);
  return { status: response.status, text: await response.text() };
}

describe('a wrong request to /probe', () => {
  const wrong = [
    ['/probe', 400, 'Target parameter is missing'],
    ['/probe?target=', 400, 'Target parameter is missing'],
    ['/probe?target=riga&target=oslo', 400, "'target' parameter must be specified once"],
    ['/probe?target=riga&auth=a&auth=b', 400, "'auth' parameter must be specified once"],
    ['/probe?target=nope', 400, 'Unknown target "nope"'],
    ['/probe?target=riga&module=nope', 400, 'Unknown module "nope"'],
    ['/probe?target=riga&module=default,nope', 400, 'Unknown module "nope"'],
    ['/probe?target=riga&auth=other', 400, 'Device "riga" is configured with auth "default", not "other"'],
    [
      '/probe?target=192.0.2.1',
      403,
      'Target "192.0.2.1" is neither a configured device nor in targets.allow',
    ],
    [
      '/probe?target=127.0.0.1:8728',
      403,
      'Target "127.0.0.1:8728" is neither a configured device nor in targets.allow',
    ],
    ['/probe?target=%00%ff', 400, 'Unknown target'],
  ] as const;
  for (const [path, status, message] of wrong) {
    it(`${path} is ${status}: ${message}`, async (t) => {
      const fleet = await startFleet(t, { devices: one });
      const { status: answered, text } = await answer(fleet, path);
      assert.equal(answered, status, text);
      assert.ok(text.startsWith(message), text);
      assert.equal(text.split('\n').length, 2, 'one line');
      assert.equal(fleet.simulator.device('riga').counts.connections, 0, 'no packet is sent');
      const own = await (await fleet.get('/metrics')).text();
      assert.equal(valueOf(own, `mikrotik_exporter_probe_request_errors_total{code="${status}"}`), 1);
    });
  }

  it('is 400 when the scrape timeout is no number', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': 'soon' };
    const { status, text } = await answer(fleet, '/probe?target=riga', { headers });
    assert.equal(status, 400);
    assert.match(text, /"soon"/);
  });
});

describe('/probe', () => {
  it('probes an address that targets.allow lets through, and keeps no session to it', async (t) => {
    const config = { targets: { allow: [{ addresses: ['127.0.0.0/8'], auths: ['default'] }] } };
    const fleet = await startFleet(t, { devices: one, config });
    const { host, port } = fleet.simulator.device('riga');
    assert.equal(valueOf(await fleet.probe(`${host}:${port}`), 'probe_success'), 1);
    assert.equal(valueOf(await fleet.probe(`${host}:${port}`), 'probe_success'), 1);
    assert.equal(fleet.simulator.device('riga').counts.logins, 2);
    assert.equal(valueOf(await (await fleet.get('/metrics')).text(), 'mikrotik_exporter_sessions'), 0);
  });

  it('answers OpenMetrics to a client that prefers it, text 0.0.4 to others', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    const accept = 'application/openmetrics-text;version=1.0.0,text/plain;version=0.0.4;q=0.5,*/*;q=0.1';
    const openMetrics = await fleet.get('/probe?target=riga', { headers: { accept } });
    assert.equal(
      openMetrics.headers.get('content-type'),
      'application/openmetrics-text; version=1.0.0; charset=utf-8',
    );
    assert.ok((await openMetrics.text()).endsWith('# EOF\n'));
    const text = await fleet.get('/probe?target=riga');
    assert.equal(text.headers.get('content-type'), 'text/plain; version=0.0.4; charset=utf-8');
    assert.equal(text.headers.get('vary'), 'Accept, Accept-Encoding');
  });

  it('compresses for clients that take gzip, and only for them', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    const raw = (headers: Record<string, string>): Promise<{ encoding: string | undefined; body: Buffer }> =>
      new Promise((resolve, reject) => {
        request(`http://${fleet.exporter.address}/probe?target=riga`, { headers }, (response) => {
          const chunks: Buffer[] = [];
          response.on('data', (chunk: Buffer) => chunks.push(chunk));
          response.on('end', () => {
            resolve({ encoding: response.headers['content-encoding'], body: Buffer.concat(chunks) });
          });
        })
          .on('error', reject)
          .end();
      });
    const compressed = await raw({ 'accept-encoding': 'gzip' });
    assert.equal(compressed.encoding, 'gzip');
    assert.match(gunzipSync(compressed.body).toString(), /^probe_success 1$/m);
    const plain = await raw({ 'accept-encoding': 'gzip;q=0' });
    assert.equal(plain.encoding, undefined);
    assert.match(plain.body.toString(), /^probe_success 1$/m);
  });

  it('ends before the scrape timeout, less the offset', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    await fleet.simulator.device('riga').inject('silent');
    const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': '1.5' };
    const { text } = await answer(fleet, '/probe?target=riga', { headers });
    assert.equal(valueOf(text, 'probe_timeout_seconds'), 1);
    assert.equal(valueOf(text, 'probe_success'), 0);
  });

  it('takes any scrape timeout, whole milliseconds or not, and none longer than four minutes', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    for (const [given, effective] of [
      ['1.1', 0.6],
      ['2.2', 1.7],
      ['16.1', 15.6],
      ['10000000', 240],
    ] as const) {
      const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': given };
      const { status, text } = await answer(fleet, '/probe?target=riga', { headers });
      assert.equal(status, 200, `${given}: ${text}`);
      assert.equal(valueOf(text, 'probe_timeout_seconds'), effective);
      assert.equal(valueOf(text, 'probe_success'), 1);
    }
  });

  it('logs in to an address outside the configuration three times a minute at most, too', async (t) => {
    const config = { targets: { allow: [{ addresses: ['127.0.0.0/8'], auths: ['default'] }] } };
    const fleet = await startFleet(t, { devices: one, config });
    const device = fleet.simulator.device('riga');
    await device.inject('wrong-password');
    for (let attempt = 0; attempt < 6; attempt += 1) await fleet.probe(`${device.host}:${device.port}`);
    assert.equal(device.counts.refusedLogins, 3);
  });

  it('has a connection for every probe that may run or wait, and some for everyone else', async (t) => {
    const flags = ['--probe.max-running=10', '--probe.max-waiting=5'];
    const fleet = await startFleet(t, { devices: one, flags });
    const own = await (await fleet.get('/metrics')).text();
    const capacity = valueOf(own, 'mikrotik_exporter_bound_capacity{bound="inbound_connections"}');
    assert.ok(capacity !== undefined && capacity > 15, String(capacity));
  });

  it('takes one request of a connection at a time: many at once, unread, cost neither memory nor places', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    await fleet.simulator.device('riga').inject('silent');
    const [, port] = fleet.exporter.address.split(':');
    const socket = connect(Number(port), '127.0.0.1').on('error', () => undefined);
    socket.pause().write('GET /probe?target=riga HTTP/1.1\r\nHost: x\r\n\r\n'.repeat(500));
    t.after(() => socket.destroy());
    const own = async (series: string): Promise<number | undefined> =>
      valueOf(await (await fleet.get('/metrics')).text(), series);
    await until(
      'the connection to be closed',
      async () =>
        ((await own('mikrotik_exporter_bound_dropped_total{bound="requests_on_a_connection"}')) ?? 0) > 0 ||
        undefined,
      { timeout: 5000 },
    );
    await until(
      'its one probe to end',
      async () => (await own('mikrotik_exporter_probes_in_flight')) === 0 || undefined,
      { timeout: 5000 },
    );
  });

  it('keeps a connection for one request after the other', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    const agent = new Agent({ keepAlive: true, maxSockets: 1 });
    t.after(() => agent.destroy());
    const ports = new Set<number | undefined>();
    for (let turn = 0; turn < 50; turn += 1) {
      const sent = request(`http://${fleet.exporter.address}/metrics`, { agent }).end();
      const [response] = (await once(sent, 'response')) as [IncomingMessage];
      ports.add(response.socket.localPort);
      assert.equal(response.statusCode, 200);
      await once(response.resume(), 'close');
    }
    assert.equal(ports.size, 1);
  });

  it('refuses with 503 and Retry-After when the places and the queue are full, and serves again after', async (t) => {
    const flags = ['--probe.max-running=1', '--probe.max-waiting=0'];
    const fleet = await startFleet(t, { devices: [{ name: 'riga' }, { name: 'oslo' }], flags });
    await fleet.simulator.device('riga').inject('silent');
    const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': '1' };
    const slow = fleet.get('/probe?target=riga', { headers });
    let refused: Response | undefined;
    while (refused?.status !== 503) refused = await fleet.get('/probe?target=oslo');
    assert.equal(refused.headers.get('retry-after'), '5');
    await (await slow).text();
    let served: Response | undefined;
    while (served?.status !== 200) served = await fleet.get('/probe?target=oslo');
    const own = await (await fleet.get('/metrics')).text();
    assert.ok((valueOf(own, 'mikrotik_exporter_bound_dropped_total{bound="probes_waiting"}') ?? 0) >= 1);
    assert.equal(valueOf(own, 'mikrotik_exporter_bound_capacity{bound="probes_running"}'), 1);
  });
});

describe('the other endpoints', () => {
  it('/sd lists every device × scrape with its labels, modules and pace', async (t) => {
    const scrapes = [
      { modules: ['default'], interval: '30s', timeout: '10s' },
      { modules: ['slow'], interval: '4m' },
    ];
    const fleet = await startFleet(t, {
      devices: one,
      settings: { riga: { labels: { tenant: 'acme', site: 'riga' }, scrapes } },
      config: { modules: { slow: { collectors: ['system'] } } },
    });
    const response = await fleet.get('/sd');
    assert.match(response.headers.get('content-type') ?? '', /^application\/json/);
    const common = { tenant: 'acme', site: 'riga' };
    assert.deepEqual(await response.json(), [
      {
        targets: ['riga'],
        labels: {
          ...common,
          module: 'default',
          __param_module: 'default',
          __scrape_interval__: '30s',
          __scrape_timeout__: '10s',
        },
      },
      {
        targets: ['riga'],
        labels: {
          ...common,
          module: 'slow',
          __param_module: 'slow',
          __scrape_interval__: '240s',
          __scrape_timeout__: '30s',
        },
      },
    ]);
  });

  it('/ is a page with the links and the form, names escaped', async (t) => {
    const fleet = await startFleet(t, {
      devices: one,
      config: { modules: { 'a-b': { collectors: ['system'] } } },
    });
    const { status, text } = await answer(fleet, '/');
    assert.equal(status, 200);
    for (const part of [
      '<form action="probe"',
      'href="metrics"',
      'href="sd"',
      '<option value="riga">',
      '<option value="a-b">',
    ]) {
      assert.ok(text.includes(part), part);
    }
  });

  it('health and readiness are plain words', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    assert.deepEqual(await answer(fleet, '/-/healthy'), { status: 200, text: 'Healthy' });
    assert.deepEqual(await answer(fleet, '/-/ready'), { status: 200, text: 'Ready' });
  });

  it('anything else is 404', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    assert.equal((await answer(fleet, '/nope')).status, 404);
    assert.equal((await answer(fleet, '/probe/')).status, 400, 'a trailing slash is the same route');
    assert.equal((await answer(fleet, '/%')).status, 404);
  });

  it('/config and /-/reload are 403 without --web.enable-lifecycle', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    assert.equal((await answer(fleet, '/config')).status, 403);
    assert.equal((await answer(fleet, '/-/reload', { method: 'POST' })).status, 403);
  });

  it('/config shows the configuration in force without a secret', async (t) => {
    const fleet = await startFleet(t, { devices: one, flags: LIFECYCLE });
    const { text } = await answer(fleet, '/config');
    assert.match(text, /name: riga/);
    assert.match(text, /password: <secret>/);
    assert.ok(!text.includes(PASSWORD));
  });
});

describe('/-/reload', () => {
  it('is 405 with the methods for GET, and takes POST and PUT', async (t) => {
    const fleet = await startFleet(t, { devices: one, flags: LIFECYCLE });
    const get = await fleet.get('/-/reload');
    assert.equal(get.status, 405);
    assert.equal(get.headers.get('allow'), 'POST, PUT');
    assert.equal((await fleet.get('/-/reload', { method: 'POST' })).status, 200);
    assert.equal((await fleet.get('/-/reload', { method: 'PUT' })).status, 200);
  });

  it('keeps the old configuration when the main file is wrong, says why, and shows it as a metric', async (t) => {
    const fleet = await startFleet(t, { devices: one, flags: LIFECYCLE });
    await fleet.writeConfig({ config: { devces: [] } });
    const { status, text } = await answer(fleet, '/-/reload', { method: 'POST' });
    assert.equal(status, 500);
    assert.match(text, /tikscope\.yml:\d+:\d+: unknown key "devces"/);
    assert.equal(valueOf(await fleet.probe('riga'), 'probe_success'), 1);
    const own = await (await fleet.get('/metrics')).text();
    assert.equal(valueOf(own, 'mikrotik_exporter_config_last_reload_successful'), 0);
  });

  it('leaves nothing of a device that it drops while the device is being dialled', async (t) => {
    const fleet = await startFleet(t, { devices: [{ name: 'riga' }, { name: 'oslo' }], flags: LIFECYCLE });
    await fleet.simulator.device('oslo').inject('silent');
    const probe = fleet.probe('oslo');
    const own = async (series: string): Promise<number | undefined> =>
      valueOf(await (await fleet.get('/metrics')).text(), series);
    await until(
      'the probe to run',
      async () => (await own('mikrotik_exporter_probes_in_flight')) === 1 || undefined,
      { timeout: 5000 },
    );
    const { host, port } = fleet.simulator.device('riga');
    await fleet.writeConfig({ config: { devices: [{ name: 'riga', address: `${host}:${port}` }] } });
    assert.equal((await fleet.get('/-/reload', { method: 'POST' })).status, 200);
    await probe;
    assert.equal(await own('mikrotik_exporter_bound_level{bound="devices_remembered"}'), 0);
  });

  it('is what counts for a request that has waited for its place meanwhile', async (t) => {
    const devices = [{ name: 'busy' }, { name: 'riga' }, { name: 'tartu' }];
    const fleet = await startFleet(t, { devices, flags: ['--probe.max-running=1'] });
    await fleet.simulator.device('busy').inject('silent');
    const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': '2' };
    const busy = fleet.get('/probe?target=busy', { headers });
    const level = async (bound: string): Promise<number | undefined> =>
      valueOf(await (await fleet.get('/metrics')).text(), `mikrotik_exporter_bound_level{bound="${bound}"}`);
    while ((await level('probes_running')) !== 1);
    const waiting = fleet.probe('riga');
    while ((await level('probes_waiting')) !== 1);
    const { host, port } = fleet.simulator.device('tartu');
    await fleet.writeConfig({ settings: { riga: { address: `${host}:${port}` } } });
    await fleet.exporter.reload();
    assert.equal(valueOf(await waiting, 'probe_success'), 1);
    await busy;
    assert.equal(fleet.simulator.device('riga').counts.connections, 0, 'nothing is sent to the old address');
    assert.equal(fleet.simulator.device('tartu').counts.logins, 1);
  });

  it('costs only the devices of a device file that has become wrong, warm sessions or not', async (t) => {
    const devices = [{ name: 'riga' }, { name: 'oslo' }];
    const fleet = await startFleet(t, { devices, flags: LIFECYCLE });
    const { host, port } = fleet.simulator.device('oslo');
    const file = join(fleet.folder, 'more.yml');
    await writeFile(file, `- { name: tartu, address: "${host}:${port}" }\n`);
    await fleet.writeConfig({ config: { device_files: ['more.yml'] } });
    await fleet.exporter.reload();
    assert.equal(valueOf(await fleet.probe('tartu'), 'probe_success'), 1);
    await writeFile(file, `- { name: tartu, adress: "${host}:${port}" }\n`);
    await fleet.exporter.reload();
    assert.equal(valueOf(await fleet.probe('tartu'), 'mikrotik_probe_failure_info{reason="config"}'), 1);
    assert.equal(valueOf(await fleet.probe('riga'), 'probe_success'), 1);
    assert.equal(valueOf(await (await fleet.get('/metrics')).text(), 'mikrotik_exporter_config_problems'), 2);
  });

  it('tries a password that could not be read again at the next probe, and needs no reload for it', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    const secret = join(fleet.folder, 'password');
    await fleet.writeConfig({
      config: { auths: { default: { username: USERNAME, password_file: secret } } },
    });
    await fleet.exporter.reload();
    assert.equal(valueOf(await fleet.probe('riga'), 'mikrotik_probe_failure_info{reason="config"}'), 1);
    await writeFile(secret, PASSWORD, { mode: 0o600 });
    assert.equal(valueOf(await fleet.probe('riga'), 'probe_success'), 1);
  });

  it('tries a changed password at once, however often the old one was refused', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    const secret = join(fleet.folder, 'password');
    await writeFile(secret, 'wrong');
    await chmod(secret, 0o600);
    await fleet.writeConfig({
      config: { auths: { default: { username: USERNAME, password_file: secret } } },
    });
    await fleet.exporter.reload();
    for (let attempt = 0; attempt < 4; attempt += 1) {
      assert.equal(valueOf(await fleet.probe('riga'), 'mikrotik_probe_failure_info{reason="auth"}'), 1);
    }
    await writeFile(secret, PASSWORD);
    assert.equal(valueOf(await fleet.probe('riga'), 'probe_success'), 1, 'no reload is needed');
  });
});
