import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { divided } from './scale.ts';

const families = {
  state: {
    name: 'mikrotik_ptp_port_state',
    type: 'gauge',
    help: 'State of a PTP port: 1 for the present one, else 0 (/system/ptp/status: state).',
    labels: ['interface'],
    states: [
      'initializing',
      'faulty',
      'disabled',
      'listening',
      'pre-master',
      'master',
      'passive',
      'uncalibrated',
      'slave',
    ],
  },
  delay: {
    name: 'mikrotik_ptp_port_delay_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time that a frame takes to the partner of the port (/system/ptp/status: delay).',
    labels: ['interface'],
  },
  capable: {
    name: 'mikrotik_ptp_port_capable',
    type: 'gauge',
    help: '1 if the partner of the port measures time as IEEE 802.1AS wants it; absent with other profiles (/system/ptp/status: as-capable).',
    labels: ['interface'],
  },
} as const satisfies FamilyTable;

const PORT = ['interface', 'state', 'delay', 'as-capable'] as const;

/** `/system/ptp/status`: the ports of PTP clocks. Not in `default`. */
export const ptpCollector: Collector = {
  name: 'ptp',
  summary: 'State and path delay of the ports that keep time by PTP.',
  modules: ['system'],
  families,
  menus: [{ command: '/system/ptp/status/print', cost: 'cheap', versions: '7; on switches that have PTP' }],
  async collect(device, emit) {
    await device.print('/system/ptp/status', PORT, (row) => {
      const own = labels({ interface: row.text('interface') });
      emit.state(families.state, own, row.text('state'));
      emit(families.delay, own, divided(row.number('delay'), 1e9));
      emit(families.capable, own, row.sentFlag('as-capable'));
    });
  },
};
