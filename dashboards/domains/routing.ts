import { of } from '../device/selectors.ts';
import { tablePanel } from '../lib/table.ts';
import { timeSeriesPanel } from '../lib/time-series.ts';
import { COUNT, UP_OR_DOWN, type ValueStyle } from '../lib/values.ts';
import { AGO, countOf, FAULTS, needs, per, present, TIME, YES_IS_GOOD } from './selectors.ts';

const OSPF_NEIGHBOR = ['protocol', 'ospf_instance', 'area', 'neighbor', 'interface'];
const BFD_SESSION = ['remote_address', 'local_address', 'interface', 'vrf'];
const DEFAULT_ROUTE = ['ip_version', 'routing_table', 'gateway', 'distance', 'protocol'];
const PREFIXES = of('mikrotik_bgp_session_prefixes');
/** A count of which none is the fault. */
const NO_SESSION: ValueStyle = { ...COUNT, states: { 0: { text: 'none', colour: 'red' } } };

export const routing = [
  tablePanel({
    title: 'BGP sessions',
    description: `Those that are down first; at most 200. RouterOS 7 drops a session that is down from its list: the peers beside it say so. ${needs('routing')}`,
    width: 14,
    height: 9,
    rows: {
      by: ['session'],
      pick: `bottomk(200, max by (session) (${of('mikrotik_bgp_session_established')}))`,
    },
    columns: [
      { title: 'Session', label: 'session' },
      { title: 'State', width: 70, value: 'picked', style: UP_OR_DOWN },
      { title: 'Peer', label: 'remote_address', of: of('mikrotik_bgp_session_info') },
      { title: 'AS', width: 80, label: 'remote_as', of: of('mikrotik_bgp_session_info') },
      { title: 'Family', width: 80, label: 'afi', of: of('mikrotik_bgp_session_info') },
      {
        title: 'Prefixes',
        width: 90,
        value: { expr: PREFIXES },
        style: COUNT,
      },
      {
        title: 'Uptime',
        width: 110,
        value: { expr: of('mikrotik_bgp_session_uptime_seconds') },
        style: TIME,
      },
      {
        title: 'Last down',
        width: 120,
        value: { expr: `1000 * ${of('mikrotik_bgp_session_last_stopped_timestamp_seconds')}` },
        style: AGO,
      },
    ],
    sortBy: { column: 'State' },
  }),
  tablePanel({
    title: 'BGP peers',
    description: `What is configured, those without a session first; at most 200. One that listens may have several. ${needs('routing')}`,
    width: 10,
    height: 9,
    rows: {
      by: ['connection'],
      pick: `bottomk(200, max by (connection) (${of('mikrotik_bgp_connection_established_sessions')}))`,
    },
    columns: [
      { title: 'Peer', label: 'connection' },
      { title: 'Address', label: 'remote_address', of: of('mikrotik_bgp_connection_info') },
      { title: 'AS', width: 80, label: 'remote_as', of: of('mikrotik_bgp_connection_info') },
      { title: 'Sessions', width: 90, value: 'picked', style: NO_SESSION },
      { title: 'Comment', label: 'comment', of: of('mikrotik_bgp_connection_info') },
    ],
    sortBy: { column: 'Sessions' },
  }),
  tablePanel({
    title: 'OSPF neighbours',
    description: `Full, or 2-way between routers that are not designated, is as it should be. Changes are those of the time range shown. At most 200. ${needs('routing')}`,
    width: 14,
    height: 8,
    rows: {
      by: OSPF_NEIGHBOR,
      pick: `topk(200, max by (${OSPF_NEIGHBOR.join(', ')}) (${of('mikrotik_ospf_neighbor_info')}))`,
    },
    columns: [
      { title: 'Neighbour', label: 'neighbor' },
      {
        title: 'State',
        width: 80,
        label: 'state',
        of: present('mikrotik_ospf_neighbor_state'),
        words: { full: 'green', '2-way': 'text' },
      },
      { title: 'Interface', label: 'interface' },
      { title: 'Area', label: 'area' },
      { title: 'Router ID', label: 'router_id', of: of('mikrotik_ospf_neighbor_info') },
      {
        title: 'Adjacent for',
        width: 110,
        value: { expr: of('mikrotik_ospf_neighbor_adjacency_seconds') },
        style: TIME,
      },
      {
        title: 'Changes',
        width: 90,
        value: { expr: countOf('mikrotik_ospf_neighbor_state_changes_total') },
        style: FAULTS,
      },
    ],
    sortBy: { column: 'State' },
  }),
  tablePanel({
    title: 'BFD sessions',
    description: `Those that are down first; at most 200. Changes are those of the time range shown. ${needs('routing')}`,
    width: 10,
    height: 8,
    rows: {
      by: BFD_SESSION,
      pick: `bottomk(200, max by (${BFD_SESSION.join(', ')}) (${of('mikrotik_bfd_session_up')}))`,
    },
    columns: [
      { title: 'Peer', label: 'remote_address' },
      { title: 'State', width: 70, value: 'picked', style: UP_OR_DOWN },
      { title: 'Interface', label: 'interface' },
      {
        title: 'Uptime',
        width: 110,
        value: { expr: of('mikrotik_bfd_session_uptime_seconds') },
        style: TIME,
      },
      {
        title: 'Changes',
        width: 90,
        value: { expr: countOf('mikrotik_bfd_session_state_changes_total') },
        style: FAULTS,
      },
    ],
    sortBy: { column: 'State' },
  }),
  tablePanel({
    title: 'Default routes',
    description: `Each with whether it is in use; one that waits for another to fail is not. ${needs('routing')}`,
    width: 10,
    height: 8,
    rows: {
      by: DEFAULT_ROUTE,
      pick: `topk(50, max by (${DEFAULT_ROUTE.join(', ')}) (${of('mikrotik_default_route_active')}))`,
    },
    columns: [
      { title: 'IP', width: 50, label: 'ip_version' },
      { title: 'Table', width: 80, label: 'routing_table' },
      { title: 'Gateway', label: 'gateway' },
      { title: 'Distance', width: 80, label: 'distance' },
      { title: 'In use', width: 70, value: 'picked', style: YES_IS_GOOD },
      { title: 'From', width: 80, label: 'protocol' },
      { title: 'Comment', label: 'comment', of: of('mikrotik_default_route_info') },
    ],
    sortBy: { column: 'In use', descending: true },
  }),
  timeSeriesPanel({
    title: 'Prefixes by session',
    description: `Prefixes received and held, of the ten sessions with most. A fall is the peer’s, or a filter. ${needs('routing')}`,
    width: 7,
    height: 8,
    queries: [
      {
        expr: `max by (session) (${PREFIXES}) and topk(10, max by (session) (${PREFIXES} @ end()))`,
        legend: '{{session}}',
      },
    ],
    style: { ...COUNT, min: 0 },
  }),
  timeSeriesPanel({
    title: 'Routes by protocol',
    description: `Routes by where they are from, those that are not in use among them. ${needs('routing_table')}`,
    width: 7,
    height: 8,
    queries: [
      per(
        'ip_version, protocol',
        `${of('mikrotik_route_protocol_entries')} > 0`,
        'IPv{{ip_version}} {{protocol}}',
      ),
    ],
    style: { ...COUNT, min: 0 },
  }),
];
