import { LIMITS } from '../lib/limits.ts';
import { tablePanel } from '../lib/table.ts';
import { ratioPanel, timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT, flag } from '../lib/values.ts';
import { deviceRow, of, one } from './selectors.ts';

const CLOCK = of('mikrotik_clock_timestamp_seconds');

export const clockAndConnections = [
  timeSeriesPanel({
    title: 'Clock',
    description:
      'How far the clock was ahead of Prometheus when the scrape began. RouterOS tells whole seconds, so up to one second behind is none; what the probe took comes on top. The offset is NTP’s own figure.',
    width: 8,
    height: 8,
    queries: [
      { expr: `max by (instance) (${CLOCK} - timestamp(${CLOCK}))`, legend: 'ahead' },
      one('mikrotik_ntp_offset_seconds', 'NTP offset'),
    ],
    style: { unit: UNIT.seconds },
  }),
  timeSeriesPanel({
    title: 'Connections',
    description: 'Connections that are tracked. RouterOS tells IPv4 and IPv6 apart since 7.20.',
    width: 8,
    height: 8,
    queries: [
      one('mikrotik_connection_entries', 'all'),
      one('mikrotik_connection_ipv4_entries', 'IPv4'),
      one('mikrotik_connection_ipv6_entries', 'IPv6'),
    ],
    style: { ...COUNT, min: 0 },
  }),
  ratioPanel({
    title: 'Connection table in use',
    description: `Share of the connections that the table can hold. A full table refuses new ones; ${LIMITS.connectionTableNearlyFull.alert} fires beyond the line.`,
    width: 8,
    height: 8,
    queries: [
      {
        expr: `max by (instance) (${of('mikrotik_connection_entries')} / ${of('mikrotik_connection_max_entries')})`,
        legend: 'in use',
      },
    ],
    limit: LIMITS.connectionTableNearlyFull.value,
  }),
  tablePanel({
    title: 'Time and tracking',
    description:
      'Whether the clock follows a time server; logs and certificates lean on it. Drift is how wrong the clock runs by itself.',
    width: 24,
    height: 4,
    rows: deviceRow,
    columns: [
      {
        title: 'NTP client',
        value: { expr: of('mikrotik_ntp_enabled') },
        style: flag('enabled', 'text', 'disabled', 'orange'),
      },
      {
        title: 'Synchronized',
        value: { expr: of('mikrotik_ntp_synchronized') },
        style: flag('yes', 'green', 'no', 'orange'),
      },
      { title: 'Stratum', value: { expr: of('mikrotik_ntp_stratum') }, style: COUNT },
      {
        title: 'Drift',
        value: { expr: `1000000 * ${of('mikrotik_ntp_frequency_drift_ratio')}` },
        style: { unit: UNIT.partsPerMillion, decimals: 1 },
      },
      {
        title: 'Time zone ahead of UTC',
        value: { expr: of('mikrotik_clock_utc_offset_seconds') },
        style: { unit: UNIT.seconds },
      },
      {
        title: 'Connection tracking',
        value: { expr: of('mikrotik_connection_tracking_active') },
        style: flag('on', 'text', 'off', 'text'),
      },
    ],
  }),
];
