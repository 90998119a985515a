import { of, one } from '../device/selectors.ts';
import { tablePanel } from '../lib/table.ts';
import { timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { BITS, bitsOf, BYTES, EVENTS, needs, rateOf } from './selectors.ts';

const NEEDS = needs('queues');
/** 0 stands for no limit, which is better left empty. */
const limitOf = (metric: string): string => `8 * ${of(metric)} > 0`;

export const queues = [
  tablePanel({
    title: 'Simple queues',
    description: `The hundred with most download. Upload is what the target sends; no limit is no figure. ${NEEDS}`,
    width: 24,
    height: 9,
    rows: {
      by: ['queue'],
      pick: `topk(100, max by (queue) (${bitsOf('mikrotik_queue_simple_download_bytes_total')}))`,
    },
    columns: [
      { title: 'Queue', label: 'queue' },
      { title: 'Target', label: 'queue_target', of: of('mikrotik_queue_simple_info') },
      { title: 'Comment', label: 'comment', of: of('mikrotik_queue_simple_info') },
      { title: 'Download', width: 110, value: 'picked', style: BITS },
      {
        title: 'Download limit',
        width: 110,
        value: { expr: limitOf('mikrotik_queue_simple_download_limit_bytes') },
        style: BITS,
      },
      {
        title: 'Upload',
        width: 110,
        value: { expr: bitsOf('mikrotik_queue_simple_upload_bytes_total') },
        style: BITS,
      },
      {
        title: 'Upload limit',
        width: 110,
        value: { expr: limitOf('mikrotik_queue_simple_upload_limit_bytes') },
        style: BITS,
      },
      {
        title: 'Drops',
        width: 100,
        value: {
          expr: `${rateOf('mikrotik_queue_simple_download_drops_total')} + ${rateOf('mikrotik_queue_simple_upload_drops_total')}`,
        },
        style: EVENTS,
      },
      {
        title: 'Waiting',
        width: 100,
        value: {
          expr: `${of('mikrotik_queue_simple_download_queued_bytes')} + ${of('mikrotik_queue_simple_upload_queued_bytes')}`,
        },
        style: BYTES,
      },
    ],
    sortBy: { column: 'Download', descending: true },
  }),
  tablePanel({
    title: 'Queue tree',
    description: `The hundred with most traffic. ${NEEDS}`,
    width: 14,
    height: 8,
    rows: {
      by: ['queue'],
      pick: `topk(100, max by (queue) (${bitsOf('mikrotik_queue_tree_bytes_total')}))`,
    },
    columns: [
      { title: 'Queue', label: 'queue' },
      { title: 'Parent', label: 'parent', of: of('mikrotik_queue_tree_info') },
      { title: 'Traffic', width: 110, value: 'picked', style: BITS },
      {
        title: 'Limit',
        width: 100,
        value: { expr: limitOf('mikrotik_queue_tree_limit_bytes') },
        style: BITS,
      },
      {
        title: 'Drops',
        width: 100,
        value: { expr: rateOf('mikrotik_queue_tree_drops_total') },
        style: EVENTS,
      },
      {
        title: 'Waiting',
        width: 100,
        value: { expr: of('mikrotik_queue_tree_queued_bytes') },
        style: BYTES,
      },
    ],
    sortBy: { column: 'Traffic', descending: true },
  }),
  timeSeriesPanel({
    title: 'Waiting in queues',
    description: `Bytes that wait in all queues of the router together: latency for those behind them. ${NEEDS}`,
    width: 10,
    height: 8,
    queries: [one('mikrotik_queue_queued_bytes', 'waiting')],
    style: { unit: UNIT.bytes, min: 0 },
  }),
];
