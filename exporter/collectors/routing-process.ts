import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector } from './contract.ts';

/**
 * `process` is RouterOS' id of it: a word for the services (`main`, `ospf`), a number for the process of a BGP peer.
 * That number is its own while it lives, as its counters are.
 */
const PROCESS = ['process', 'task'] as const;

const families = {
  info: {
    name: 'mikrotik_routing_process_info',
    type: 'info',
    help: 'A process of the routing engine, and all its tasks (/routing/stats/process).',
    labels: [...PROCESS, 'tasks'],
  },
  privateMemory: {
    name: 'mikrotik_routing_process_private_memory_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Memory blocks of the process alone (/routing/stats/process: private-mem-blocks).',
    labels: PROCESS,
  },
  sharedMemory: {
    name: 'mikrotik_routing_process_shared_memory_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Memory blocks that the process shares with others (/routing/stats/process: shared-mem-blocks).',
    labels: PROCESS,
  },
  proportionalMemory: {
    name: 'mikrotik_routing_process_proportional_memory_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Memory of the process with its share of what it shares; these can be summed (/routing/stats/process: pss).',
    labels: PROCESS,
  },
  residentMemory: {
    name: 'mikrotik_routing_process_resident_memory_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Memory of the process, with all that it shares (/routing/stats/process: rss).',
    labels: PROCESS,
  },
  virtualMemory: {
    name: 'mikrotik_routing_process_virtual_memory_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Address space of the process (/routing/stats/process: vms).',
    labels: PROCESS,
  },
  processorTime: {
    name: 'mikrotik_routing_process_cpu_seconds_total',
    type: 'counter',
    unit: 'seconds',
    help: 'CPU time of the process outside the kernel (/routing/stats/process: process-time).',
    labels: PROCESS,
  },
  kernelTime: {
    name: 'mikrotik_routing_process_kernel_seconds_total',
    type: 'counter',
    unit: 'seconds',
    help: 'CPU time that the kernel spent for the process (/routing/stats/process: kernel-time).',
    labels: PROCESS,
  },
  busy: {
    name: 'mikrotik_routing_process_busy_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the process has been busy without a break (/routing/stats/process: cur-busy).',
    labels: PROCESS,
  },
  longestBusy: {
    name: 'mikrotik_routing_process_longest_busy_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'The longest that the process was busy without a break (/routing/stats/process: max-busy).',
    labels: PROCESS,
  },
  calculation: {
    name: 'mikrotik_routing_process_calculation_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'How long the present or last calculation took (/routing/stats/process: cur-calc).',
    labels: PROCESS,
  },
  longestCalculation: {
    name: 'mikrotik_routing_process_longest_calculation_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'The longest calculation of the process (/routing/stats/process: max-calc).',
    labels: PROCESS,
  },
  receiveQueue: {
    name: 'mikrotik_routing_process_receive_queue_messages',
    type: 'gauge',
    help: 'Messages of other processes that wait for this one (/routing/stats/process: in-rpc-queue).',
    labels: PROCESS,
  },
  transmitQueue: {
    name: 'mikrotik_routing_process_transmit_queue_messages',
    type: 'gauge',
    help: 'Messages of this process that wait for others (/routing/stats/process: out-rpc-queue).',
    labels: PROCESS,
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'id',
  'tasks',
  'private-mem-blocks',
  'shared-mem-blocks',
  'pss',
  'rss',
  'vms',
  'process-time',
  'kernel-time',
  'cur-busy',
  'max-busy',
  'cur-calc',
  'max-calc',
  'in-rpc-queue',
  'out-rpc-queue',
] as const;

/** The processes into which RouterOS 7 divides its routing engine. */
export const routingProcessCollector: Collector = {
  name: 'routing_process',
  summary: 'Memory, CPU time and queues of the processes of the routing engine.',
  modules: ['routing_stats'],
  families,
  menus: [{ command: '/routing/stats/process/print', cost: 'table', versions: '7' }],
  async collect(device, emit) {
    await device.print('/routing/stats/process', ATTRIBUTES, (row) => {
      const identity = { process: row.text('id'), task: row.list('tasks')[0] };
      const own = labels(identity);
      emit(families.info, labels({ ...identity, tasks: row.text('tasks') }), 1);
      emit(families.privateMemory, own, row.number('private-mem-blocks'));
      emit(families.sharedMemory, own, row.number('shared-mem-blocks'));
      emit(families.proportionalMemory, own, row.number('pss'));
      emit(families.residentMemory, own, row.number('rss'));
      emit(families.virtualMemory, own, row.number('vms'));
      emit(families.processorTime, own, row.duration('process-time'));
      emit(families.kernelTime, own, row.duration('kernel-time'));
      emit(families.busy, own, row.duration('cur-busy'));
      emit(families.longestBusy, own, row.duration('max-busy'));
      emit(families.calculation, own, row.duration('cur-calc'));
      emit(families.longestCalculation, own, row.duration('max-calc'));
      emit(families.receiveQueue, own, row.number('in-rpc-queue'));
      emit(families.transmitQueue, own, row.number('out-rpc-queue'));
    });
  },
};
