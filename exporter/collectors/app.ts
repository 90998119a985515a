import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';
import { divided } from './scale.ts';
import { NOT_DISABLED } from './queries.ts';

const families = {
  running: {
    name: 'mikrotik_app_running',
    type: 'gauge',
    help: '1 if the app runs (/app: running).',
    labels: ['app'],
  },
  cpu: {
    name: 'mikrotik_app_cpu_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'CPU use of the app, 1 for 100 percent (/app: cpu-usage).',
    labels: ['app'],
  },
  memory: {
    name: 'mikrotik_app_memory_used_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Memory that the app uses (/app: memory-current).',
    labels: ['app'],
  },
  size: {
    name: 'mikrotik_app_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Size of the app on its disk (/app: app-size).',
    labels: ['app'],
  },
  dataSize: {
    name: 'mikrotik_app_data_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Size of the data of the app on its disk (/app: data-size).',
    labels: ['app'],
  },
} as const satisfies FamilyTable;

const APP = ['name', 'running', 'cpu-usage', 'memory-current', 'app-size', 'data-size'] as const;

/** `/app`: ready-made containers. Not in `default`. */
export const appCollector: Collector = {
  name: 'app',
  summary: 'Apps that are not disabled: CPU, memory and space.',
  modules: ['containers'],
  families,
  menus: [{ command: '/app/print', cost: 'table', versions: '7.21 and newer; with the package container' }],
  async collect(device, emit) {
    await device.print(
      '/app',
      APP,
      (row) => {
        const own = labels({ app: row.text('name') });
        emit(families.running, own, row.flag('running'));
        emit(families.cpu, own, divided(row.number('cpu-usage'), 100));
        emit(families.memory, own, row.number('memory-current'));
        emit(families.size, own, row.number('app-size'));
        emit(families.dataSize, own, row.number('data-size'));
      },
      // All apps that the device could run are in the list, most of them disabled.
      { query: NOT_DISABLED },
    );
  },
};
