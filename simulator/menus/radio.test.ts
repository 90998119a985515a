import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { type PersonaName } from '../persona.ts';
import { type ProfileName } from '../profiles/model.ts';
import { RouterState } from '../router-state.ts';
import { TEST_START } from '../testing/fleet.ts';
import { HOUR, MINUTE } from '../values/signal.ts';
import { menuOf } from './registry.ts';

const REGISTRATIONS = '/interface/wifi/registration-table';

function deviceOf(profile: ProfileName, persona: PersonaName, name = 'riga-1') {
  const clock = { time: TEST_START + 24 * HOUR };
  const state = new RouterState({ name, profile, persona }, 1, () => clock.time, TEST_START);
  return { clock, state };
}

/** The values of a property of all rows of a menu. */
function valuesOf(state: RouterState, path: string, property: string): unknown[] {
  const at = state.moment();
  const menu = menuOf(path, at);
  return menu === undefined ? [] : [...menu.rows(at)].map((row) => row(property));
}

describe('the clients of an access point', () => {
  it('come and go, and the bytes of those who stay never fall', () => {
    const { clock, state } = deviceOf('ap', '7.20');
    const clientsNow = () => {
      const sent = valuesOf(state, REGISTRATIONS, 'bytes').map((pair) => Number(String(pair).split(',')[0]));
      return new Map(valuesOf(state, REGISTRATIONS, '.id').map((id, index) => [id, sent[index] ?? NaN]));
    };
    let before = clientsNow();
    let came = 0;
    for (let step = 0; step < 100; step += 1) {
      clock.time += 7 * MINUTE;
      const now = clientsNow();
      assert.ok(now.size >= 40 && now.size <= 120, `${now.size} clients`);
      for (const [id, bytes] of now) {
        const earlier = before.get(id);
        if (earlier === undefined) came += 1;
        else assert.ok(bytes >= earlier);
      }
      before = now;
    }
    assert.ok(came > 100);
  });

  it('are as many as the radios count', () => {
    const { state } = deviceOf('ap', '6.49');
    const at = state.moment();
    const menu = menuOf('/interface/wireless', at);
    const names = valuesOf(state, '/interface/wireless', 'name').map(String);
    const monitored = menu?.monitors.get('monitor')?.rows(at, names) ?? [];
    const counted = monitored.reduce((sum, row) => sum + Number(row('registered-clients')), 0);
    assert.equal(counted, valuesOf(state, '/interface/wireless/registration-table', '.id').length);
  });

  it('of a CAPsMAN are those of its CAPs too: in a table of their own of the old driver, in one of the new', () => {
    const capsman = Array.from({ length: 20 }, (_, index) => `oslo-${index}`).find(
      (name) =>
        valuesOf(deviceOf('ap', '7.20', name).state, '/interface/wifi/capsman/remote-cap', '.id').length > 0,
    );
    const isOfCap = (name: unknown) => String(name).startsWith('cap-');
    const modern = valuesOf(deviceOf('ap', '7.20', capsman).state, REGISTRATIONS, 'interface');
    assert.ok(modern.some(isOfCap) && !modern.every(isOfCap));
    const old = deviceOf('ap', '6.49', capsman).state;
    assert.ok(!valuesOf(old, '/interface/wireless/registration-table', 'interface').some(isOfCap));
    assert.ok(valuesOf(old, '/caps-man/registration-table', 'interface').every(isOfCap));
    assert.ok(valuesOf(old, '/caps-man/registration-table', 'interface').length > 0);
  });
});

describe('the drivers', () => {
  it('are where their version has them', () => {
    const paths = ['/interface/wireless', '/interface/wifiwave2', '/interface/wifi'];
    const driversOf = (profile: ProfileName, persona: PersonaName) => {
      const at = deviceOf(profile, persona).state.moment();
      return paths.filter((path) => menuOf(path, at) !== undefined);
    };
    assert.deepEqual(driversOf('home', '6.49'), ['/interface/wireless']);
    assert.deepEqual(driversOf('ap', '7.12'), ['/interface/wireless']);
    assert.deepEqual(driversOf('home', '7.12'), ['/interface/wifiwave2']);
    assert.deepEqual(driversOf('chr', '7.20'), ['/interface/wifi']);
  });

  it('of modems have their monitor under the name of their version', () => {
    const verbsOf = (persona: PersonaName) => {
      const at = deviceOf('lte', persona).state.moment();
      return [...(menuOf('/interface/lte', at)?.monitors.keys() ?? [])];
    };
    assert.deepEqual(verbsOf('6.49'), ['info']);
    assert.deepEqual(verbsOf('7.20'), ['monitor']);
  });
});

describe('the networks of a radio', () => {
  it('are on one channel', () => {
    let compared = 0;
    for (let device = 0; device < 10; device += 1) {
      const { state } = deviceOf('ap', '7.20', `radio-${device}`);
      const at = state.moment();
      const rows = menuOf('/interface/wifi', at)?.monitors.get('monitor')?.rows(at, ['wifi2', 'wifi3']) ?? [];
      const [master, network] = [...rows].map((row) => row('channel'));
      if (master === undefined || network === undefined) continue;
      assert.equal(network, master);
      compared += 1;
    }
    assert.ok(compared > 0);
  });
});
