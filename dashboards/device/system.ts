import { tablePanel } from '../lib/table.ts';
import { ratioPanel, timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { deviceRow, of, one, perSensor, usedRatio, YES_IS_BAD } from './selectors.ts';

export const load = [
  ratioPanel({
    title: 'CPU load',
    description: 'Load of all cores together. One core that is full shows as its share only.',
    width: 8,
    height: 8,
    queries: [one('mikrotik_system_cpu_load_ratio', 'load')],
  }),
  ratioPanel({
    title: 'Memory and storage in use',
    description:
      'Shares in use. Memory that only grows is a leak; full storage keeps RouterOS from upgrading.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: usedRatio('mikrotik_system_memory_size_bytes', 'mikrotik_system_memory_free_bytes'),
        legend: 'memory',
      },
      {
        expr: usedRatio('mikrotik_system_storage_size_bytes', 'mikrotik_system_storage_free_bytes'),
        legend: 'storage',
      },
    ],
  }),
  timeSeriesPanel({
    title: 'Temperature',
    description: 'Temperature of each sensor of the device; those of optical modules are below.',
    width: 8,
    height: 8,
    queries: [perSensor('mikrotik_health_temperature_celsius')],
    style: { unit: UNIT.celsius },
  }),
];

export const sensors = [
  timeSeriesPanel({
    title: 'Voltage',
    description: 'Voltage of each supply. A sag before a reboot is the power, not RouterOS.',
    width: 6,
    height: 7,
    queries: [perSensor('mikrotik_health_voltage_volts')],
    style: { unit: UNIT.volts },
  }),
  timeSeriesPanel({
    title: 'Current',
    description: 'Current that each supply delivers.',
    width: 6,
    height: 7,
    queries: [perSensor('mikrotik_health_current_amperes')],
    style: { unit: UNIT.amperes, min: 0 },
  }),
  timeSeriesPanel({
    title: 'Power',
    description: 'Power that the device takes, PoE included.',
    width: 6,
    height: 7,
    queries: [perSensor('mikrotik_health_power_watts')],
    style: { unit: UNIT.watts, min: 0 },
  }),
  timeSeriesPanel({
    title: 'Fans',
    description: 'Revolutions per minute; some fans stand still while it is cool.',
    width: 6,
    height: 7,
    queries: [perSensor('mikrotik_health_fan_speed_rpm')],
    style: { unit: UNIT.rpm, min: 0 },
  }),
];

export const sensorStates = tablePanel({
  title: 'Power supplies and fans',
  description: 'The present state of each part that reports one.',
  width: 8,
  height: 5,
  rows: {
    by: ['sensor', 'state'],
    pick: `topk(50, max by (sensor, state) (${of('mikrotik_health_state')}) == 1)`,
  },
  columns: [
    { title: 'Part', label: 'sensor' },
    { title: 'State', label: 'state' },
  ],
});

export const wear = tablePanel({
  title: 'Flash and license',
  description:
    'Wear of the flash storage, and what the license allows. A CHR whose license lapses cannot be upgraded.',
  width: 16,
  height: 5,
  rows: deviceRow,
  columns: [
    {
      title: 'Bad blocks',
      value: { expr: of('mikrotik_system_storage_bad_blocks_ratio') },
      style: { unit: UNIT.ratio, decimals: 1 },
    },
    {
      title: 'Sectors written',
      value: { expr: `rate(${of('mikrotik_system_storage_written_sectors_total')}[$__rate_interval])` },
      style: { unit: UNIT.perSecond, decimals: 1 },
    },
    { title: 'License', label: 'license_level', of: of('mikrotik_system_license_info') },
    {
      title: 'Upgrades limited',
      value: { expr: of('mikrotik_system_license_upgrades_limited') },
      style: YES_IS_BAD,
    },
    {
      title: 'License ends in',
      value: { expr: of('mikrotik_system_license_remaining_seconds') },
      style: { unit: UNIT.seconds },
    },
  ],
});
