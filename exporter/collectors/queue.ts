import { type FamilyTable } from '../exposition/family.ts';
import { NO_LABELS } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';

const families = {
  queuedBytes: {
    name: 'mikrotik_queue_queued_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Bytes that wait in all queues of the router together (/queue/monitor: queued-bytes).',
    labels: [],
  },
  queuedPackets: {
    name: 'mikrotik_queue_queued_packets',
    type: 'gauge',
    help: 'Packets that wait in all queues of the router together (/queue/monitor: queued-packets).',
    labels: [],
  },
} as const satisfies FamilyTable;

const MONITOR = ['queued-bytes', 'queued-packets'] as const;

/** What waits in the queues of the router, simple and of the tree, dynamic ones too, of RouterOS 6 and 7. */
export const queueCollector: Collector = {
  name: 'queue',
  summary: 'Backlog of all queues together.',
  modules: ['queues'],
  families,
  menus: [{ command: '/queue/monitor', cost: 'monitor', versions: '6 and 7' }],
  async collect(device, emit) {
    await device.once('/queue/monitor', [], MONITOR, (row) => {
      emit(families.queuedBytes, NO_LABELS, row.number('queued-bytes'));
      emit(families.queuedPackets, NO_LABELS, row.number('queued-packets'));
    });
  },
};
