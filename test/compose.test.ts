import assert from 'node:assert/strict';
import { once } from 'node:events';
import { existsSync, readdirSync, readFileSync } from 'node:fs';
import { writeFile } from 'node:fs/promises';
import { createServer } from 'node:http';
import path from 'node:path';
import { describe, it } from 'node:test';
import { z } from 'zod';
import { parseFlags } from '../exporter/config/flags.ts';
import { parseFlags as parseSimulatorFlags } from '../simulator/flags.ts';
import { COMPOSE_TEXT, mountsOf, readComposeFile, type Service } from './compose/compose-file.ts';
import { readImage } from './compose/dockerfile.ts';
import { ROOT } from './stack/configs.ts';
import { run } from './stack/run.ts';
import { TemporaryFolder } from './stack/temporary-folder.ts';

const compose = readComposeFile();
const services = Object.entries(compose.services);
const image = readImage();
const inRoot = (file: string): string => path.join(ROOT, file);
const text = (file: string): string => readFileSync(inRoot(file), 'utf8');
const valuesOf = <T>(pick: (service: Service) => T): Record<string, T> =>
  Object.fromEntries(services.map(([name, service]) => [name, pick(service)]));

/** A host of 2 GB leaves this much, in MiB, to the services without a profile. */
const BASE_BUDGET = 1536;

/** With the profile `tracing`, which leaves the system of the same host little more than 400 MiB. */
const TRACING_BUDGET = 1600;

/** Without a program in its image that could ask; Prometheus does. */
const UNCHECKED = ['otel-collector'];

/** What the operator makes, as docs/deployment.md says. */
const OPERATORS_OWN = ['./config', './secrets/grafana_admin_password', './secrets/routeros_password'];

