import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector } from './contract.ts';
import { divided } from './scale.ts';

const families = {
  info: {
    name: 'mikrotik_container_info',
    type: 'info',
    help: 'Image of a container and where it lives (/container).',
    labels: ['container', 'image', 'tag', 'os', 'architecture', 'interface', 'root_directory', 'comment'],
  },
  state: {
    name: 'mikrotik_container_state',
    type: 'gauge',
    help: 'State of the container: 1 for the present one, else 0 (/container: status, running, stopped).',
    labels: ['container'],
    states: ['running', 'stopped', 'starting', 'stopping', 'downloading', 'extracting', 'deleting', 'error'],
  },
  healthy: {
    name: 'mikrotik_container_healthy',
    type: 'gauge',
    help: '1 if the health check of the container passes; absent without one (/container: healthy, unhealthy).',
    labels: ['container'],
  },
  restarts: {
    name: 'mikrotik_container_restarts_total',
    type: 'counter',
    help: 'Times the device has started the container again after it ended by itself (/container: restart-count).',
    labels: ['container'],
  },
  cpu: {
    name: 'mikrotik_container_cpu_ratio',
    type: 'gauge',
    unit: 'ratio',
    help: 'CPU use of the container, 1 for 100 percent (/container: cpu-usage).',
    labels: ['container'],
  },
  memory: {
    name: 'mikrotik_container_memory_used_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Memory that the container uses (/container: memory-current).',
    labels: ['container'],
  },
  memoryLimit: {
    name: 'mikrotik_container_memory_limit_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Memory that the container may use; absent without a limit (/container: memory-max).',
    labels: ['container'],
  },
  size: {
    name: 'mikrotik_container_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Size of the container on its disk (/container: container-size).',
    labels: ['container'],
  },
  dataSize: {
    name: 'mikrotik_container_data_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Size of what is mounted into the container (/container: data-size).',
    labels: ['container'],
  },
} as const satisfies FamilyTable;

/** Versions after 7.20 say the state by flags, of which the first that is set tells it. */
const STATE_OF_FLAG = {
  deleting: 'deleting',
  downloading: 'downloading',
  extracting: 'extracting',
  'downloading/extracting': 'extracting',
  'download/extract failed': 'error',
  stopping: 'stopping',
  starting: 'starting',
  'starting-with-healthcheck': 'starting',
  running: 'running',
  stopped: 'stopped',
} as const;

type StateFlag = keyof typeof STATE_OF_FLAG;

const STATE_FLAGS = Object.keys(STATE_OF_FLAG) as StateFlag[];

/** The name of the image is `repo` up to 7.18, then `remote-image`. */
const CONTAINER = [
  'name',
  'tag',
  'repo',
  'remote-image',
  'os',
  'arch',
  'interface',
  'root-dir',
  'comment',
  'status',
  'healthy',
  'unhealthy',
  'restart-count',
  'cpu-usage',
  'memory-current',
  'memory-max',
  'container-size',
  'data-size',
  ...STATE_FLAGS,
] as const;

type ContainerRow = Row<(typeof CONTAINER)[number]>;

/** `/container`: the containers that the device runs. Not in `default`. */
export const containerCollector: Collector = {
  name: 'container',
  summary: 'Containers: state, health, restarts, CPU and memory.',
  modules: ['containers'],
  families,
  menus: [
    { command: '/container/print', cost: 'table', versions: '7.4 and newer; with the package container' },
  ],
  async collect(device, emit) {
    await device.print('/container', CONTAINER, (row) => {
      const container = row.text('name') ?? row.text('tag');
      if (container === undefined) return;
      const info = labels({
        container,
        image: row.text('remote-image') ?? row.text('repo'),
        tag: row.text('tag'),
        os: row.text('os'),
        architecture: row.text('arch'),
        interface: row.text('interface'),
        root_directory: row.text('root-dir'),
        comment: row.text('comment'),
      });
      emit(families.info, info, 1);
      const own = labels({ container });
      emit.state(families.state, own, stateOf(row));
      emit(families.healthy, own, row.flag('healthy') || (row.flag('unhealthy') ? false : undefined));
      emit(families.restarts, own, row.number('restart-count'));
      emit(families.cpu, own, divided(row.number('cpu-usage'), 100));
      emit(families.memory, own, row.number('memory-current'));
      emit(families.memoryLimit, own, row.number('memory-max'));
      emit(families.size, own, row.number('container-size'));
      emit(families.dataSize, own, row.number('data-size'));
    });
  },
};

function stateOf(row: ContainerRow): string | undefined {
  const flag = STATE_FLAGS.find((name) => row.flag(name));
  return row.text('status') ?? (flag && STATE_OF_FLAG[flag]);
}
