import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import fc from 'fast-check';
import { PERSONA_NAMES, type PersonaName } from '../persona.ts';
import { PROFILE_NAMES, type ProfileName } from '../profiles/model.ts';
import { valueText } from './row.ts';
import { DAY, HOUR, SECOND } from '../values/signal.ts';
import { RouterState } from '../router-state.ts';
import { TEST_START } from '../testing/fleet.ts';
import { MENU_PATHS, menuOf } from './registry.ts';

type Printed = Record<string, string>;

function deviceOf(profile: ProfileName, persona: PersonaName, seed = 1) {
  const clock = { time: TEST_START };
  const spec = { name: 'riga-1', profile, persona, subscribers: profile === 'core' ? 300 : 0, routes: 300 };
  return { clock, device: new RouterState(spec, seed, () => clock.time, TEST_START) };
}

function printed(device: RouterState, path: string): Printed[] {
  const at = device.moment();
  const menu = menuOf(path, at);
  if (menu === undefined) return [];
  return [...menu.rows(at)].map((row) => {
    const values: Printed = {};
    for (const property of menu.properties) {
      const value = row(property);
      if (value !== undefined) values[property] = valueText(value).toString('latin1');
    }
    return values;
  });
}

const everything = (device: RouterState) => MENU_PATHS.map((path) => [path, printed(device, path)]);

const kinds = PROFILE_NAMES.flatMap((profile) => PERSONA_NAMES.map((persona) => ({ profile, persona })));

describe('every menu of every kind of device', () => {
  for (const { profile, persona } of kinds) {
    it(`is a function of seed, device, time and boots: ${profile} ${persona}`, () => {
      const [one, other, stranger] = [
        deviceOf(profile, persona),
        deviceOf(profile, persona),
        deviceOf(profile, persona, 2),
      ];
      one.clock.time += DAY;
      const later = everything(one.device);
      one.clock.time -= DAY;
      assert.deepEqual(everything(one.device), everything(other.device));
      other.clock.time += DAY;
      assert.deepEqual(everything(other.device), later);
      assert.notDeepEqual(everything(stranger.device), everything(one.device));
    });

    it(`prints no number that is not finite, no undefined, no float noise: ${profile} ${persona}`, () => {
      const { device } = deviceOf(profile, persona);
      assert.doesNotMatch(
        JSON.stringify(everything(device)),
        /NaN|Infinity|undefined|null|e[+-]\d|\d\.\d{4}/,
      );
    });

    it(`gives each row of a table its own .id: ${profile} ${persona}`, () => {
      const { device } = deviceOf(profile, persona);
      for (const path of MENU_PATHS) {
        const ids = printed(device, path).flatMap(({ '.id': id }) => (id === undefined ? [] : [id]));
        assert.equal(new Set(ids).size, ids.length, path);
      }
    });
  }
});

const COUNTERS =
  /^(driver-)?(rx|tx|fp-rx|fp-tx)-(byte|bytes|packet|unicast|broadcast|multicast|drop|error|queue-drop|fcs-error)$|^link-downs$|^write-sect/;

function countersOf(device: RouterState): Map<string, number> {
  const counters = new Map<string, number>();
  for (const path of ['/interface', '/interface/ethernet', '/system/resource']) {
    for (const row of printed(device, path)) {
      for (const [property, value] of Object.entries(row)) {
        if (COUNTERS.test(property)) counters.set(`${path} ${row['.id'] ?? ''} ${property}`, Number(value));
      }
    }
  }
  return counters;
}

