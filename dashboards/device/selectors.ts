import { type Query } from '../lib/panel.ts';
import { type Rows } from '../lib/table.ts';
import { flag } from '../lib/values.ts';

/** The series of the device. Several modules may bring the same one, hence `max by` around all of them. */
export const of = (metric: string): string => `${metric}{job="mikrotik",instance="$instance"}`;

export const ofInterfaces = (metric: string): string =>
  `${metric}{job="mikrotik",instance="$instance",interface=~"$interface"}`;

export const one = (metric: string, legend: string): Query => ({
  expr: `max by (instance) (${of(metric)})`,
  legend,
});

export const usedRatio = (size: string, free: string): string =>
  `max by (instance) (1 - ${of(free)} / ${of(size)})`;

export const perSensor = (metric: string): Query => ({
  expr: `max by (sensor) (${of(metric)})`,
  legend: '{{sensor}}',
});

export const perInterface = (metric: string): Query => ({
  expr: `max by (interface) (${ofInterfaces(metric)})`,
  legend: '{{interface}}',
});

export const rateOf = (metric: string): string => `rate(${ofInterfaces(metric)}[$__rate_interval])`;

/** The interfaces on which most happens at the end of the time range. */
export function busiest(count: number, metric: string, what = ''): Query {
  const rate = `max by (interface) (${rateOf(metric)})`;
  const rateAtEnd = `max by (interface) (rate(${ofInterfaces(metric)}[$__rate_interval] @ end()))`;
  return { expr: `${rate} and topk(${count}, ${rateAtEnd})`, legend: `{{interface}}${what}` };
}

export const deviceRow: Rows = {
  by: ['instance'],
  pick: `topk(1, max by (instance) (${of('probe_success')}))`,
};

export const interfaceRows: Rows = {
  by: ['interface'],
  pick: `topk(200, max by (interface) (${ofInterfaces('mikrotik_interface_running')}))`,
};

export const FIRING = 'ALERTS{alertstate="firing",instance="$instance"}';

export const YES_IS_BAD = flag('yes', 'red', 'no', 'text');
