/** A panel of which queries may stay without an answer in the simulated fleet. */
export interface Exclusion {
  readonly dashboard: string;
  readonly title: string;
  readonly reason: string;
}

const NO_SENSOR = 'the core router, of which most is known, has no such sensor';
const NO_RADIO = 'the branch router, which does most of all, has no radio';
const NO_CADVISOR = 'there are no containers here, and no cAdvisor';

const NO_LIMIT = 'nothing limits the memory of the exporter here, or the kernel does not account for it';
const NO_TRACING = 'the exporter sends no spans here';
const NO_COLLECTOR = 'there is no collector here';

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
  ...['Clients', 'Access points', 'Noise', 'CAPs', 'Signal of clients'].map((title) =>
    ofDomains(title, NO_RADIO),
  ),
  ...['Modems', 'Strength', 'Quality'].map((title) => ofDomains(title, 'the branch router has no modem')),
  ofDomains('PPP clients', 'the branch router dials nobody'),
  ofDomains('PoE', 'nothing that the branch router feeds takes power'),
  ofDomains('Disks', 'no disk of the branch router measures its temperature or wear'),
  ofDomains('Containers', 'the branch router has none'),
  { dashboard: 'tikscope-stack', title: 'Exporter memory', reason: NO_LIMIT },
  { dashboard: 'tikscope-stack', title: 'Memory of its limit', reason: NO_LIMIT },
  { dashboard: 'tikscope-stack', title: 'Waiting for memory', reason: NO_LIMIT },
  { dashboard: 'tikscope-stack', title: 'Restarts', reason: 'the exporter has no state directory here' },
  { dashboard: 'tikscope-stack', title: 'Spans', reason: NO_TRACING },
  { dashboard: 'tikscope-stack', title: 'Span queue', reason: NO_TRACING },
  { dashboard: 'tikscope-stack', title: 'Span export', reason: NO_TRACING },
  { dashboard: 'tikscope-stack', title: 'Collector queue', reason: NO_COLLECTOR },
  { dashboard: 'tikscope-stack', title: 'Collector', reason: NO_COLLECTOR },
  {
    dashboard: 'tikscope-stack',
    title: 'Disk of its limit',
    reason: 'Prometheus runs without a retention size here',
  },
  { dashboard: 'tikscope-stack', title: 'Kills for memory', reason: NO_CADVISOR },
  { dashboard: 'tikscope-stack', title: 'Host', reason: 'there is no node_exporter here' },
  { dashboard: 'tikscope-stack', title: 'Container memory', reason: NO_CADVISOR },
  { dashboard: 'tikscope-stack', title: 'Container CPU', reason: NO_CADVISOR },
];

function ofDomains(title: string, reason: string): Exclusion {
  return { dashboard: 'tikscope-domains', title, reason };
}