describe('docker-compose.yml', () => {
  it('has the services of the stack, the collector in the profile tracing, and the simulator in the profile demo', () => {
    assert.deepEqual(
      valuesOf(({ profiles = ['base'] }) => profiles[0]),
      {
        exporter: 'base',
        prometheus: 'base',
        alertmanager: 'base',
        grafana: 'base',
        node_exporter: 'base',
        cadvisor: 'base',
        'otel-collector': 'tracing',
        simulator: 'demo',
      },
    );
  });

  it('restarts, confines and bounds every service', () => {
    for (const [name, service] of services) {
      const { restart, read_only, cap_drop, security_opt, pids_limit, logging } = service;
      assert.deepEqual(
        { restart, read_only, cap_drop, security_opt, pids_limit, logging },
        {
          restart: 'unless-stopped',
          read_only: true,
          cap_drop: ['ALL'],
          security_opt: ['no-new-privileges:true'],
          pids_limit: 256,
          logging: { driver: 'json-file', options: { 'max-size': '10m', 'max-file': '3' } },
        },
        name,
      );
    }
  });

  it('runs nothing but cAdvisor as root, and gives the Docker socket to nothing else', () => {
    const users = valuesOf(({ user, build }) => user ?? (build && image.user) ?? 'unknown');
    const rootly = Object.keys(users).filter((name) => !/^[1-9]\d*:\d+$/.test(users[name] ?? ''));
    assert.deepEqual(rootly, ['cadvisor']);
    const withSocket = services.filter(([, service]) =>
      mountsOf(service).some(({ source }) => /^\/(var\/)?run\b/.test(source)),
    );
    assert.deepEqual(
      withSocket.map(([name]) => name),
      ['cadvisor'],
    );
  });

  it('lets services write to named volumes and bounded tmpfs only', () => {
    for (const [name, service] of services) {
      for (const { source, readOnly } of mountsOf(service)) {
        assert.ok(readOnly || source in compose.volumes, `${name}: ${source} is read-only`);
      }
      for (const mount of service.tmpfs ?? []) assert.match(mount, /^\/tmp:size=\d+m$/, name);
    }
  });

  it('checks the health of every service that can be asked', () => {
    for (const [name, { healthcheck, build }] of services) {
      if (UNCHECKED.includes(name)) continue;
      const test = healthcheck?.test ?? (build && ['CMD', ...image.healthcheck]) ?? [];
      assert.ok(test.length > 1, `${name} has a health check`);
    }
  });

  it('limits the memory of every service, without swap, to what a host of 2 GB has', () => {
    assert.deepEqual(
      valuesOf(({ memswap_limit }) => memswap_limit),
      valuesOf(({ mem_limit }) => mem_limit),
    );
    for (const [profile, budget] of [
      ['base', BASE_BUDGET],
      ['tracing', TRACING_BUDGET],
    ] as const) {
      const sum = services
        .filter(([, { profiles = ['base'] }]) => profiles.includes('base') || profiles.includes(profile))
        .reduce((total, [, { mem_limit }]) => total + mem_limit, 0);
      assert.ok(sum <= budget, `${profile}: ${sum} MiB`);
      for (const file of ['docker-compose.yml', 'docs/deployment.md']) {
        assert.ok(
          text(file).includes(`${sum.toLocaleString('en')} MiB`),
          `${file} states the sum, ${sum} MiB`,
        );
      }
    }
    for (const [name, { mem_limit }] of services) {
      assert.match(text('docs/deployment.md'), new RegExp(`\\| ${name} \\| ${mem_limit} MiB `), name);
    }
  });

  it('makes Go collect garbage before the limit is reached', () => {
    for (const [name, { environment = {}, mem_limit }] of services) {
      const limit = environment['GOMEMLIMIT'];
      if (limit === undefined) continue;
      assert.match(limit, /^\d+MiB$/, name);
      assert.ok(parseInt(limit, 10) <= 0.9 * mem_limit, name);
    }
  });

  it('pins every image to a version', () => {
    for (const [name, service] of services) assert.match(service.image, /:v?\d+\.\d+\.\d+$/, name);
    const { version } = z.object({ version: z.string() }).parse(JSON.parse(text('package.json')));
    for (const [name, service] of services) {
      if (service.build !== undefined) assert.equal(service.image, `tikscope:${version}`, name);
    }
  });

  it('publishes Grafana, and Prometheus and Alertmanager to the host itself', () => {
    assert.deepEqual(
      valuesOf(({ ports = [] }) => ports.join()),
      {
        exporter: '',
        prometheus: '127.0.0.1:9090:9090',
        alertmanager: '127.0.0.1:9093:9093',
        grafana: '3000:3000',
        node_exporter: '',
        cadvisor: '',
        'otel-collector': '',
        simulator: '',
      },
    );
  });

  it('lets Grafana reach Prometheus and nothing else', () => {
    const onFront = services.filter(([, { networks }]) => networks.includes('front')).map(([name]) => name);
    assert.deepEqual(onFront, ['prometheus', 'grafana']);
    assert.deepEqual(compose.services['grafana']?.networks, ['front']);
    for (const [name, { networks }] of services) {
      for (const network of networks) assert.ok(network in compose.networks, `${name}: ${network}`);
    }
  });

  it('refers to files that exist, except those that the operator makes', () => {
    const sources = services.flatMap(([, service]) => mountsOf(service).map(({ source }) => source));
    const secrets = Object.values(compose.secrets).map(({ file }) => file);
    const own = [...sources, ...secrets].filter((source) => source.startsWith('.'));
    for (const file of OPERATORS_OWN) assert.ok(own.includes(file), file);
    for (const file of own) assert.ok(OPERATORS_OWN.includes(file) || existsSync(inRoot(file)), file);
    for (const [file] of COMPOSE_TEXT.matchAll(/docs\/\S+\.md/g)) assert.ok(existsSync(inRoot(file)), file);
  });

  it('opens Grafana on a dashboard that is there', () => {
    const { grafana = assert.fail() } = compose.services;
    const home = grafana.environment?.['GF_DASHBOARDS_DEFAULT_HOME_DASHBOARD_PATH'] ?? '';
    const mount = mountsOf(grafana).find(({ target }) => target === path.dirname(home)) ?? assert.fail();
    assert.ok(existsSync(inRoot(path.join(mount.source, path.basename(home)))), home);
  });

  it('holds no password: secrets are files, each used by a service', () => {
    const used = services.flatMap(([, service]) => service.secrets ?? []);
    assert.deepEqual(used.toSorted(), Object.keys(compose.secrets).toSorted());
    for (const [name, { file }] of Object.entries(compose.secrets)) assert.equal(file, `./secrets/${name}`);
    for (const [name, { environment = {} }] of services) {
      for (const [variable, value] of Object.entries(environment)) {
        if (/PASSWORD|SECRET|TOKEN|KEY/.test(variable))
          assert.match(`${variable} ${value}`, /__FILE \/run\/secrets\//, name);
      }
    }
  });

  it('lets Grafana start only with an admin password', async (t) => {
    const folder = await TemporaryFolder.create();
    t.after(() => folder.remove());
    const secret = path.join(folder.path, 'secret');
    const [shell = '', option = '', script = ''] = compose.services['grafana']?.entrypoint ?? [];
    const start = () =>
      run(shell, [
        option,
        script.replaceAll('/run/secrets/grafana_admin_password', secret).replace('/run.sh', 'echo started'),
      ]);
    const missing = await start();
    await writeFile(secret, '');
    const empty = await start();
    for (const { code, output } of [missing, empty]) {
      assert.equal(code, 1);
      assert.match(output, /grafana_admin_password is empty.*docs\/deployment\.md/);
    }
    await writeFile(secret, 'correct horse');
    assert.deepEqual(await start(), { code: 0, output: 'started\n' });
  });

  it('bounds what Prometheus keeps by time and by size, and what its queries hold', () => {
    const flags = compose.services['prometheus']?.command ?? [];
    for (const flag of [
      '--storage.tsdb.retention.time=15d',
      '--storage.tsdb.retention.size=10GB',
      '--query.max-concurrency=4',
      '--query.max-samples=5000000',
    ]) {
      assert.ok(flags.includes(flag), flag);
    }
  });

  it('tells of more devices than docs/deployment.md sizes the set for', () => {
    const [, devices] = /sized for \*\*(\d+) devices/.exec(text('docs/deployment.md')) ?? [];
    const { command = image.command } = compose.services['exporter'] ?? assert.fail();
    assert.equal(parseFlags(command)['fleet.sized-for'], Number(devices));
  });

  it('starts the exporter and the simulator with flags that they have', () => {
    const flags = parseFlags(image.command);
    assert.equal(flags['web.listen-address'].host, undefined);
    const mounts = mountsOf(compose.services['exporter'] ?? assert.fail()).map(({ target }) => target);
    assert.deepEqual(mounts, [path.dirname(flags['config.file']), flags['state.directory']]);
    const [uid = '', gid = ''] = image.user.split(':');
    const owned = `install -d -o ${uid} -g ${gid} -m 700 ${flags['state.directory']}`;
    assert.ok(text('Dockerfile').includes(owned), 'a new volume belongs to the user of the image');
    const [simulate, ...rest] = compose.services['simulator']?.command ?? [];
    assert.equal(simulate, 'simulate');
    assert.notEqual(parseSimulatorFlags(rest), 'help');
  });

  it('takes from the environment what .env.example lists, with the same defaults', () => {
    const variables = [...COMPOSE_TEXT.matchAll(/\$\{(\w+)(?::-([^}]*))?\}/g)].map(
      ([, name = '', standard = '']) => `${name}=${standard}`,
    );
    const example = text('.env.example').match(/^\w+=.*$/gm) ?? [];
    assert.deepEqual(variables.toSorted(), example.toSorted());
  });
});

