import { of } from '../device/selectors.ts';
import { barsPanel } from '../lib/bars.ts';
import { tablePanel } from '../lib/table.ts';
import { packetPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT } from '../lib/values.ts';
import { BITS, bitsOf, needs, rateOf } from './selectors.ts';

const RULE = ['ip_version', 'table', 'chain', 'rule'];
const NEEDS = needs('firewall');

export const firewall = [
  tablePanel({
    title: 'Busiest rules',
    description: `The hundred rules that match most. FastTracked traffic passes no rule, so none counts it. ${NEEDS}`,
    width: 24,
    height: 10,
    rows: {
      by: RULE,
      pick: `topk(100, max by (${RULE.join(', ')}) (${bitsOf('mikrotik_firewall_rule_bytes_total')}))`,
    },
    columns: [
      { title: 'IP', width: 50, label: 'ip_version' },
      { title: 'Table', width: 80, label: 'table' },
      { title: 'Chain', width: 110, label: 'chain' },
      { title: 'Rule', width: 70, label: 'rule' },
      { title: 'Action', width: 160, label: 'action', of: of('mikrotik_firewall_rule_info') },
      { title: 'Comment', label: 'comment', of: of('mikrotik_firewall_rule_info') },
      { title: 'Source', label: 'source', of: of('mikrotik_firewall_rule_info') },
      { title: 'Destination', label: 'destination', of: of('mikrotik_firewall_rule_info') },
      { title: 'Matched', width: 110, value: 'picked', style: BITS },
      {
        title: 'Packets',
        width: 110,
        value: { expr: rateOf('mikrotik_firewall_rule_packets_total') },
        style: { unit: UNIT.packetsPerSecond, decimals: 1 },
      },
    ],
    sortBy: { column: 'Matched', descending: true },
  }),
  packetPanel({
    title: 'Dropped',
    description: `Packets that rules dropped, rejected or held in a tarpit, by chain. ${NEEDS}`,
    width: 14,
    height: 8,
    queries: [
      {
        expr: `sum by (ip_version, table, chain) (max by (${RULE.join(', ')}) (${rateOf('mikrotik_firewall_rule_packets_total')}) and on (${RULE.join(', ')}) mikrotik_firewall_rule_info{job="mikrotik",instance="$instance",action=~"drop|reject|tarpit"})`,
        legend: 'IPv{{ip_version}} {{table}} {{chain}}',
      },
    ],
  }),
  barsPanel({
    title: 'Address lists',
    description: `Entries of the ten longest lists, with those that rules, scripts and DNS have added. ${NEEDS}`,
    width: 10,
    height: 8,
    query: {
      expr: `sort_desc(topk(10, max by (ip_version, list) (${of('mikrotik_address_list_members')})))`,
      legend: 'IPv{{ip_version}} {{list}}',
    },
    style: COUNT,
  }),
];
