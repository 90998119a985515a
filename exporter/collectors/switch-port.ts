import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { counterFamilies, emitCounters, PORT_COUNTER_NAMES } from './port-counters.ts';

const counters = counterFamilies(
  'mikrotik_switch_port',
  '/interface/ethernet/switch/port',
  'interface',
  PORT_COUNTER_NAMES,
);

const families = {
  info: {
    name: 'mikrotik_switch_port_info',
    type: 'info',
    help: 'A port of a switch chip, its port to the CPU among them (/interface/ethernet/switch/port: switch).',
    labels: ['interface', 'switch'],
  },
  ...counters,
} as const satisfies FamilyTable;

const ATTRIBUTES = ['name', 'switch', ...PORT_COUNTER_NAMES] as const;

/**
 * The ports of the switch chips. On most boards these are the counters of `/interface/ethernet` once more, and those of
 * the port to the CPU, which has no other name than `switch1-cpu`.
 */
export const switchPortCollector: Collector = {
  name: 'switch_port',
  summary: 'Counters of every port of the switch chips, those to the CPU too.',
  modules: ['switch_ports'],
  families,
  menus: [
    {
      command: '/interface/ethernet/switch/port/print',
      cost: 'table',
      versions: '6 and 7; not on CHR and boards without a switch chip',
    },
  ],
  async collect(device, emit) {
    await device.print(
      '/interface/ethernet/switch/port',
      ATTRIBUTES,
      (row) => {
        const name = row.text('name');
        if (name === undefined) return;
        emit(families.info, labels({ interface: name, switch: row.text('switch') }), 1);
        emitCounters(emit, counters, labels({ interface: name }), row);
      },
      { words: ['=stats='] },
    );
  },
};