describe('the runbooks', () => {
  const published = services
    .flatMap(([, { ports = [] }]) => ports)
    .map((port) => port.split(':').at(-2) ?? assert.fail(port));
  const inside = '[ask it from inside](../../docs/deployment.md#ask-the-exporter)';

  it('ask on the host only what Compose publishes there, or say how to ask from inside', () => {
    for (const name of readdirSync(inRoot('alerts/runbooks'))) {
      const runbook = text(path.join('alerts/runbooks', name));
      const ports = [...runbook.matchAll(/\blocalhost:(\d+)/g)].map(([, port = '']) => port);
      const others = new Set(ports.filter((port) => !published.includes(port)));
      assert.deepEqual([...others], runbook.includes(inside) ? ['9436'] : [], name);
    }
  });

  it('ask the exporter from inside with a function that docs/deployment.md has', async (t) => {
    const server = createServer((request, response) => response.end(`asked for ${request.url ?? ''}`));
    await once(server.listen(0, '127.0.0.1'), 'listening');
    t.after(() => server.close());
    const { port } = z.object({ port: z.number() }).parse(server.address());
    const [, script = ''] =
      /### Ask the exporter\n.*?```sh\n(.*?)```/s.exec(text('docs/deployment.md')) ?? [];
    const here = script
      .replace('docker compose exec -T exporter node', `'${process.execPath}'`)
      .replace('localhost:9436', `127.0.0.1:${String(port)}`);
    const { output } = await run('sh', ['-c', `${here}tikscope '/probe?target=riga-core-1&debug=true'`]);
    assert.equal(output, '200 asked for /probe?target=riga-core-1&debug=true\n');
  });
});
