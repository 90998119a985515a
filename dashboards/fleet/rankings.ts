import { barsPanel } from '../lib/bars.ts';
import { SERIES_TO_DEVICE } from '../lib/links.ts';
import { UNIT } from '../lib/units.ts';
import { PERCENT } from '../lib/values.ts';
import { BIT_RATE, ofChosen, ofDevices, receiveRate, transmitRate } from './selectors.ts';

const ranked = (expr: string): { expr: string; legend: string } => ({
  expr: `sort_desc(topk(10, max by (instance) (${expr})))`,
  legend: '{{instance}}',
});

export const rankings = [
  barsPanel({
    title: 'Receiving most',
    description: 'Traffic of the busiest interface of each device over 5 minutes.',
    width: 6,
    height: 10,
    query: ranked(receiveRate),
    style: BIT_RATE,
    links: [SERIES_TO_DEVICE],
  }),
  barsPanel({
    title: 'Sending most',
    description: 'Traffic of the busiest interface of each device over 5 minutes.',
    width: 6,
    height: 10,
    query: ranked(transmitRate),
    style: BIT_RATE,
    links: [SERIES_TO_DEVICE],
  }),
  barsPanel({
    title: 'Most broken packets',
    description:
      'Packets received broken or failed to be sent, of the worst interface of each device over 5 minutes.',
    width: 6,
    height: 10,
    query: ranked(ofChosen('instance:mikrotik_interface_errors:max_rate5m')),
    style: { unit: UNIT.perSecond, decimals: 2 },
    links: [SERIES_TO_DEVICE],
  }),
  barsPanel({
    title: 'Highest CPU load',
    description: 'Load of all cores together at the last scrape.',
    width: 6,
    height: 10,
    query: ranked(ofDevices('mikrotik_system_cpu_load_ratio')),
    style: PERCENT,
    links: [SERIES_TO_DEVICE],
  }),
];
