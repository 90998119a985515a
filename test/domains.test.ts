import assert from 'node:assert/strict';
import { spawnSync } from 'node:child_process';
import { describe, it } from 'node:test';
import { MODULES } from '../exporter/collectors/modules.ts';
import { COLLECTORS, FAMILIES } from '../exporter/collectors/registry.ts';
import { DEFAULT_POLICIES } from '../simulator/device-spec.ts';
import { menuOf } from '../simulator/menus/registry.ts';
import { PERSONA_NAMES } from '../simulator/persona.ts';
import { PROFILE_NAMES } from '../simulator/profiles/model.ts';
import { RouterState } from '../simulator/router-state.ts';
import { startFleet, valueOf } from './harness/fleet.ts';

/** Limits of a module, and so of a probe, that nobody has raised. */
const MAX_SAMPLES = 20_000;
const MAX_BYTES = 4 * 2 ** 20;
const MAX_ROUND_TRIPS = 3;

const EVERYTHING = `&module=${[...new Set(COLLECTORS.flatMap(({ modules }) => modules))].join(',')}`;
const NOW = Date.UTC(2026, 0, 15, 12);

const kinds = PROFILE_NAMES.flatMap((profile) =>
  PERSONA_NAMES.map((persona) => ({ name: `${profile}-${persona}`, profile, persona })),
);

function samplesOf(exposition: string): readonly string[] {
  return exposition.split('\n').filter((line) => line !== '' && !line.startsWith('#'));
}

/** The collectors that did not succeed. */
function failures(exposition: string): readonly string[] {
  return COLLECTORS.map(({ name }) => name).filter(
    (name) => valueOf(exposition, `mikrotik_scrape_collector_success{collector="${name}"}`) !== 1,
  );
}

/** True for a sample of a collector that keeps fewer rows than its module allows, as those of sessions do. */
function isCapped(line: string): boolean {
  return FAMILIES.get(line.split(' ', 1)[0] ?? '')?.collector.maxRows !== undefined;
}

describe('all modules at once', () => {
  for (const profile of PROFILE_NAMES) {
    it(`are asked of a ${profile} of every version, within the limits, and pass promtool check metrics`, async (t) => {
      const devices = kinds
        .filter((kind) => kind.profile === profile)
        .map((kind) => ({ ...kind, name: kind.persona }));
      const { probe } = await startFleet(t, { devices });
      for (const { name } of devices) {
        const exposition = await probe(name, EVERYTHING);
        assert.deepEqual(failures(exposition), [], name);
        assert.ok(samplesOf(exposition).length <= MAX_SAMPLES, name);
        assert.ok(Buffer.byteLength(exposition) <= MAX_BYTES, name);
        assert.deepEqual(
          samplesOf(exposition).filter((line) => line.endsWith('_truncated 1') && !isCapped(line)),
          [],
          name,
        );
        const { error, stdout, stderr } = spawnSync('promtool', ['check', 'metrics'], {
          input: exposition,
          encoding: 'utf8',
        });
        if (error === undefined) assert.equal(stdout + stderr, '', name);
        else t.diagnostic('promtool is not on PATH: its checks are skipped');
      }
    });
  }

  it('ask the zone of the clock once for all who need it', async (t) => {
    const { simulator, probe } = await startFleet(t, { devices: [{ name: 'riga', profile: 'branch' }] });
    await probe('riga', EVERYTHING);
    const own = COLLECTORS.filter(({ name }) => name === 'clock').length;
    assert.equal(simulator.device('riga').counts.byCommand['/system/clock/print'], own + 1);
  });

  it(`take a warm probe of a core at most ${MAX_ROUND_TRIPS} round trips`, async (t) => {
    const { simulator, probe } = await startFleet(t, {
      devices: [{ name: 'core', profile: 'core', persona: '7.20' }],
    });
    await probe('core', EVERYTHING);
    const device = simulator.device('core');
    device.resetCounts();
    assert.deepEqual(failures(await probe('core', EVERYTHING)), []);
    assert.equal(device.counts.logins, 0);
    assert.ok(device.counts.commands > 150, `${device.counts.commands} commands`);
    assert.ok(device.counts.roundTrips <= MAX_ROUND_TRIPS, `${device.counts.roundTrips} round trips`);
  });
});

/** What a simulated user needs beyond `read` and `api` for a command, on any device that knows it. */
function simulatedPolicies(command: string): readonly string[] | undefined {
  const slash = command.lastIndexOf('/');
  const verb = command.slice(slash + 1);
  for (const kind of kinds) {
    const menu = menuOf(command.slice(0, slash), new RouterState(kind, 1, () => NOW, NOW).moment());
    const monitor = menu?.monitors.get(verb);
    if (menu !== undefined && verb === 'print') return menu.policies;
    if (menu !== undefined && monitor !== undefined) return [...menu.policies, ...monitor.policies];
  }
  return undefined;
}

describe('the commands that collectors declare', () => {
  const commands = COLLECTORS.flatMap(({ menus }) => menus);

  it('are known to a simulated device each', () => {
    const unknown = commands.filter(({ command }) => simulatedPolicies(command) === undefined);
    assert.deepEqual(
      unknown.map(({ command }) => command),
      [],
    );
  });

  it('need the policies that they say, which simulated users need too', () => {
    for (const { command, policies = [] } of commands) {
      assert.deepEqual(simulatedPolicies(command), policies, command);
    }
  });

  it('fail with permission, and no others do, for a user without such a policy', async (t) => {
    const beyond = new Set(commands.flatMap(({ policies = [] }) => policies));
    const policies = DEFAULT_POLICIES.filter((policy) => !beyond.has(policy));
    const devices = kinds.map((kind) => ({ ...kind, policies }));
    const { probe } = await startFleet(t, { devices });
    const privileged = COLLECTORS.filter(({ menus }) =>
      menus.some((menu) => menu.policies !== undefined),
    ).map(({ name }) => name);
    const failed = new Set<string>();
    for (const { name } of devices)
      for (const each of failures(await probe(name, EVERYTHING))) failed.add(each);
    assert.deepEqual([...failed].sort(), privileged.sort());
  });
});

describe('a built-in module', () => {
  it('is described, and has a collector', () => {
    const named = new Set(COLLECTORS.flatMap(({ modules }) => modules));
    assert.deepEqual([...named].sort(), Object.keys(MODULES).sort());
  });
});
