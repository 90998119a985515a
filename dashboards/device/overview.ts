import { statPanel } from '../lib/stat.ts';
import { tablePanel } from '../lib/table.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT, faults, flag, PERCENT, UP_OR_DOWN } from '../lib/values.ts';
import { deviceRow, FIRING, of, one, usedRatio } from './selectors.ts';

export const strip = [
  statPanel({
    title: 'State',
    description: 'Up if any probe succeeded: reached, logged in, and something was read.',
    width: 4,
    height: 4,
    query: one('probe_success', 'state'),
    style: { ...UP_OR_DOWN, none: 'Unknown' },
  }),
  statPanel({
    title: 'Failure',
    description: 'Why the last probe failed. docs/errors.md says what each reason means and what to do.',
    width: 4,
    height: 4,
    query: { expr: `max by (reason) (${of('mikrotik_probe_failure_info')})`, legend: '{{reason}}' },
    style: { unit: UNIT.state, limits: [{ from: 1, colour: 'red' }], none: 'none' },
    showsName: true,
  }),
  statPanel({
    title: 'Firing alerts',
    description: 'Alerts of this device that fire; they are marked in the graphs below.',
    width: 4,
    height: 4,
    query: { expr: `count(${FIRING}) or vector(0)`, legend: 'firing' },
    style: faults('red'),
  }),
  statPanel({
    title: 'Uptime',
    description: 'Time since the device booted.',
    width: 4,
    height: 4,
    query: one('mikrotik_system_uptime_seconds', 'uptime'),
    style: { unit: UNIT.seconds, decimals: 1 },
  }),
  statPanel({
    title: 'CPU',
    description: 'Load of all cores together.',
    width: 4,
    height: 4,
    query: one('mikrotik_system_cpu_load_ratio', 'load'),
    style: PERCENT,
  }),
  statPanel({
    title: 'Memory',
    description: 'Share of the memory that is in use.',
    width: 4,
    height: 4,
    query: {
      expr: usedRatio('mikrotik_system_memory_size_bytes', 'mikrotik_system_memory_free_bytes'),
      legend: 'in use',
    },
    style: PERCENT,
  }),
];

export const identity = tablePanel({
  title: 'Identity',
  description:
    'What the device is. Firmware is RouterBOOT; a pending upgrade takes effect at the next reboot.',
  width: 24,
  height: 4,
  rows: deviceRow,
  columns: [
    { title: 'Identity', label: 'identity', of: of('mikrotik_system_identity_info') },
    { title: 'Board', label: 'board_name', of: of('mikrotik_system_info') },
    { title: 'RouterOS', label: 'version', of: of('mikrotik_system_info') },
    { title: 'Architecture', width: 100, label: 'architecture', of: of('mikrotik_system_info') },
    { title: 'Serial number', label: 'serial_number', of: of('mikrotik_system_routerboard_info') },
    { title: 'Firmware', width: 100, label: 'current_firmware', of: of('mikrotik_system_routerboard_info') },
    {
      title: 'Upgrade pending',
      width: 130,
      value: { expr: of('mikrotik_system_firmware_upgrade_pending') },
      style: flag('yes', 'orange', 'no', 'text'),
    },
    { title: 'Cores', width: 70, value: { expr: of('mikrotik_system_cpu_cores') }, style: COUNT },
    {
      title: 'Clock',
      width: 90,
      value: { expr: of('mikrotik_system_cpu_frequency_hertz') },
      style: { unit: UNIT.hertz },
    },
    {
      title: 'Memory',
      width: 90,
      value: { expr: of('mikrotik_system_memory_size_bytes') },
      style: { unit: UNIT.bytes, decimals: 0 },
    },
    {
      title: 'Storage',
      width: 90,
      value: { expr: of('mikrotik_system_storage_size_bytes') },
      style: { unit: UNIT.bytes, decimals: 0 },
    },
  ],
});
