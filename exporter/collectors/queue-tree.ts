import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { divided } from './scale.ts';

const families = {
  info: {
    name: 'mikrotik_queue_tree_info',
    type: 'info',
    help: 'What a queue of the tree is for: parent, packet mark, queue kind, priority (/queue/tree).',
    labels: ['queue', 'parent', 'packet_mark', 'queue_kind', 'priority', 'comment'],
  },
  enabled: {
    name: 'mikrotik_queue_tree_enabled',
    type: 'gauge',
    help: '1 if a queue of the tree is not disabled by the administrator (/queue/tree: disabled).',
    labels: ['queue'],
  },
  invalid: {
    name: 'mikrotik_queue_tree_invalid',
    type: 'gauge',
    help: '1 if a queue of the tree cannot work, as with a parent that is gone (/queue/tree: invalid).',
    labels: ['queue'],
  },
  bytes: {
    name: 'mikrotik_queue_tree_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that passed a queue of the tree (/queue/tree stats: bytes).',
    labels: ['queue'],
  },
  packets: {
    name: 'mikrotik_queue_tree_packets_total',
    type: 'counter',
    help: 'Packets that passed a queue of the tree (/queue/tree stats: packets).',
    labels: ['queue'],
  },
  drops: {
    name: 'mikrotik_queue_tree_drops_total',
    type: 'counter',
    help: 'Packets that a queue of the tree dropped (/queue/tree stats: dropped).',
    labels: ['queue'],
  },
  queuedBytes: {
    name: 'mikrotik_queue_tree_queued_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Bytes that wait in a queue of the tree (/queue/tree stats: queued-bytes).',
    labels: ['queue'],
  },
  queuedPackets: {
    name: 'mikrotik_queue_tree_queued_packets',
    type: 'gauge',
    help: 'Packets that wait in a queue of the tree (/queue/tree stats: queued-packets).',
    labels: ['queue'],
  },
  limit: {
    name: 'mikrotik_queue_tree_limit_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Most bytes per second of a queue of the tree, 0 if there is no limit (/queue/tree: max-limit).',
    labels: ['queue'],
  },
  guaranteed: {
    name: 'mikrotik_queue_tree_guaranteed_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Guaranteed bytes per second of a queue of the tree, 0 if there are none (/queue/tree: limit-at).',
    labels: ['queue'],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'name',
  'parent',
  'packet-mark',
  'queue',
  'priority',
  'comment',
  'disabled',
  'invalid',
  'bytes',
  'packets',
  'dropped',
  'queued-bytes',
  'queued-packets',
  'max-limit',
  'limit-at',
] as const;

/** The queue tree, of RouterOS 6 and 7. A queue whose kind does not count (CAKE on some versions) has no counters. */
export const queueTreeCollector: Collector = {
  name: 'queue_tree',
  summary: 'Traffic, drops, backlog and limits of the queue tree.',
  modules: ['queues'],
  families,
  menus: [{ command: '/queue/tree/print', cost: 'table', versions: '6 and 7' }],
  async collect(device, emit) {
    await device.print(
      '/queue/tree',
      ATTRIBUTES,
      (row) => {
        const queue = row.text('name');
        if (queue === undefined) return;
        const info = labels({
          queue,
          parent: row.text('parent'),
          packet_mark: row.text('packet-mark'),
          queue_kind: row.text('queue'),
          priority: row.text('priority'),
          comment: row.text('comment'),
        });
        emit(families.info, info, 1);
        const own = labels({ queue });
        emit(families.enabled, own, !row.flag('disabled'));
        emit(families.invalid, own, row.flag('invalid'));
        emit(families.bytes, own, row.number('bytes'));
        emit(families.packets, own, row.number('packets'));
        emit(families.drops, own, row.number('dropped'));
        emit(families.queuedBytes, own, row.number('queued-bytes'));
        emit(families.queuedPackets, own, row.number('queued-packets'));
        emit(families.limit, own, divided(row.rate('max-limit'), 8));
        emit(families.guaranteed, own, divided(row.rate('limit-at'), 8));
      },
      // Without it some versions leave the counters out; with it alone some leave the rest out, hence the proplist.
      { words: ['=stats='] },
    );
  },
};
