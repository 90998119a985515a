import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { divided } from './scale.ts';

const families = {
  load: {
    name: 'mikrotik_cpu_load_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'Load of one CPU core, 0 to 1 (/system/resource/cpu: load).',
    labels: ['core'],
  },
  interrupts: {
    name: 'mikrotik_cpu_interrupt_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'Share of its time that one CPU core spends on interrupts, 0 to 1 (/system/resource/cpu: irq).',
    labels: ['core'],
  },
  disk: {
    name: 'mikrotik_cpu_disk_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'Share of its time that one CPU core spends on disks, 0 to 1 (/system/resource/cpu: disk).',
    labels: ['core'],
  },
} as const satisfies FamilyTable;

const CORE = ['cpu', 'load', 'irq', 'disk'] as const;

/** `/system/resource/cpu`: each core by itself, 72 of them on the largest boards. Not in `default`. */
export const cpuCollector: Collector = {
  name: 'cpu',
  summary: 'Load of each CPU core: one that is full is hidden in the mean of all.',
  modules: ['system'],
  families,
  menus: [{ command: '/system/resource/cpu/print', cost: 'table', versions: '6 and 7' }],
  async collect(device, emit) {
    await device.print('/system/resource/cpu', CORE, (row) => {
      const core = row.text('cpu');
      if (core === undefined) return;
      const own = labels({ core });
      emit(families.load, own, divided(row.number('load'), 100));
      emit(families.interrupts, own, divided(row.number('irq'), 100));
      emit(families.disk, own, divided(row.number('disk'), 100));
    });
  },
};
