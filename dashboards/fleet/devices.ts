import { ROW_TO_DEVICE } from '../lib/links.ts';
import { type Rows, tablePanel } from '../lib/table.ts';
import { UNIT } from '../lib/units.ts';
import { faults, PERCENT, UP_OR_DOWN } from '../lib/values.ts';
import { ALERTS, BIT_RATE, ofDevices, REACHED, receiveRate, transmitRate } from './selectors.ts';

const deviceRows: Rows = {
  by: ['instance', 'tenant', 'site'],
  pick: `bottomk(200, max by (instance, tenant, site) (${REACHED}))`,
};

export const devices = tablePanel({
  title: 'Device list',
  description: 'Those that do not answer first; at most 200: choose a tenant or site to see the rest.',
  width: 24,
  height: 13,
  rows: deviceRows,
  columns: [
    { title: 'Device', label: 'instance', link: ROW_TO_DEVICE },
    { title: 'Tenant', width: 100, label: 'tenant' },
    { title: 'Site', width: 100, label: 'site' },
    { title: 'State', value: 'picked', style: UP_OR_DOWN, width: 70 },
    {
      title: 'Alerts',
      value: {
        expr: `count by (instance, tenant, site) (${ALERTS}) or 0 * max by (instance, tenant, site) (${REACHED})`,
      },
      style: faults('orange'),
      width: 70,
    },
    { title: 'Board', label: 'board_name', of: ofDevices('mikrotik_system_info') },
    { title: 'RouterOS', label: 'version', of: ofDevices('mikrotik_system_info') },
    {
      title: 'Uptime',
      width: 110,
      value: { expr: ofDevices('mikrotik_system_uptime_seconds') },
      style: { unit: UNIT.seconds, decimals: 1 },
    },
    { title: 'CPU', value: { expr: ofDevices('mikrotik_system_cpu_load_ratio') }, style: PERCENT, width: 80 },
    {
      title: 'Memory',
      value: {
        expr: `1 - ${ofDevices('mikrotik_system_memory_free_bytes')} / ${ofDevices('mikrotik_system_memory_size_bytes')}`,
      },
      style: PERCENT,
      width: 80,
    },
    {
      title: 'Hottest',
      value: { expr: ofDevices('mikrotik_health_temperature_celsius') },
      style: { unit: UNIT.celsius, decimals: 0 },
      width: 80,
    },
    { title: 'Received', width: 110, value: { expr: receiveRate }, style: BIT_RATE },
    { title: 'Sent', width: 110, value: { expr: transmitRate }, style: BIT_RATE },
  ],
  sortBy: { column: 'State' },
});
