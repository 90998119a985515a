import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';

const NEIGHBOR = ['isis_instance', 'interface', 'level', 'neighbor'] as const;

const families = {
  instanceActive: {
    name: 'mikrotik_isis_instance_active',
    type: 'gauge',
    help: '1 if the instance is neither disabled nor inactive (/routing/isis/instance: disabled, inactive).',
    labels: ['isis_instance'],
  },
  neighbors: {
    name: 'mikrotik_isis_neighbors',
    type: 'gauge',
    help: 'Number of neighbours of an instance, in whatever state (/routing/isis/neighbor).',
    labels: ['isis_instance'],
  },
  upNeighbors: {
    name: 'mikrotik_isis_up_neighbors',
    type: 'gauge',
    help: 'Number of neighbours of an instance that are up (/routing/isis/neighbor: state).',
    labels: ['isis_instance'],
  },
  neighborState: {
    name: 'mikrotik_isis_neighbor_state',
    type: 'gauge',
    help: 'State of a neighbour: 1 for the present one, else 0 (/routing/isis/neighbor: state).',
    labels: NEIGHBOR,
    states: ['down', 'init', 'up'],
  },
} as const satisfies FamilyTable;

type Neighbors = Tally<typeof families.neighbors>;
type UpNeighbors = Tally<typeof families.upNeighbors>;

/** IS-IS instances and their neighbours. */
export const isisCollector: Collector = {
  name: 'isis',
  summary: 'IS-IS instances and the state of their neighbours.',
  modules: ['routing'],
  families,
  menus: [
    { command: '/routing/isis/instance/print', cost: 'cheap', versions: '7.13 and newer' },
    { command: '/routing/isis/neighbor/print', cost: 'table', versions: '7.13 and newer' },
  ],
  async collect(device, emit) {
    const all: Neighbors = new Tally(families.neighbors);
    const up: UpNeighbors = new Tally(families.upNeighbors);
    await settle(printInstances(device, emit, all, up), printNeighbors(device, emit, all, up));
    all.emit(emit);
    up.emit(emit);
  },
};

const INSTANCE = ['name', 'disabled', 'inactive'] as const;

function printInstances(device: Device, emit: Emit, all: Neighbors, up: UpNeighbors): Promise<unknown> {
  return device.print('/routing/isis/instance', INSTANCE, (row) => {
    const name = row.text('name');
    if (name === undefined) return;
    const own = labels({ isis_instance: name });
    emit(families.instanceActive, own, !row.flag('disabled') && !row.flag('inactive'));
    all.add(own, 0);
    up.add(own, 0);
  });
}

const NEIGHBOR_ATTRIBUTES = ['instance', 'interface', 'level-type', 'srcid', 'snpa', 'state'] as const;

function printNeighbors(device: Device, emit: Emit, all: Neighbors, up: UpNeighbors): Promise<unknown> {
  return device.print('/routing/isis/neighbor', NEIGHBOR_ATTRIBUTES, (row) => {
    const instance = row.text('instance');
    const state = row.text('state')?.toLowerCase();
    const ofInstance = labels({ isis_instance: instance });
    all.add(ofInstance);
    up.add(ofInstance, state === 'up' ? 1 : 0);
    const own = labels({
      isis_instance: instance,
      interface: row.text('interface'),
      level: row.text('level-type'),
      neighbor: row.text('srcid') ?? row.text('snpa'),
    });
    emit.state(families.neighborState, own, state);
  });
}
