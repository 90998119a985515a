import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { pppCollector } from './ppp.ts';
import { pppSessionCollector } from './ppp-session.ts';
import { collect } from './testing/collect.ts';
import { TableDevice } from './testing/table-device.ts';

/** A concentrator with so many PPPoE sessions. */
function concentrator(sessions: number, maxRows: number): TableDevice {
  const rows = Array.from({ length: sessions }, (_, index) => ({
    name: `user${index}`,
    service: 'pppoe',
    uptime: '1s',
    radius: String(index % 2 === 0),
  }));
  return new TableDevice({ '/ppp/active': rows }, { maxRows, partial: true });
}

describe('collector ppp', () => {
  it('has the router count, so that no number of sessions is too many', async () => {
    const device = concentrator(20_000, 10);
    const { samples } = await collect(pppCollector, device);
    assert.equal(device.longestReply, 0);
    assert.ok(samples.includes('mikrotik_ppp_sessions 20000'));
    assert.ok(samples.includes('mikrotik_ppp_service_sessions{kind="pppoe"} 20000'));
    assert.ok(samples.includes('mikrotik_ppp_service_sessions{kind="ovpn"} 0'));
    assert.ok(samples.includes('mikrotik_ppp_radius_sessions 10000'));
  });
});

describe('collector ppp_session', () => {
  it('keeps the sessions up to its cap and says that it was cut', async () => {
    const { samples } = await collect(pppSessionCollector, concentrator(20, 5));
    assert.equal(samples.filter((line) => line.startsWith('mikrotik_ppp_session_uptime_seconds{')).length, 5);
    assert.ok(samples.includes('mikrotik_ppp_session_truncated 1'));
  });
});
