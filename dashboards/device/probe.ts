import { LIMITS } from '../lib/limits.ts';
import { stateTimelinePanel } from '../lib/state-timeline.ts';
import { timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { flag, RATIO } from '../lib/values.ts';
import { of } from './selectors.ts';

const SUCCEEDED = of('mikrotik_scrape_collector_success');
const DURATION = of('mikrotik_scrape_collector_duration_seconds');
const SUCCESS = flag('Success', 'green', 'Failure', 'red');

export const probe = [
  stateTimelinePanel({
    title: 'Probes',
    description: 'Whether the probes of each module succeeded.',
    width: 12,
    height: 6,
    query: { expr: `max by (module) (${of('probe_success')})`, legend: '{{module}}' },
    style: SUCCESS,
  }),
  stateTimelinePanel({
    title: 'Collectors',
    description:
      'Whether each collector succeeded; if not, its part of the pages has a gap. Of many, the eight that failed most in the time range shown.',
    width: 12,
    height: 6,
    query: {
      expr: `min by (collector) (${SUCCEEDED}) and bottomk(8, min by (collector) (avg_over_time(${SUCCEEDED}[$__range] @ end())))`,
      legend: '{{collector}}',
    },
    style: SUCCESS,
  }),
  timeSeriesPanel({
    title: 'Probe time',
    description: 'How long the probes of each module took.',
    width: 8,
    height: 8,
    queries: [{ expr: `max by (module) (${of('probe_duration_seconds')})`, legend: '{{module}}' }],
    style: { unit: UNIT.seconds, min: 0 },
  }),
  timeSeriesPanel({
    title: 'Share of the timeout',
    description: `Probe time as a share of the time it may take. ${LIMITS.probeNearTimeout.alert} fires beyond the line.`,
    width: 8,
    height: 8,
    queries: [
      {
        expr: `max by (module) (${of('probe_duration_seconds')} / ${of('probe_timeout_seconds')})`,
        legend: '{{module}}',
      },
    ],
    style: { ...RATIO, limits: [{ from: LIMITS.probeNearTimeout.value, colour: 'red' }] },
  }),
  timeSeriesPanel({
    title: 'Collector time',
    description: 'How long the ten slowest collectors waited for the device; they wait at the same time.',
    width: 8,
    height: 8,
    queries: [
      {
        expr: `max by (collector) (${DURATION}) and topk(10, max by (collector) (${DURATION} @ end()))`,
        legend: '{{collector}}',
      },
    ],
    style: { unit: UNIT.seconds, min: 0 },
  }),
];
