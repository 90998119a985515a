import { of, one, YES_IS_BAD } from '../device/selectors.ts';
import { tablePanel } from '../lib/table.ts';
import { timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT, PERCENT } from '../lib/values.ts';
import { AGO, needs, present, YES_OR_NO } from './selectors.ts';

const NETWATCH = ['netwatch', 'host', 'probe_kind', 'port', 'probe_id'];
const NEEDS = needs('services');

export const services = [
  tablePanel({
    title: 'Netwatch',
    description: `What the router watches itself; at most 200. Loss and round trip are those of pings. ${NEEDS}`,
    width: 24,
    height: 7,
    rows: {
      by: NETWATCH,
      pick: `topk(200, max by (${NETWATCH.join(', ')}) (${of('mikrotik_netwatch_info')}))`,
    },
    columns: [
      { title: 'Probe', label: 'netwatch' },
      { title: 'Host', label: 'host' },
      { title: 'Kind', width: 100, label: 'probe_kind' },
      { title: 'Comment', label: 'comment', of: of('mikrotik_netwatch_info') },
      {
        title: 'State',
        width: 90,
        label: 'state',
        of: present('mikrotik_netwatch_state'),
        words: { up: 'green', down: 'red' },
      },
      {
        title: 'Since',
        width: 140,
        value: { expr: `1000 * ${of('mikrotik_netwatch_state_change_timestamp_seconds')}` },
        style: AGO,
      },
      {
        title: 'Loss',
        width: 80,
        value: { expr: of('mikrotik_netwatch_icmp_loss_ratio') },
        style: PERCENT,
      },
      {
        title: 'Round trip',
        width: 100,
        value: { expr: of('mikrotik_netwatch_icmp_round_trip_mean_seconds') },
        style: { unit: UNIT.seconds, decimals: 1 },
      },
    ],
    sortBy: { column: 'State' },
  }),
  timeSeriesPanel({
    title: 'DNS cache',
    description: `How big the cache is and may become; a full one forgets. ${NEEDS}`,
    width: 10,
    height: 8,
    queries: [
      one('mikrotik_dns_cache_used_bytes', 'in use'),
      one('mikrotik_dns_cache_size_bytes', 'at most'),
    ],
    style: { unit: UNIT.bytes, min: 0 },
  }),
  tablePanel({
    title: 'Services of the device',
    description: `How the device itself is reached. An open service without allowed addresses answers everybody. ${NEEDS}`,
    width: 14,
    height: 8,
    rows: {
      by: ['ip_service'],
      pick: `topk(50, max by (ip_service) (${of('mikrotik_service_enabled')}))`,
    },
    columns: [
      { title: 'Service', label: 'ip_service' },
      { title: 'Port', width: 70, label: 'port', of: of('mikrotik_service_info') },
      { title: 'Open', width: 70, value: 'picked', style: YES_OR_NO },
      {
        title: 'Invalid',
        width: 80,
        value: { expr: of('mikrotik_service_invalid') },
        style: YES_IS_BAD,
      },
      {
        title: 'Connections',
        width: 110,
        value: { expr: of('mikrotik_service_connections') },
        style: COUNT,
      },
      { title: 'Allowed addresses', label: 'available_from', of: of('mikrotik_service_info') },
      { title: 'Certificate', label: 'certificate', of: of('mikrotik_service_info') },
    ],
    sortBy: { column: 'Open', descending: true },
  }),
];
