import { LIMITS } from '../lib/limits.ts';
import { type Rows, tablePanel } from '../lib/table.ts';
import { eventPanel, ratioPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { faults, PERCENT, type ValueStyle } from '../lib/values.ts';
import { ofExporter, perSecond } from './selectors.ts';

const boundRows: Rows = {
  by: ['instance', 'bound'],
  pick: `topk(50, max by (instance, bound) (${ofExporter('mikrotik_exporter_bound_level')}))`,
};

const FULLNESS = `${ofExporter('mikrotik_exporter_bound_level')} / ${ofExporter('mikrotik_exporter_bound_capacity')}`;

const LEVEL: ValueStyle = { unit: UNIT.quantity };

export const bounds = tablePanel({
  title: 'Bounds',
  description:
    'Everything in the exporter that could grow: how full it is, how full it may be, and what was turned away in the time range shown.',
  width: 24,
  height: 8,
  rows: boundRows,
  columns: [
    { title: 'Exporter', label: 'instance' },
    { title: 'Bound', label: 'bound' },
    { title: 'Level', value: 'picked', style: LEVEL },
    { title: 'Capacity', value: { expr: ofExporter('mikrotik_exporter_bound_capacity') }, style: LEVEL },
    { title: 'Full', value: { expr: FULLNESS }, style: PERCENT },
    {
      title: 'Turned away',
      value: { expr: `increase(${ofExporter('mikrotik_exporter_bound_dropped_total')}[$__range])` },
      style: faults('orange'),
    },
  ],
  sortBy: { column: 'Full', descending: true },
});

export const boundsOverTime = [
  ratioPanel({
    title: 'How full',
    description:
      'Level of each bound that is more than a tenth full, as a share of its capacity. Sessions are full when every device has one.',
    width: 12,
    height: 8,
    limit: LIMITS.boundNearlyFull.value,
    queries: [{ expr: `max by (bound) (${FULLNESS}) > 0.1`, legend: '{{bound}}' }],
  }),
  eventPanel({
    title: 'Turned away',
    description:
      'What was turned away, cut or thrown out at each bound. An alert fires on anything but 0 that lasts.',
    width: 12,
    height: 8,
    queries: [
      {
        expr: `topk(8, sum by (bound) (${perSecond(ofExporter('mikrotik_exporter_bound_dropped_total'))}))`,
        legend: '{{bound}}',
      },
    ],
  }),
];
