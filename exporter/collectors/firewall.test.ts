import assert from 'node:assert/strict';
import { describe, it } from 'node:test';
import { firewallCollector } from './firewall.ts';
import { collect } from './testing/collect.ts';
import { TableDevice, type TableRow } from './testing/table-device.ts';

async function collectFilter(...rows: TableRow[]): Promise<readonly string[]> {
  const device = new TableDevice({ '/ip/firewall/filter': rows });
  return (await collect(firewallCollector, device)).samples;
}

const RULE = { '.id': '*1', chain: 'input', action: 'drop', bytes: '0', packets: '0' };

describe('collector firewall', () => {
  it('keeps two equal rules apart, also those that have matched nothing yet', async () => {
    const samples = await collectFilter(RULE, { ...RULE, '.id': '*2', bytes: '50', packets: '1' });
    assert.deepEqual(
      samples.filter((line) => line.startsWith('mikrotik_firewall_rule_bytes_total')),
      [
        'mikrotik_firewall_rule_bytes_total{ip_version="4",table="filter",chain="input",rule="*1"} 0',
        'mikrotik_firewall_rule_bytes_total{ip_version="4",table="filter",chain="input",rule="*2"} 50',
      ],
    );
  });

  it('gives a rule the same series when it is moved, disabled or commented', async () => {
    const counters = (samples: readonly string[]) =>
      samples.filter((line) => line.includes('_total{')).sort();
    const other = { ...RULE, '.id': '*2' };
    assert.deepEqual(
      counters(await collectFilter(other, { ...RULE, disabled: 'true', comment: 'why' })),
      counters(await collectFilter(RULE, other)),
    );
  });

  it('only counts the rules that the device has made', async () => {
    assert.deepEqual(await collectFilter({ ...RULE, dynamic: 'true' }), [
      'mikrotik_firewall_rules{ip_version="4",table="filter"} 0',
      'mikrotik_firewall_disabled_rules{ip_version="4",table="filter"} 0',
      'mikrotik_firewall_invalid_rules{ip_version="4",table="filter"} 0',
      'mikrotik_firewall_dynamic_rules{ip_version="4",table="filter"} 1',
    ]);
  });

  it('tells a list as the source where the rule has no address', async () => {
    const [info = ''] = await collectFilter({ ...RULE, 'src-address': '', 'src-address-list': 'bad' });
    assert.match(info, /source="bad"/);
  });
});
