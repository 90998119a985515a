import assert from 'node:assert/strict';
import { isUtf8 } from 'node:buffer';
import { describe, it } from 'node:test';
import { type PersonaName } from '../persona.ts';
import { type ProfileName } from '../profiles/model.ts';
import { RouterState } from '../router-state.ts';
import { TEST_START } from '../testing/fleet.ts';
import { menuOf } from './registry.ts';
import { type Row } from './row.ts';

function rowsOf(path: string, profile: ProfileName, persona: PersonaName): readonly Row[] {
  const spec = { name: 'riga-1', profile, persona };
  const at = new RouterState(spec, 1, () => TEST_START, TEST_START).moment();
  return [...(menuOf(path, at)?.rows(at) ?? [])];
}

describe('the simulated firewall', () => {
  const rules = rowsOf('/ip/firewall/filter', 'branch', '6.49');

  it('has two rules that only their ids tell apart', () => {
    const equal = rules.filter((row) => String(row('comment')) === 'drop all not coming from LAN');
    assert.equal(equal.length, 2);
    assert.notEqual(equal[0]?.('.id'), equal[1]?.('.id'));
  });

  it('has a rule without a hit, and the one that RouterOS adds for FastTrack', () => {
    assert.ok(
      rules.some((row) => row('bytes') === 0 && row('dynamic') === false && row('disabled') === false),
    );
    assert.equal(rules.filter((row) => row('dynamic') === true).length, 1);
  });

  it('has comments in an old code page on RouterOS 6', () => {
    const comments = rules.map((row) => row('comment'));
    assert.ok(comments.some((comment) => Buffer.isBuffer(comment) && !isUtf8(comment)));
  });

  it('sends flags that are not set on old versions only', () => {
    const flags = rowsOf('/ip/firewall/filter', 'branch', '7.20').map((row) => row('disabled'));
    assert.deepEqual(new Set(flags), new Set([undefined, true]));
  });

  it('has a rule for each customer of a core router, and a long blocklist', () => {
    assert.ok(rowsOf('/ip/firewall/filter', 'core', '7.20').length > 2000);
    assert.ok(rowsOf('/ip/firewall/address-list', 'core', '7.20').length > 8000);
  });

  it('has no NAT for IPv6 on RouterOS 6', () => {
    const at = new RouterState(
      { name: 'a', profile: 'home', persona: '6.49' },
      1,
      () => TEST_START,
      TEST_START,
    ).moment();
    assert.equal(menuOf('/ipv6/firewall/nat', at), undefined);
  });
});
