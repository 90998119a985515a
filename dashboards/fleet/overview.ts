import { ROW_TO_DEVICE, TO_STACK } from '../lib/links.ts';
import { statPanel } from '../lib/stat.ts';
import { type Rows, tablePanel } from '../lib/table.ts';
import { timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT, faults, UP_OR_DOWN } from '../lib/values.ts';
import { ALERTS, CHOSEN, NOT_REACHED, ofChosen, REACHED } from './selectors.ts';

export const overview = [
  statPanel({
    title: 'Devices',
    description: 'Devices that Prometheus scrapes.',
    width: 4,
    height: 4,
    query: { expr: `count(${REACHED})`, legend: 'devices' },
    style: { ...COUNT, none: '0' },
  }),
  statPanel({
    title: 'Answering',
    description: 'Devices of which at least one probe succeeded: reached, logged in, and something was read.',
    width: 4,
    height: 4,
    query: { expr: `sum(${REACHED})`, legend: 'answering' },
    style: { ...COUNT, none: '0' },
  }),
  statPanel({
    title: 'Not answering',
    description: 'Devices of which no probe succeeded, whatever the reason.',
    width: 4,
    height: 4,
    query: { expr: `count(${REACHED} == 0) or vector(0)`, legend: 'not answering' },
    style: faults('red'),
  }),
  statPanel({
    title: 'Critical alerts',
    description: 'Alerts that page somebody now.',
    width: 4,
    height: 4,
    query: {
      expr: `count(ALERTS{alertstate="firing",severity="critical",${CHOSEN}}) or vector(0)`,
      legend: 'critical',
    },
    style: faults('red'),
  }),
  statPanel({
    title: 'Warnings',
    description: 'Alerts that can wait until morning.',
    width: 4,
    height: 4,
    query: {
      expr: `count(ALERTS{alertstate="firing",severity="warning",${CHOSEN}}) or vector(0)`,
      legend: 'warnings',
    },
    style: faults('orange'),
  }),
  statPanel({
    title: 'Exporter',
    description: 'Whether every exporter can be scraped. While one is down, nothing here is current.',
    width: 4,
    height: 4,
    query: { expr: 'min(up{job="tikscope"})', legend: 'exporter' },
    style: { ...UP_OR_DOWN, none: 'Missing' },
    links: [TO_STACK],
  }),
];

const alertRows: Rows = {
  by: ['alertname', 'severity', 'tenant', 'site', 'instance', 'collector', 'module', 'bound'],
  pick: `topk(100, max by (alertname, severity, tenant, site, instance, collector, module, bound) (${ALERTS}))`,
};

export const firingAlerts = tablePanel({
  title: 'Firing alerts',
  description: 'The alerts that fire now, at most 100. Each has a runbook of its name in alerts/runbooks.',
  width: 14,
  height: 9,
  rows: alertRows,
  columns: [
    { title: 'Severity', label: 'severity', width: 80 },
    { title: 'Alert', label: 'alertname' },
    { title: 'Device', label: 'instance', link: ROW_TO_DEVICE },
    { title: 'Tenant', label: 'tenant', width: 100 },
    { title: 'Site', label: 'site', width: 100 },
    { title: 'Collector', label: 'collector', width: 90 },
    { title: 'Module', label: 'module', width: 80 },
    { title: 'Bound', label: 'bound', width: 80 },
    {
      title: 'Since',
      value: { expr: `1000 * ${ofChosen('ALERTS_FOR_STATE')}` },
      style: { unit: UNIT.ago },
      width: 130,
    },
  ],
  sortBy: { column: 'Severity' },
});

export const notReached = timeSeriesPanel({
  title: 'Devices not answering',
  description:
    'Devices of each site of which no probe succeeded. A step of a whole site is its uplink or its power.',
  width: 10,
  height: 9,
  queries: [{ expr: `topk(20, ${NOT_REACHED})`, legend: '{{tenant}} {{site}}' }],
  style: { ...COUNT, min: 0 },
});
