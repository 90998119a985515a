import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { loopDetected } from './loop-protect.ts';
import { counterFamilies, emitCounters, PORT_COUNTER_NAMES, type PortCounter } from './port-counters.ts';

/** Those that the collector `ethernet` exports of every device. */
const OF_ETHERNET: readonly PortCounter[] = [
  'rx-fcs-error',
  'rx-drop',
  'rx-overflow',
  'rx-pause',
  'tx-pause',
];

const COUNTERS = PORT_COUNTER_NAMES.filter((counter) => !OF_ETHERNET.includes(counter));

const counters = counterFamilies('mikrotik_ethernet', '/interface/ethernet', 'interface', COUNTERS);

const families = {
  ...counters,
  queueDrops: {
    name: 'mikrotik_ethernet_transmit_queue_drops_total',
    type: 'counter',
    help: 'Frames that one of the eight queues of the port dropped (/interface/ethernet stats: tx-drop-queue0-packet and so on).',
    labels: ['interface', 'queue'],
  },
  loopDetected: {
    name: 'mikrotik_ethernet_loop_detected',
    type: 'gauge',
    help: '1 if loop protection has shut the port; absent if the port is not protected (/interface/ethernet: loop-protect-status).',
    labels: ['interface'],
  },
} as const satisfies FamilyTable;

const QUEUES = ['0', '1', '2', '3', '4', '5', '6', '7'] as const;

const QUEUE_DROPS = QUEUES.map((queue) => `tx-drop-queue${queue}-packet` as const);

const ATTRIBUTES = ['name', 'comment', 'loop-protect-status', ...COUNTERS, ...QUEUE_DROPS] as const;

/** The counters of the wire beyond those of `ethernet`: which of them there are depends on the chip. */
export const ethernetDetailCollector: Collector = {
  name: 'ethernet_detail',
  summary: 'Traffic on the wire of each Ethernet port, and every kind of error its chip counts.',
  modules: ['interfaces'],
  families,
  menus: [{ command: '/interface/ethernet/print', cost: 'table', versions: '6 and 7' }],
  async collect(device, emit) {
    await device.print(
      '/interface/ethernet',
      ATTRIBUTES,
      (row) => {
        const name = row.text('name');
        if (name === undefined) return;
        const facts = { name, type: 'ether', comment: row.text('comment'), dynamic: false };
        if (!device.interfaces.keeps(facts)) return;
        const own = labels({ interface: name });
        emitCounters(emit, counters, own, row);
        for (const queue of QUEUES) {
          const drops = row.sum(`tx-drop-queue${queue}-packet`);
          emit(families.queueDrops, labels({ interface: name, queue }), drops);
        }
        emit(families.loopDetected, own, loopDetected(row.text('loop-protect-status')));
      },
      // Without it some versions leave the counters out; with it alone some leave the rest out, hence the proplist.
      { words: ['=stats='] },
    );
  },
};
