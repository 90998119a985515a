import { of, YES_IS_BAD } from '../device/selectors.ts';
import { LIMITS } from '../lib/limits.ts';
import { statPanel } from '../lib/stat.ts';
import { tablePanel } from '../lib/table.ts';
import { ratioPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT, flag, PERCENT } from '../lib/values.ts';
import { AGO, BYTES, countOf, FAULTS, needs, per, present, TIME, YES_IS_GOOD } from './selectors.ts';

const CERTIFICATE = ['certificate', 'fingerprint'];
const DAY = 86_400;

export const system = [
  ratioPanel({
    title: 'Cores',
    description: `Load of each CPU core. One that is full while the others rest is a single connection or process. ${needs('system')}`,
    width: 12,
    height: 8,
    queries: [per('core', of('mikrotik_cpu_load_ratio'), '{{core}}')],
  }),
  statPanel({
    title: 'Configuration changed',
    description: `The latest change that the device remembers. ${needs('system')}`,
    width: 4,
    height: 8,
    query: {
      expr: `max by (instance) (1000 * ${of('mikrotik_history_last_change_timestamp_seconds')})`,
      legend: 'changed',
    },
    style: AGO,
  }),
  tablePanel({
    title: 'Scripts',
    description: `Runs are those of the time range shown. ${needs('system')}`,
    width: 8,
    height: 8,
    rows: { by: ['script'], pick: `topk(200, max by (script) (${of('mikrotik_script_invalid')}))` },
    columns: [
      { title: 'Script', label: 'script' },
      { title: 'Invalid', width: 70, value: 'picked', style: YES_IS_BAD },
      { title: 'Runs', width: 60, value: { expr: countOf('mikrotik_script_runs_total') }, style: COUNT },
      {
        title: 'Last start',
        width: 130,
        value: { expr: `1000 * ${of('mikrotik_script_last_start_timestamp_seconds')}` },
        style: AGO,
      },
    ],
    sortBy: { column: 'Invalid', descending: true },
  }),
  tablePanel({
    title: 'Disks',
    description: `Each disk with its wear; the life used may pass 100 %. ${needs('storage')}`,
    width: 24,
    height: 6,
    rows: { by: ['disk'], pick: `topk(50, max by (disk) (${of('mikrotik_disk_present')}))` },
    columns: [
      { title: 'Disk', label: 'disk' },
      { title: 'Kind', width: 90, label: 'kind', of: of('mikrotik_disk_info') },
      { title: 'Model', label: 'disk_model', of: of('mikrotik_disk_info') },
      { title: 'File system', width: 90, label: 'file_system', of: of('mikrotik_disk_info') },
      { title: 'Present', width: 80, value: 'picked', style: YES_IS_GOOD },
      { title: 'Size', width: 90, value: { expr: of('mikrotik_disk_size_bytes') }, style: BYTES },
      { title: 'Free', width: 90, value: { expr: of('mikrotik_disk_free_bytes') }, style: BYTES },
      {
        title: 'Temperature',
        width: 110,
        value: { expr: of('mikrotik_disk_temperature_celsius') },
        style: { unit: UNIT.celsius },
      },
      {
        title: 'Life used',
        width: 90,
        value: { expr: of('mikrotik_disk_endurance_used_ratio') },
        style: {
          unit: UNIT.ratio,
          decimals: 0,
          limits: [{ from: LIMITS.diskWornOut.value, colour: 'orange' }],
        },
      },
      {
        title: 'Warns',
        width: 70,
        value: { expr: of('mikrotik_disk_critical_warning') },
        style: YES_IS_BAD,
      },
    ],
    sortBy: { column: 'Disk' },
  }),
  tablePanel({
    title: 'Certificates',
    description: `Those that end first; at most 200. A negative figure has ended. ${needs('inventory')}`,
    width: 12,
    height: 7,
    rows: {
      by: CERTIFICATE,
      pick: `bottomk(200, max by (certificate, fingerprint) ((${of('mikrotik_certificate_not_after_timestamp_seconds')} - time()) / ${DAY}))`,
    },
    columns: [
      { title: 'Certificate', label: 'certificate' },
      { title: 'Common name', label: 'common_name', of: of('mikrotik_certificate_info') },
      { title: 'Issuer', label: 'issuer', of: of('mikrotik_certificate_info') },
      { title: 'Days left', width: 110, value: 'picked', style: COUNT },
      {
        title: 'Revoked',
        width: 80,
        value: { expr: of('mikrotik_certificate_revoked') },
        style: YES_IS_BAD,
      },
    ],
    sortBy: { column: 'Days left' },
  }),
  tablePanel({
    title: 'UPS',
    description: `What feeds the device, and for how long. ${needs('power')}`,
    width: 12,
    height: 7,
    rows: { by: ['ups'], pick: `topk(20, max by (ups) (${of('mikrotik_ups_connected')}))` },
    columns: [
      { title: 'UPS', label: 'ups' },
      { title: 'Model', label: 'ups_model', of: of('mikrotik_ups_info') },
      { title: 'Found', width: 70, value: 'picked', style: YES_IS_GOOD },
      {
        title: 'Runs on',
        width: 90,
        value: { expr: of('mikrotik_ups_on_battery') },
        style: flag('battery', 'orange', 'line', 'green'),
      },
      {
        title: 'Charge',
        width: 80,
        value: { expr: of('mikrotik_ups_battery_charge_ratio') },
        style: PERCENT,
      },
      {
        title: 'Lasts for',
        width: 100,
        value: { expr: of('mikrotik_ups_runtime_left_seconds') },
        style: TIME,
      },
      { title: 'Load', width: 70, value: { expr: of('mikrotik_ups_load_ratio') }, style: PERCENT },
    ],
    sortBy: { column: 'UPS' },
  }),
  tablePanel({
    title: 'Containers',
    description: `Restarts are those of the time range shown. ${needs('containers')}`,
    width: 24,
    height: 7,
    rows: {
      by: ['container'],
      pick: `topk(200, max by (container) (${of('mikrotik_container_info')}))`,
    },
    columns: [
      { title: 'Container', label: 'container' },
      { title: 'Image', label: 'tag', of: of('mikrotik_container_info') },
      {
        title: 'State',
        width: 100,
        label: 'state',
        of: present('mikrotik_container_state'),
        words: { running: 'green', stopped: 'text', error: 'red' },
      },
      {
        title: 'Healthy',
        width: 80,
        value: { expr: of('mikrotik_container_healthy') },
        style: YES_IS_GOOD,
      },
      { title: 'CPU', width: 80, value: { expr: of('mikrotik_container_cpu_ratio') }, style: PERCENT },
      {
        title: 'Memory',
        width: 100,
        value: { expr: of('mikrotik_container_memory_used_bytes') },
        style: BYTES,
      },
      {
        title: 'Memory limit',
        width: 110,
        value: { expr: of('mikrotik_container_memory_limit_bytes') },
        style: BYTES,
      },
      {
        title: 'Restarts',
        width: 80,
        value: { expr: countOf('mikrotik_container_restarts_total') },
        style: FAULTS,
      },
    ],
    sortBy: { column: 'State' },
  }),
];
