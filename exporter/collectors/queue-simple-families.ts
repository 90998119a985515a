import { type FamilyTable } from '../exposition/family.ts';

const LABELS = ['queue'] as const;

/** What is measured each way: upload is what the target of the queue sends, download what it receives. */
export const queueSimpleFamilies = {
  info: {
    name: 'mikrotik_queue_simple_info',
    type: 'info',
    help: 'What a simple queue is for: target, parent, queue kinds, priorities, upload first (/queue/simple).',
    labels: ['queue', 'queue_target', 'parent', 'packet_marks', 'queue_kind', 'priority', 'comment'],
  },
  enabled: {
    name: 'mikrotik_queue_simple_enabled',
    type: 'gauge',
    help: '1 if a simple queue is not disabled by the administrator (/queue/simple: disabled).',
    labels: LABELS,
  },
  invalid: {
    name: 'mikrotik_queue_simple_invalid',
    type: 'gauge',
    help: '1 if a simple queue cannot work, as with a target that is gone (/queue/simple: invalid).',
    labels: LABELS,
  },
  uploadBytes: {
    name: 'mikrotik_queue_simple_upload_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that passed a simple queue from its target (/queue/simple stats: bytes).',
    labels: LABELS,
  },
  downloadBytes: {
    name: 'mikrotik_queue_simple_download_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes that passed a simple queue to its target (/queue/simple stats: bytes).',
    labels: LABELS,
  },
  uploadPackets: {
    name: 'mikrotik_queue_simple_upload_packets_total',
    type: 'counter',
    help: 'Packets that passed a simple queue from its target (/queue/simple stats: packets).',
    labels: LABELS,
  },
  downloadPackets: {
    name: 'mikrotik_queue_simple_download_packets_total',
    type: 'counter',
    help: 'Packets that passed a simple queue to its target (/queue/simple stats: packets).',
    labels: LABELS,
  },
  uploadDrops: {
    name: 'mikrotik_queue_simple_upload_drops_total',
    type: 'counter',
    help: 'Packets from its target that a simple queue dropped (/queue/simple stats: dropped).',
    labels: LABELS,
  },
  downloadDrops: {
    name: 'mikrotik_queue_simple_download_drops_total',
    type: 'counter',
    help: 'Packets to its target that a simple queue dropped (/queue/simple stats: dropped).',
    labels: LABELS,
  },
  uploadQueuedBytes: {
    name: 'mikrotik_queue_simple_upload_queued_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Bytes from its target that wait in a simple queue (/queue/simple stats: queued-bytes).',
    labels: LABELS,
  },
  downloadQueuedBytes: {
    name: 'mikrotik_queue_simple_download_queued_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Bytes to its target that wait in a simple queue (/queue/simple stats: queued-bytes).',
    labels: LABELS,
  },
  uploadQueuedPackets: {
    name: 'mikrotik_queue_simple_upload_queued_packets',
    type: 'gauge',
    help: 'Packets from its target that wait in a simple queue (/queue/simple stats: queued-packets).',
    labels: LABELS,
  },
  downloadQueuedPackets: {
    name: 'mikrotik_queue_simple_download_queued_packets',
    type: 'gauge',
    help: 'Packets to its target that wait in a simple queue (/queue/simple stats: queued-packets).',
    labels: LABELS,
  },
  uploadLimit: {
    name: 'mikrotik_queue_simple_upload_limit_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Most bytes per second from its target, 0 if there is no limit (/queue/simple: max-limit).',
    labels: LABELS,
  },
  downloadLimit: {
    name: 'mikrotik_queue_simple_download_limit_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Most bytes per second to its target, 0 if there is no limit (/queue/simple: max-limit).',
    labels: LABELS,
  },
  uploadGuaranteed: {
    name: 'mikrotik_queue_simple_upload_guaranteed_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Guaranteed bytes per second from its target, 0 if there are none (/queue/simple: limit-at).',
    labels: LABELS,
  },
  downloadGuaranteed: {
    name: 'mikrotik_queue_simple_download_guaranteed_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Guaranteed bytes per second to its target, 0 if there are none (/queue/simple: limit-at).',
    labels: LABELS,
  },
  dynamic: {
    name: 'mikrotik_queue_simple_dynamic_queues',
    type: 'gauge',
    help: 'Number of dynamic simple queues, which PPP, hotspot and DHCP make for their clients (/queue/simple: dynamic).',
    labels: [],
  },
} as const satisfies FamilyTable;
