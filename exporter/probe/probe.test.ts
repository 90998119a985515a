import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { setImmediate as nextTurn } from 'node:timers/promises';
import { PASSWORD, startFleet, USERNAME, valueOf } from '../../test/harness/fleet.ts';
import { startNat } from '../../test/harness/nat.ts';

const COLLECTORS = ['system', 'health', 'interface', 'ethernet'];
const one = [{ name: 'riga' }];

describe('a probe of a device that is well', () => {
  it('succeeds with every collector of the default module', async (t) => {
    const { probe } = await startFleet(t, { devices: one });
    const text = await probe('riga');
    assert.equal(valueOf(text, 'probe_success'), 1);
    for (const collector of COLLECTORS) {
      assert.equal(
        valueOf(text, `mikrotik_scrape_collector_success{collector="${collector}"}`),
        1,
        collector,
      );
    }
    assert.ok(!text.includes('mikrotik_probe_failure_info'));
  });

  for (const persona of ['6.49', '7.12', '7.20'] as const) {
    it(`is one round trip on RouterOS ${persona} once the session is warm, and no further login`, async (t) => {
      const { simulator, probe } = await startFleet(t, {
        devices: [{ name: 'riga', profile: 'branch', persona }],
      });
      await probe('riga');
      const device = simulator.device('riga');
      assert.equal(device.counts.logins, 1);
      device.resetCounts();
      assert.equal(valueOf(await probe('riga'), 'probe_success'), 1);
      assert.equal(device.counts.roundTrips, 1);
      assert.equal(device.counts.logins, 0);
    });
  }

  it('is shared by requests that come while it runs', async (t) => {
    const { simulator, probe, get } = await startFleet(t, { devices: one, simulator: { latency: 50 } });
    await probe('riga');
    const device = simulator.device('riga');
    device.resetCounts();
    const answers = await Promise.all([probe('riga'), probe('riga'), probe('riga')]);
    for (const text of answers) assert.equal(valueOf(text, 'probe_success'), 1);
    assert.equal(device.counts.roundTrips, 1);
    const own = await (await get('/metrics')).text();
    assert.equal(valueOf(own, 'mikrotik_exporter_shared_polls_total'), 2);
    assert.equal(valueOf(own, 'mikrotik_exporter_probes_total{module="default"}'), 4);
  });

  it('does not end with that of somebody who had less time', async (t) => {
    const { simulator, get } = await startFleet(t, { devices: one });
    await simulator.device('riga').inject('slow', { ms: 500 });
    const within = async (seconds: string): Promise<number | undefined> => {
      const headers = { 'X-Prometheus-Scrape-Timeout-Seconds': seconds };
      return valueOf(await (await get('/probe?target=riga', { headers })).text(), 'probe_success');
    };
    assert.deepEqual(await Promise.all([within('0.5'), within('20')]), [0, 1]);
  });

  it('tells a person what was asked and how long it took, and no secret', async (t) => {
    const { probe } = await startFleet(t, { devices: one });
    const report = await probe('riga', '&debug=true');
    for (const heading of [
      'Logs for the probe:',
      'Metrics that would have been returned:',
      'Module configuration:',
    ]) {
      assert.ok(report.includes(`${heading}\n`), heading);
    }
    assert.match(report, /dial 127\.0\.0\.1:\d+ .*: session opened in [\d.]+ ms/);
    assert.match(report, /\/system\/resource\/print: 1 rows, \d+ bytes \(sent at/);
    assert.ok(!report.includes(PASSWORD));
    assert.match(await probe('riga', '&debug=true'), /session: warm, no login/);
  });
});

describe('a probe of a device that is not well', () => {
  const faults = [
    ['refuses', 'connect_refused'],
    ['unreachable', 'connect_timeout'],
    ['wrong-password', 'auth'],
    ['login-not-ready', 'trap'],
    ['max-sessions', 'closed'],
    ['garbage', 'protocol'],
    ['endless-word', 'protocol'],
    ['reset', 'closed'],
    ['fatal', 'closed'],
    ['silent', 'timeout'],
    ['drip', 'timeout'],
  ] as const;
  for (const [fault, reason] of faults) {
    it(`${fault}: answers 200 with probe_success 0, reason ${reason} and its duration`, async (t) => {
      const { simulator, get } = await startFleet(t, { devices: one });
      await simulator.device('riga').inject(fault);
      const response = await get('/probe?target=riga', {
        headers: { 'X-Prometheus-Scrape-Timeout-Seconds': fault === 'unreachable' ? '5' : '2' },
      });
      const text = await response.text();
      assert.equal(response.status, 200);
      assert.equal(valueOf(text, 'probe_success'), 0);
      assert.equal(valueOf(text, `mikrotik_probe_failure_info{reason="${reason}"}`), 1, text);
      assert.ok((valueOf(text, 'probe_duration_seconds') ?? 0) > 0);
    });
  }

  it('is answered with reason config, and not dialled, when its password cannot be read', async (t) => {
    const { simulator, probe } = await startFleet(t, {
      devices: one,
      config: { auths: { default: { username: 'monitor', password_file: '/does/not/exist' } } },
    });
    const text = await probe('riga');
    assert.equal(valueOf(text, 'mikrotik_probe_failure_info{reason="config"}'), 1);
    assert.equal(simulator.device('riga').counts.connections, 0);
  });

  it('is dialled three times a minute at most, and answered with the last reason in between', async (t) => {
    const { simulator, probe } = await startFleet(t, { devices: one });
    const device = simulator.device('riga');
    await device.inject('wrong-password');
    for (let attempt = 0; attempt < 6; attempt += 1) {
      assert.equal(valueOf(await probe('riga'), 'mikrotik_probe_failure_info{reason="auth"}'), 1);
    }
    assert.equal(device.counts.refusedLogins, 3);
  });

  it('loses the samples of the collector that fails, and no others', async (t) => {
    const { simulator, probe } = await startFleet(t, { devices: one });
    await simulator.device('riga').inject('trap', { menu: '/system/health' });
    const text = await probe('riga');
    assert.equal(valueOf(text, 'probe_success'), 1);
    assert.equal(valueOf(text, 'mikrotik_scrape_collector_success{collector="health"}'), 0);
    assert.equal(valueOf(text, 'mikrotik_scrape_collector_success{collector="interface"}'), 1);
    assert.ok(!text.includes('mikrotik_health_'));
    assert.ok(text.includes('mikrotik_interface_receive_bytes_total{'));
  });

  it('is not asked again in the same session for a menu that it does not have, which is no failure', async (t) => {
    const { simulator, probe } = await startFleet(t, { devices: one });
    const device = simulator.device('riga');
    await device.inject('missing-menu', { menu: '/system/health' });
    const text = await probe('riga');
    assert.equal(valueOf(text, 'mikrotik_scrape_collector_success{collector="health"}'), 1);
    device.resetCounts();
    assert.match(
      await probe('riga', '&debug=true'),
      /\/system\/health\/print: not sent: .* does not have this menu/,
    );
    assert.equal(device.counts.byCommand['/system/health/print'], undefined);
  });

  it('gives what finished by the deadline when one table never ends', async (t) => {
    const { simulator, probe } = await startFleet(t, {
      devices: one,
      config: {
        modules: {
          default: {
            collectors: COLLECTORS,
            timeout: '1s',
            limits: { rows: 1_000_000, reply_bytes: '1GiB' },
          },
        },
      },
    });
    await simulator.device('riga').inject('endless-table', { menu: '/system/health' });
    const text = await probe('riga');
    assert.equal(valueOf(text, 'probe_success'), 1);
    assert.equal(valueOf(text, 'mikrotik_scrape_collector_success{collector="health"}'), 0);
    assert.equal(valueOf(text, 'mikrotik_scrape_collector_success{collector="system"}'), 1);
  });

  it('fails the collector whose table passes the row limit with limit, and says so', async (t) => {
    const { simulator, probe } = await startFleet(t, { devices: one });
    await simulator.device('riga').inject('endless-table', { menu: '/system/health' });
    assert.match(await probe('riga', '&debug=true'), /collector health: failed, reason limit: .*10000 rows/);
  });
});

describe('a bound of the exporter', () => {
  it('on what all probes hold fails the collectors that would pass it with limit, and lets go after the probe', async (t) => {
    const flags = ['--probe.max-held-bytes=64KiB'];
    const { probe, get } = await startFleet(t, { devices: [{ name: 'riga', profile: 'switch' }], flags });
    const report = await probe('riga', '&debug=true');
    assert.match(report, /collector interface: failed, reason limit: .*bytes that all probes may hold/);
    const own = await (await get('/metrics')).text();
    assert.equal(valueOf(own, 'mikrotik_exporter_bound_level{bound="held_bytes"}'), 0);
    assert.equal(valueOf(own, 'mikrotik_exporter_bound_capacity{bound="held_bytes"}'), 64 * 1024);
    assert.ok((valueOf(own, 'mikrotik_exporter_bound_dropped_total{bound="held_bytes"}') ?? 0) > 0);
  });

  for (const [limits, bound] of [
    [{ samples: 20 }, 'exposition_samples'],
    [{ exposition_bytes: '1KiB' }, 'exposition_bytes'],
    [{ rows: 2 }, 'reply_rows'],
    [{ reply_bytes: '1KiB' }, 'reply_bytes'],
  ] as const) {
    it(`${bound} is counted in /metrics when a device would pass it`, async (t) => {
      const config = { modules: { small: { collectors: ['interface', 'system'], limits } } };
      const { probe, get } = await startFleet(t, { devices: one, config });
      await probe('riga', '&module=small');
      const own = await (await get('/metrics')).text();
      assert.ok((valueOf(own, `mikrotik_exporter_bound_dropped_total{bound="${bound}"}`) ?? 0) >= 1);
    });
  }

  it('on the whole exposition fails even a collector that may be cut short: its counts would lie', async (t) => {
    const config = {
      modules: { small: { collectors: ['interface'], limits: { exposition_bytes: '1KiB' } } },
    };
    const { probe } = await startFleet(t, { devices: one, config });
    const text = await probe('riga', '&module=small');
    assert.equal(valueOf(text, 'mikrotik_scrape_collector_success{collector="interface"}'), 0);
    assert.ok(!text.includes('mikrotik_interface_'));
  });
});

describe('a probe of a device that cannot be reached', () => {
  it('is answered at once with the last reason after two failures, and dialled again when the pause is over', async (t) => {
    const { simulator, probe, get } = await startFleet(t, {
      devices: one,
      settings: { riga: { interval: '2s', timeout: '2s' } },
    });
    const device = simulator.device('riga');
    await device.inject('refuses');
    for (let attempt = 0; attempt < 2; attempt += 1) await probe('riga');
    const own = await (await get('/metrics')).text();
    assert.equal(valueOf(own, 'mikrotik_exporter_devices_backing_off'), 1);
    assert.match(
      await probe('riga', '&debug=true'),
      /not dialled again for another 1 s; the last failure was/,
    );
    await device.heal();
    while (valueOf(await probe('riga'), 'probe_success') !== 1) await nextTurn();
    assert.equal(valueOf(await (await get('/metrics')).text(), 'mikrotik_exporter_devices_backing_off'), 0);
  });
});

describe('a probe over api-ssl', () => {
  const secure = [{ name: 'riga', tls: true }];

  it('succeeds with any certificate where the device says insecure', async (t) => {
    const { probe } = await startFleet(t, {
      devices: secure,
      settings: { riga: { tls: { insecure: true } } },
    });
    assert.equal(valueOf(await probe('riga'), 'probe_success'), 1);
  });

  it('fails with tls, before the password is sent, when the certificate is not trusted', async (t) => {
    const { simulator, probe } = await startFleet(t, { devices: secure, settings: { riga: { tls: 'on' } } });
    assert.equal(valueOf(await probe('riga'), 'mikrotik_probe_failure_info{reason="tls"}'), 1);
    const { logins, refusedLogins } = simulator.device('riga').counts;
    assert.equal(logins + refusedLogins, 0);
  });
});

describe('a probe of a device that knows only the login of RouterOS before 6.43', () => {
  const old = [{ name: 'riga', persona: '6.49', legacyLogin: true }] as const;

  it('fails with auth and names the setting, unless the auth allows that login', async (t) => {
    const { probe } = await startFleet(t, { devices: old });
    assert.match(await probe('riga', '&debug=true'), /reason auth: .*legacy_login/);
  });

  it('succeeds where the auth allows it', async (t) => {
    const auth = { username: USERNAME, password: PASSWORD, legacy_login: true };
    const { probe } = await startFleet(t, { devices: old, config: { auths: { default: auth } } });
    assert.equal(valueOf(await probe('riga'), 'probe_success'), 1);
  });
});

describe('a kept session', () => {
  it('that NAT has dropped in silence is replaced inside the same probe', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    const nat = await startNat(t, fleet.simulator.device('riga'));
    await fleet.writeConfig({ settings: { riga: { address: nat.address } } });
    await fleet.exporter.reload();
    await fleet.probe('riga');
    nat.forget();
    const report = await fleet.probe('riga', '&debug=true');
    assert.equal(valueOf(report, 'probe_success'), 1);
    assert.match(report, /the warm one was given up: the kept session did not answer within 1\.0 s/);
    const own = await (await fleet.get('/metrics')).text();
    assert.equal(valueOf(own, 'mikrotik_exporter_sessions_replaced_total'), 1);
  });

  it('is opened anew after the device has rebooted', async (t) => {
    const { simulator, probe } = await startFleet(t, { devices: one });
    const device = simulator.device('riga');
    await probe('riga');
    await device.reboot();
    assert.equal(valueOf(await probe('riga'), 'probe_success'), 1);
    assert.equal(device.counts.logins, 2);
  });

  it('that a reload ends is replaced inside the same probe, under the new configuration', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    const device = fleet.simulator.device('riga');
    await fleet.probe('riga');
    await device.inject('slow', { ms: 300 });
    device.resetCounts();
    const running = fleet.probe('riga');
    while (device.counts.commands === 0) await nextTurn();
    await fleet.writeConfig({ settings: { riga: { code_page: 'windows-1251' } } });
    await fleet.exporter.reload();
    assert.equal(valueOf(await running, 'probe_success'), 1);
    assert.equal(device.counts.logins, 1);
  });

  it('lasts over a reload that does not change its device, and ends with one that does', async (t) => {
    const fleet = await startFleet(t, { devices: one });
    const device = fleet.simulator.device('riga');
    await fleet.probe('riga');
    await fleet.exporter.reload();
    await fleet.probe('riga');
    assert.equal(device.counts.logins, 1);
    await fleet.writeConfig({ settings: { riga: { code_page: 'windows-1251' } } });
    await fleet.exporter.reload();
    await fleet.probe('riga');
    assert.equal(device.counts.logins, 2);
  });
});
