import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { queueSimpleFamilies as families } from './queue-simple-families.ts';
import { divided } from './scale.ts';
import { settle } from './settle.ts';
import { DYNAMIC, NOT_DYNAMIC } from './queries.ts';

const ATTRIBUTES = [
  'name',
  'target',
  'parent',
  'packet-marks',
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

/** The simple queues that somebody has configured, of RouterOS 6 and 7. Those that the router makes are only counted. */
export const queueSimpleCollector: Collector = {
  name: 'queue_simple',
  summary: 'Traffic, drops, backlog and limits of the simple queues; dynamic ones counted.',
  modules: ['queues'],
  families,
  menus: [
    { command: '/queue/simple/print', cost: 'table', versions: '6 and 7' },
    { command: '/queue/simple/print', cost: 'table', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    await settle(printQueues(device, emit), countDynamic(device, emit));
  },
};

function printQueues(device: Device, emit: Emit): Promise<unknown> {
  // Without `stats` some versions leave the counters out; with it alone some leave the rest out, hence the proplist.
  return device.print('/queue/simple', ATTRIBUTES, (row) => collectQueue(emit, row), {
    words: ['=stats='],
    query: NOT_DYNAMIC,
  });
}

async function countDynamic(device: Device, emit: Emit): Promise<void> {
  emit(families.dynamic, NO_LABELS, await device.count('/queue/simple', DYNAMIC));
}

/** Each pair is upload, download. A queue whose kind does not count (CAKE on some versions) has no counters. */
function collectQueue(emit: Emit, row: Row<(typeof ATTRIBUTES)[number]>): void {
  const queue = row.text('name');
  if (queue === undefined) return;
  const info = labels({
    queue,
    queue_target: row.text('target'),
    parent: row.text('parent'),
    packet_marks: row.text('packet-marks'),
    queue_kind: row.text('queue'),
    priority: row.text('priority'),
    comment: row.text('comment'),
  });
  emit(families.info, info, 1);
  const own = labels({ queue });
  emit(families.enabled, own, !row.flag('disabled'));
  emit(families.invalid, own, row.flag('invalid'));
  const [uploadBytes, downloadBytes] = row.pair('bytes');
  emit(families.uploadBytes, own, uploadBytes);
  emit(families.downloadBytes, own, downloadBytes);
  const [uploadPackets, downloadPackets] = row.pair('packets');
  emit(families.uploadPackets, own, uploadPackets);
  emit(families.downloadPackets, own, downloadPackets);
  const [uploadDrops, downloadDrops] = row.pair('dropped');
  emit(families.uploadDrops, own, uploadDrops);
  emit(families.downloadDrops, own, downloadDrops);
  const [uploadQueuedBytes, downloadQueuedBytes] = row.pair('queued-bytes');
  emit(families.uploadQueuedBytes, own, uploadQueuedBytes);
  emit(families.downloadQueuedBytes, own, downloadQueuedBytes);
  const [uploadQueuedPackets, downloadQueuedPackets] = row.pair('queued-packets');
  emit(families.uploadQueuedPackets, own, uploadQueuedPackets);
  emit(families.downloadQueuedPackets, own, downloadQueuedPackets);
  const [uploadLimit, downloadLimit] = row.ratePair('max-limit');
  emit(families.uploadLimit, own, divided(uploadLimit, 8));
  emit(families.downloadLimit, own, divided(downloadLimit, 8));
  const [uploadGuaranteed, downloadGuaranteed] = row.ratePair('limit-at');
  emit(families.uploadGuaranteed, own, divided(uploadGuaranteed, 8));
  emit(families.downloadGuaranteed, own, divided(downloadGuaranteed, 8));
}
