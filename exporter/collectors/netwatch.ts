import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Emit } from './contract.ts';
import { CLOCK_MENU, LocalTimes } from './local-times.ts';
import { netwatchFamilies as families } from './netwatch-families.ts';
import { divided } from './scale.ts';
import { settle } from './settle.ts';

const PROBE = [
  '.id',
  'name',
  'host',
  'type',
  'port',
  'comment',
  'status',
  'since',
  'interval',
  'disabled',
  'done-tests',
  'failed-tests',
  'sent-count',
  'response-count',
  'loss-percent',
  'rtt-avg',
  'rtt-min',
  'rtt-max',
  'rtt-jitter',
  'rtt-stdev',
  'tcp-connect-time',
  'http-status-code',
  'http-resp-time',
] as const;

type ProbeRow = Row<(typeof PROBE)[number]>;

/** What the device itself finds of other hosts. RouterOS 6 knows of a host no more than its state, and since when. */
export const netwatchCollector: Collector = {
  name: 'netwatch',
  summary: 'Netwatch probes: state, tests, round trips, loss, connect and response times.',
  modules: ['services'],
  families,
  menus: [{ command: '/tool/netwatch/print', cost: 'table', versions: '6 and 7' }, CLOCK_MENU],
  async collect(device, emit) {
    const times = new LocalTimes(emit);
    await settle(
      device.print('/tool/netwatch', PROBE, (row) => collectProbe(emit, times, row)),
      times.askOffset(device),
    );
    times.flush();
  },
};

function collectProbe(emit: Emit, times: LocalTimes, row: ProbeRow): void {
  const host = row.text('host');
  const identity = {
    netwatch: row.text('name') || host,
    host,
    // RouterOS 6 has this one kind, and no word for it.
    probe_kind: row.text('type') ?? 'simple',
    port: row.text('port'),
    probe_id: row.text('.id'),
  };
  emit(families.info, labels({ ...identity, comment: row.text('comment') }), 1);
  const own = labels(identity);
  emit.state(families.state, own, row.text('status'));
  emit(families.enabled, own, !row.flag('disabled'));
  times.add(families.stateChange, own, row.localTime('since'));
  emit(families.interval, own, row.duration('interval'));
  emit(families.tests, own, row.number('done-tests'));
  emit(families.failedTests, own, row.number('failed-tests'));
  emit(families.icmpSent, own, row.number('sent-count'));
  emit(families.icmpReceived, own, row.number('response-count'));
  emit(families.icmpLoss, own, divided(row.number('loss-percent'), 100));
  emit(families.icmpMean, own, row.duration('rtt-avg'));
  emit(families.icmpMin, own, row.duration('rtt-min'));
  emit(families.icmpMax, own, row.duration('rtt-max'));
  emit(families.icmpJitter, own, row.duration('rtt-jitter'));
  emit(families.icmpDeviation, own, row.duration('rtt-stdev'));
  emit(families.tcpConnect, own, row.duration('tcp-connect-time'));
  emit(families.httpStatusCode, own, row.number('http-status-code'));
  emit(families.httpResponse, own, row.duration('http-resp-time'));
}
