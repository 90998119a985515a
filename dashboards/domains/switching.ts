import { of, one } from '../device/selectors.ts';
import { tablePanel } from '../lib/table.ts';
import { timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT } from '../lib/values.ts';
import { countOf, FAULTS, needs, present, TIME, YES_OR_NO } from './selectors.ts';

const NEEDS = needs('switching');
const PORT = ['bridge', 'interface'];

export const switching = [
  tablePanel({
    title: 'Bridges',
    description: `Each bridge with the way to the root of its spanning tree. ${NEEDS}`,
    width: 14,
    height: 6,
    rows: { by: ['bridge'], pick: `topk(50, max by (bridge) (${of('mikrotik_bridge_info')}))` },
    columns: [
      { title: 'Bridge', label: 'bridge' },
      { title: 'Protocol', width: 90, label: 'protocol_mode', of: of('mikrotik_bridge_info') },
      { title: 'Root', width: 70, value: { expr: of('mikrotik_bridge_is_root') }, style: YES_OR_NO },
      { title: 'Root port', label: 'root_port', of: of('mikrotik_bridge_root_info') },
      { title: 'Ports', width: 70, value: { expr: of('mikrotik_bridge_ports') }, style: COUNT },
      {
        title: 'VLAN filtering',
        width: 110,
        value: { expr: of('mikrotik_bridge_vlan_filtering_enabled') },
        style: YES_OR_NO,
      },
      { title: 'Comment', label: 'comment', of: of('mikrotik_bridge_info') },
    ],
    sortBy: { column: 'Bridge' },
  }),
  timeSeriesPanel({
    title: 'Bridge hosts',
    description: `MAC addresses that the bridges know. Twice as many at once are a loop, or a flood. ${NEEDS}`,
    width: 10,
    height: 6,
    queries: [one('mikrotik_bridge_hosts', 'hosts')],
    style: { ...COUNT, min: 0 },
  }),
  tablePanel({
    title: 'Bridge ports',
    description: `Role and state in the spanning tree; at most 200. Topology changes are those of the time range shown. ${NEEDS}`,
    width: 14,
    height: 9,
    rows: {
      by: PORT,
      pick: `topk(200, max by (bridge, interface) (${of('mikrotik_bridge_port_active')}))`,
    },
    columns: [
      { title: 'Interface', label: 'interface' },
      { title: 'Bridge', label: 'bridge' },
      { title: 'Active', width: 70, value: 'picked', style: YES_OR_NO },
      {
        title: 'Role',
        width: 130,
        label: 'state',
        of: present('mikrotik_bridge_port_role'),
        words: { 'root-port': 'green', 'designated-port': 'green', 'disabled-port': 'text' },
      },
      {
        title: 'State',
        width: 100,
        // The role has the label `state`, too, and a table merges rows by all of their labels.
        label: 'port_state',
        of: `label_replace(${present('mikrotik_bridge_port_state')}, "port_state", "$1", "state", "(.*)")`,
        words: { forwarding: 'green', disabled: 'text' },
      },
      {
        title: 'In hardware',
        width: 100,
        value: { expr: of('mikrotik_bridge_port_hardware_offload') },
        style: YES_OR_NO,
      },
      {
        title: 'Changes',
        width: 80,
        value: { expr: countOf('mikrotik_bridge_port_topology_changes_total') },
        style: FAULTS,
      },
      {
        title: 'Last change',
        width: 110,
        value: { expr: of('mikrotik_bridge_port_last_topology_change_age_seconds') },
        style: TIME,
      },
    ],
    sortBy: { column: 'Active', descending: true },
  }),
  tablePanel({
    title: 'PoE',
    description: `What the ports feed, those with most power first. ${NEEDS}`,
    width: 10,
    height: 9,
    rows: { by: ['interface'], pick: `topk(200, max by (interface) (${of('mikrotik_poe_info')}))` },
    columns: [
      { title: 'Interface', label: 'interface' },
      { title: 'Setting', width: 90, label: 'poe_out', of: of('mikrotik_poe_info') },
      {
        title: 'State',
        label: 'state',
        of: present('mikrotik_poe_state'),
        words: { 'powered-on': 'green', off: 'text', disabled: 'text', 'waiting-for-load': 'text' },
      },
      {
        title: 'Power',
        width: 90,
        value: { expr: of('mikrotik_poe_power_watts') },
        style: { unit: UNIT.watts, decimals: 1 },
      },
      {
        title: 'Voltage',
        width: 90,
        value: { expr: of('mikrotik_poe_voltage_volts') },
        style: { unit: UNIT.volts, decimals: 1 },
      },
    ],
    sortBy: { column: 'Power', descending: true },
  }),
];