describe('counters', () => {
  it('never fall in a simulated week, whatever interfaces go down', () => {
    const { clock, device } = deviceOf('branch', '7.20');
    let last = countersOf(device);
    let grown = 0;
    for (let step = 0; step < 7 * 24; step += 1) {
      clock.time += HOUR;
      if (step % 10 === 3) device.setFault('interface-down', { interface: 'ether1,bridge' });
      if (step % 10 === 5) device.clearFault('interface-down');
      const now = countersOf(device);
      for (const [name, value] of last) {
        assert.ok((now.get(name) ?? 0) >= value, `${name} at step ${step}`);
        if ((now.get(name) ?? 0) > value) grown += 1;
      }
      last = now;
    }
    assert.ok(grown > 10_000);
  });

  it('never fall from one second to the next', () => {
    const { clock, device } = deviceOf('home', '6.49');
    fc.assert(
      fc.property(fc.nat(7 * DAY), fc.nat(2000), (offset, later) => {
        clock.time = TEST_START + offset;
        const before = countersOf(device);
        clock.time += later;
        const after = countersOf(device);
        for (const [name, value] of before) assert.ok((after.get(name) ?? 0) >= value, name);
      }),
      { numRuns: 30 },
    );
  });

  it('and the uptime begin again at a reboot; what the flash has written does not', () => {
    const { clock, device } = deviceOf('branch', '7.12');
    const before = countersOf(device);
    device.reboot();
    clock.time += 10 * SECOND;
    const after = countersOf(device);
    const bytes = '/interface *1 rx-byte';
    assert.ok((after.get(bytes) ?? NaN) > 0 && (after.get(bytes) ?? NaN) < (before.get(bytes) ?? NaN) / 1000);
    const sectors = '/system/resource  write-sect-total';
    assert.ok((after.get(sectors) ?? 0) >= (before.get(sectors) ?? NaN));
    assert.equal(printed(device, '/system/resource')[0]?.['uptime'], '10s');
  });
});

describe('personas', () => {
  it('print health as one flat row in 6, as a row a sensor in 7', () => {
    const flat = printed(deviceOf('switch', '6.49').device, '/system/health');
    assert.equal(flat.length, 1);
    assert.ok(Number(flat[0]?.['temperature']) > 20);
    assert.equal(flat[0]?.['psu1-state'], 'ok');
    const rows = printed(deviceOf('switch', '7.12').device, '/system/health');
    assert.equal(rows.length, 8);
    assert.deepEqual(Object.keys(rows[0] ?? {}), ['.id', 'name', 'value', 'type']);
  });

  it('print dates as their version does', () => {
    assert.match(
      printed(deviceOf('home', '6.49').device, '/system/clock')[0]?.['date'] ?? '',
      /^may\/2\d\/2026$/,
    );
    assert.match(
      printed(deviceOf('home', '7.12').device, '/system/clock')[0]?.['date'] ?? '',
      /^2026-05-2\d$/,
    );
  });

  it('print flags of routes only when they are true', () => {
    const routes = printed(deviceOf('core', '7.20').device, '/ip/route');
    assert.equal(routes.length, 300);
    assert.ok(
      routes.some(({ active }) => active === 'true') && routes.some(({ active }) => active === undefined),
    );
    assert.ok(routes.every((row) => !Object.values(row).includes('false')));
  });
});

describe('profiles', () => {
  it('have the interfaces of their model', () => {
    const count = (profile: ProfileName, pattern: RegExp) =>
      printed(deviceOf(profile, '7.20').device, '/interface').filter(({ name = '' }) => pattern.test(name))
        .length;
    assert.equal(count('home', /^(ether[1-5]|wifi[12]|bridge|pppoe-out1)$/), 9);
    assert.equal(count('switch', /^(ether|sfp-sfpplus|qsfpplus)/), 49 + 4 + 8);
    assert.equal(count('core', /^(sfp28|qsfp28)/), 12 + 8);
    assert.ok(count('core', /^<pppoe-/) > 200, 'most subscribers are online');
  });

  it('of a virtual machine have no routerboard, no sensors and no rate', () => {
    const { device } = deviceOf('chr', '7.20');
    const at = device.moment();
    assert.equal(menuOf('/system/routerboard', at), undefined);
    assert.deepEqual(printed(device, '/system/health'), []);
    const [row] = menuOf('/interface/ethernet', at)?.monitors.get('monitor')?.rows(at, ['ether1']) ?? [];
    assert.equal(row?.('rate'), 'unknown');
  });

  it('have optics with plausible diagnostics, and cables without any', () => {
    const { device } = deviceOf('core', '7.20');
    const at = device.moment();
    const menu = menuOf('/interface/ethernet', at);
    const names = printed(device, '/interface/ethernet').map(({ name = '' }) => name);
    const rows = menu?.monitors.get('monitor')?.rows(at, names) ?? [];
    const optical = rows.filter((row) => row('sfp-tx-power') !== undefined);
    assert.ok(optical.length >= 3);
    for (const row of optical) {
      assert.ok(Number(row('sfp-temperature')) > 20 && Number(row('sfp-temperature')) < 70);
      assert.ok(Math.abs(Number(row('sfp-tx-power'))) < 10);
    }
    assert.ok(rows.some((row) => row('sfp-module-present') === true && row('sfp-temperature') === undefined));
  });
});
