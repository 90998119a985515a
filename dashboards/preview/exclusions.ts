/** A panel of which queries may stay without an answer in the simulated fleet. */
export interface Exclusion {
  readonly dashboard: string;
  readonly title: string;
  readonly reason: string;
}

const NO_SENSOR = 'the core router, of which most is known, has no such sensor';
const NO_CADVISOR = 'there are no containers here, and no cAdvisor';

/** Any other panel with a query that yields nothing is a failure. */
export const EXCLUSIONS: readonly Exclusion[] = [
  { dashboard: 'tikscope-device', title: 'Failure', reason: 'the device answers' },
  { dashboard: 'tikscope-device', title: 'Voltage', reason: NO_SENSOR },
  { dashboard: 'tikscope-device', title: 'Current', reason: NO_SENSOR },
  {
    dashboard: 'tikscope-device',
    title: 'Flash and license',
    reason: 'only the trial license of a CHR ends',
  },
  { dashboard: 'tikscope-device', title: 'Frame errors', reason: 'no model has all of these counters' },
  { dashboard: 'tikscope-stack', title: 'Host', reason: 'there is no node_exporter here' },
  { dashboard: 'tikscope-stack', title: 'Container memory', reason: NO_CADVISOR },
  { dashboard: 'tikscope-stack', title: 'Container CPU', reason: NO_CADVISOR },
];
