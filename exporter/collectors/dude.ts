import { type Family, type FamilyTable } from '../exposition/family.ts';
import { NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Menu } from './contract.ts';
import { settle } from './settle.ts';

const families = {
  enabled: {
    name: 'mikrotik_dude_enabled',
    type: 'gauge',
    help: '1 if the Dude server is enabled (/dude: enabled).',
    labels: [],
  },
  running: {
    name: 'mikrotik_dude_running',
    type: 'gauge',
    help: '1 if the Dude server runs (/dude: status).',
    labels: [],
  },
  devices: {
    name: 'mikrotik_dude_devices',
    type: 'gauge',
    help: 'Number of devices that the Dude server knows (/dude/device).',
    labels: [],
  },
  services: {
    name: 'mikrotik_dude_services',
    type: 'gauge',
    help: 'Number of services that the Dude server watches (/dude/service).',
    labels: [],
  },
  probes: {
    name: 'mikrotik_dude_probes',
    type: 'gauge',
    help: 'Number of probes that the Dude server has (/dude/probe).',
    labels: [],
  },
} as const satisfies FamilyTable;

const VERSIONS = '6 and 7; with the package dude';
const SETTINGS = ['enabled', 'status'] as const;

function tableOf(menu: string): Menu {
  return { command: `${menu}/print`, cost: 'table', versions: VERSIONS };
}

/** The Dude server, of RouterOS 6 and 7: whether it runs, and how much it watches. It does not tell what it found. */
export const dudeCollector: Collector = {
  name: 'dude',
  summary: 'The Dude server: whether it runs, number of devices, services and probes.',
  modules: ['dude'],
  families,
  menus: [
    { command: '/dude/print', cost: 'cheap', versions: VERSIONS },
    tableOf('/dude/device'),
    tableOf('/dude/service'),
    tableOf('/dude/probe'),
  ],
  async collect(device, emit) {
    await settle(
      device.print('/dude', SETTINGS, (row) => {
        emit(families.enabled, NO_LABELS, row.flag('enabled'));
        const status = row.text('status');
        emit(families.running, NO_LABELS, status === undefined ? undefined : status === 'running');
      }),
      countRows(device, emit, '/dude/device', families.devices),
      countRows(device, emit, '/dude/service', families.services),
      countRows(device, emit, '/dude/probe', families.probes),
    );
  },
};

async function countRows(device: Device, emit: Emit, menu: string, family: Family<never>): Promise<void> {
  emit(family, NO_LABELS, await device.count(menu));
}
