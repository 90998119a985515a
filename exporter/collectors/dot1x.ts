import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';

const families = {
  portState: {
    name: 'mikrotik_dot1x_port_state',
    type: 'gauge',
    help: 'What a port grants that asks its clients who they are: 1 for the present state, else 0 (/interface/dot1x/server/state: status).',
    labels: ['interface'],
    states: ['authorized', 'un-authorized', 'rejected-holding', 'iface-down'],
  },
  clients: {
    name: 'mikrotik_dot1x_port_clients',
    type: 'gauge',
    help: 'Number of clients that were let in at a port (/interface/dot1x/server/state, /interface/dot1x/server/active).',
    labels: ['interface'],
  },
  supplicantState: {
    name: 'mikrotik_dot1x_supplicant_state',
    type: 'gauge',
    help: 'How the device fares as a client of another port: 1 for the present state, else 0 (/interface/dot1x/client: status).',
    labels: ['interface'],
    states: [
      'authenticated',
      'authenticated-without-server',
      'authenticating',
      'connecting',
      'rejected',
      'interface-down',
      'error',
      'disabled',
    ],
  },
} as const satisfies FamilyTable;

type Clients = Tally<typeof families.clients>;

const STATE = ['interface', 'status'] as const;

const ACTIVE = ['interface'] as const;

const VERSIONS = '6 and 7; not on the smallest boards';

/** 802.1X at both ends: as the port that lets clients in, and as the client. */
export const dot1xCollector: Collector = {
  name: 'dot1x',
  summary: '802.1X: state and clients of each port, state of the device as a client.',
  modules: ['switching'],
  families,
  menus: [
    { command: '/interface/dot1x/server/state/print', cost: 'cheap', versions: VERSIONS },
    { command: '/interface/dot1x/server/active/print', cost: 'table', versions: VERSIONS },
    { command: '/interface/dot1x/client/print', cost: 'cheap', versions: VERSIONS },
  ],
  async collect(device, emit) {
    const clients: Clients = new Tally(families.clients);
    await settle(
      printPorts(device, emit, clients),
      countClients(device, clients),
      printSupplicants(device, emit),
    );
    clients.emit(emit);
  },
};

function printPorts(device: Device, emit: Emit, clients: Clients): Promise<unknown> {
  return device.print('/interface/dot1x/server/state', STATE, (row) => {
    const own = labels({ interface: row.text('interface') });
    emit.state(families.portState, own, row.text('status'));
    clients.add(own, 0);
  });
}

function countClients(device: Device, clients: Clients): Promise<unknown> {
  return device.print('/interface/dot1x/server/active', ACTIVE, (row) =>
    clients.add(labels({ interface: row.text('interface') })),
  );
}

function printSupplicants(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/interface/dot1x/client', STATE, (row) => {
    // The manual writes some of them with blanks, other versions with hyphens.
    const status = row.text('status')?.replaceAll(' ', '-');
    emit.state(families.supplicantState, labels({ interface: row.text('interface') }), status);
  });
}
