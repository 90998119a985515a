import assert from 'node:assert/strict';
import { describe, it, type TestContext } from 'node:test';
import { COLLECTORS } from '../exporter/collectors/registry.ts';
import { PERSONA_NAMES, type PersonaName } from '../simulator/persona.ts';
import { startFleet, valueOf } from './harness/fleet.ts';

/** A PPPoE concentrator whose 5,000 subscribers have an interface, a session and a queue each. */
const SUBSCRIBERS = 5000;
/** With the table of subscribers itself, and with what else such a router has. */
const MODULES = ['default', 'vpn', 'sessions', 'queues', 'aaa'];

async function probe(t: TestContext, persona: PersonaName, module: string): Promise<string> {
  const fleet = await startFleet(t, {
    devices: [{ name: 'bras', profile: 'concentrator', persona, subscribers: SUBSCRIBERS }],
  });
  return fleet.probe('bras', `&module=${module}`);
}

function seriesOf(exposition: string, family: string): readonly string[] {
  return exposition.split('\n').filter((line) => line.startsWith(`${family}{`));
}

function failedCollectors(exposition: string): readonly string[] {
  return seriesOf(exposition, 'mikrotik_scrape_collector_success').filter((line) => line.endsWith(' 0'));
}

describe('a concentrator with 5,000 subscribers', () => {
  for (const persona of PERSONA_NAMES) {
    it(`is probed in full within the limits that nobody has raised: RouterOS ${persona}`, async (t) => {
      const exposition = await probe(t, persona, MODULES.join(','));
      assert.equal(valueOf(exposition, 'probe_success'), 1);
      assert.deepEqual(failedCollectors(exposition), []);
      const asked = COLLECTORS.filter(({ modules }) => modules.some((name) => MODULES.includes(name)));
      assert.equal(seriesOf(exposition, 'mikrotik_scrape_collector_success').length, asked.length);
    });
  }

  it('has as many sessions as dynamic interfaces and dynamic queues, most of the subscribers', async (t) => {
    const exposition = await probe(t, '7.20', 'default,vpn,queues');
    const sessions = valueOf(exposition, 'mikrotik_ppp_sessions') ?? NaN;
    assert.ok(sessions > 0.85 * SUBSCRIBERS && sessions <= SUBSCRIBERS, String(sessions));
    assert.equal(valueOf(exposition, 'mikrotik_ppp_service_sessions{kind="pppoe"}'), sessions);
    assert.equal(valueOf(exposition, 'mikrotik_ppp_service_sessions{kind="l2tp"}'), 0);
    assert.equal(valueOf(exposition, 'mikrotik_interface_dynamic_interfaces{kind="pppoe-in"}'), sessions);
    assert.equal(valueOf(exposition, 'mikrotik_queue_simple_dynamic_queues'), sessions);
    const radius = valueOf(exposition, 'mikrotik_ppp_radius_sessions') ?? NaN;
    assert.ok(radius > 0.9 * sessions && radius < sessions, String(radius));
  });

  it('yields no series for a subscriber unless the sessions are asked for, and then a thousand of them', async (t) => {
    const exposition = await probe(t, '7.12', 'default,vpn,queues,aaa');
    assert.doesNotMatch(exposition, /user0\d{4}/);
    const sessions = await probe(t, '7.12', 'sessions');
    assert.equal(seriesOf(sessions, 'mikrotik_ppp_session_uptime_seconds').length, 1000);
    assert.equal(valueOf(sessions, 'mikrotik_ppp_session_truncated'), 1);
  });
});
