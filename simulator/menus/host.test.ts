import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { parseDuration } from '../../exporter/routeros/values.ts';
import { type DeviceSpec } from '../device-spec.ts';
import { RouterState } from '../router-state.ts';
import { TEST_START } from '../testing/fleet.ts';
import { DAY, HOUR } from '../values/signal.ts';
import { menuOf } from './registry.ts';
import { type Row } from './row.ts';

function deviceOf(spec: Partial<DeviceSpec> = {}) {
  const clock = { time: TEST_START };
  const whole = { name: 'riga-1', profile: 'branch', persona: '7.20', ...spec } as const;
  const device = new RouterState(whole, 1, () => clock.time, TEST_START);
  return {
    clock,
    device,
    rows: (path: string): Iterable<Row> => {
      const at = device.moment();
      return menuOf(path, at)?.rows(at) ?? [];
    },
  };
}

describe('a host of a LAN', () => {
  it('is the same in the leases, the ARP table and what is taken of the pools', () => {
    const { rows } = deviceOf();
    const arp = new Map([...rows('/ip/arp')].map((row) => [row('address'), row]));
    const used = new Set([...rows('/ip/pool/used')].map((row) => row('address')));
    const leases = [...rows('/ip/dhcp-server/lease')];
    assert.ok(leases.length > 10);
    for (const lease of leases) {
      assert.ok(used.has(lease('address')));
      if (lease('status') === 'bound')
        assert.equal(arp.get(lease('address'))?.('mac-address'), lease('mac-address'));
    }
  });

  it('renews its lease before half of it has passed', () => {
    const { clock, rows } = deviceOf();
    for (let hour = 0; hour < 48; hour += 1) {
      clock.time += HOUR;
      for (const lease of rows('/ip/dhcp-server/lease')) {
        if (lease('status') !== 'bound') continue;
        const left = parseDuration(String(lease('expires-after'))) ?? NaN;
        const age = parseDuration(String(lease('last-seen'))) ?? NaN;
        assert.ok(age < DAY / 2000 && Math.abs(left + age - DAY / 1000) <= 1);
      }
    }
  });

  it('comes and goes', () => {
    const { clock, rows } = deviceOf();
    const names = () => [...rows('/ip/dhcp-server/lease')].map((row) => row('mac-address'));
    const before = names();
    clock.time += DAY;
    const after = names();
    assert.ok(before.some((mac) => !after.includes(mac)) && after.some((mac) => !before.includes(mac)));
  });

  it('has lost its address when the LAN is down, if nobody has given it one for good', () => {
    const { device, rows } = deviceOf({ profile: 'home' });
    device.setFault('interface-down', { interface: 'bridge' });
    const leases = [...rows('/ip/dhcp-server/lease')];
    assert.ok(leases.every((row) => row('status') === 'waiting' && row('dynamic') === undefined));
  });

  it('is made when it is read, however many there are', () => {
    const { rows } = deviceOf({ profile: 'home', hosts: 50_000 });
    const ids = new Set<unknown>();
    for (const row of rows('/ip/arp')) {
      ids.add(row('.id'));
      if (ids.size === 1000) return;
    }
    assert.fail('there are fewer than 1,000');
  });
});

describe('a DHCP client', () => {
  it('searches while its link is down', () => {
    const { device, rows } = deviceOf();
    const [bound] = rows('/ip/dhcp-client');
    assert.equal(bound?.('status'), 'bound');
    device.setFault('interface-down', { interface: 'ether1' });
    const [searching] = rows('/ip/dhcp-client');
    assert.deepEqual(
      [searching?.('status'), searching?.('address'), searching?.('expires-after')],
      ['searching...', undefined, undefined],
    );
  });
});
