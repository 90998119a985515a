import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { counterFamilies, emitCounters, PORT_COUNTER_NAMES } from './port-counters.ts';

const counters = counterFamilies(
  'mikrotik_switch',
  '/interface/ethernet/switch',
  'switch',
  PORT_COUNTER_NAMES,
  ', at the port between chip and CPU',
);

const families = {
  info: {
    name: 'mikrotik_switch_info',
    type: 'info',
    help: 'A switch chip (/interface/ethernet/switch: type).',
    labels: ['switch', 'chip'],
  },
  l3Offloading: {
    name: 'mikrotik_switch_l3_offloading_enabled',
    type: 'gauge',
    help: '1 if the chip may route; absent if it cannot (/interface/ethernet/switch: l3-hw-offloading).',
    labels: ['switch'],
  },
  qosOffloading: {
    name: 'mikrotik_switch_qos_offloading_enabled',
    type: 'gauge',
    help: '1 if the chip may do QoS; absent if it cannot (/interface/ethernet/switch: qos-hw-offloading).',
    labels: ['switch'],
  },
  ...counters,
} as const satisfies FamilyTable;

const ATTRIBUTES = ['name', 'type', 'l3-hw-offloading', 'qos-hw-offloading', ...PORT_COUNTER_NAMES] as const;

/** The switch chips. Their counters are those of the port between chip and CPU: what the CPU has to do with. */
export const switchCollector: Collector = {
  name: 'switch',
  summary: 'Switch chips, and the traffic between each and the CPU.',
  modules: ['switching'],
  families,
  menus: [
    {
      command: '/interface/ethernet/switch/print',
      cost: 'table',
      versions: '6 and 7; not on CHR and boards without a switch chip',
    },
  ],
  async collect(device, emit) {
    await device.print(
      '/interface/ethernet/switch',
      ATTRIBUTES,
      (row) => {
        const name = row.text('name');
        emit(families.info, labels({ switch: name, chip: row.text('type') }), 1);
        const own = labels({ switch: name });
        emit(families.l3Offloading, own, row.sentFlag('l3-hw-offloading'));
        emit(families.qosOffloading, own, row.sentFlag('qos-hw-offloading'));
        emitCounters(emit, counters, own, row);
      },
      { words: ['=stats='] },
    );
  },
};
