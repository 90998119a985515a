import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { type Item, printAndMonitor } from './monitored.ts';
import { divided } from './scale.ts';
import { settle } from './settle.ts';

const families = {
  info: {
    name: 'mikrotik_poe_info',
    type: 'info',
    help: 'How a port that can feed a device is configured (/interface/ethernet/poe: poe-out, poe-priority, poe-voltage).',
    labels: ['interface', 'poe_out', 'priority', 'voltage'],
  },
  state: {
    name: 'mikrotik_poe_state',
    type: 'gauge',
    help: 'What a port that can feed a device does: 1 for the present state, else 0 (/interface/ethernet/poe/monitor: poe-out-status).',
    labels: ['interface'],
    states: [
      'off',
      'disabled',
      'waiting-for-load',
      'powered-on',
      'overload',
      'short-circuit',
      'voltage-too-low',
      'low-voltage-too-low',
      'voltage-too-high',
      'voltage-on-poe-in',
      'current-too-low',
      'power-cycle',
      'no-valid-psu',
      'controller-error',
      'controller-init',
      'controller-upgrade',
      'lldp-power-off',
      'low-voltage-pd-detected',
    ],
  },
  voltage: {
    name: 'mikrotik_poe_voltage_volts',
    type: 'gauge',
    unit: 'volts',
    help: 'Voltage at which a port feeds its device, absent if it does not or cannot measure (/interface/ethernet/poe/monitor: poe-out-voltage).',
    labels: ['interface'],
  },
  current: {
    name: 'mikrotik_poe_current_amperes',
    type: 'gauge',
    unit: 'amperes',
    help: 'Current that a port feeds its device (/interface/ethernet/poe/monitor: poe-out-current).',
    labels: ['interface'],
  },
  power: {
    name: 'mikrotik_poe_power_watts',
    type: 'gauge',
    unit: 'watts',
    help: 'Power that a port feeds its device (/interface/ethernet/poe/monitor: poe-out-power).',
    labels: ['interface'],
  },
  hostAlive: {
    name: 'mikrotik_poe_host_alive',
    type: 'gauge',
    help: '1 if the fed device answers the pings after whose loss its power is cycled; absent if it is not pinged (/interface/ethernet/poe/monitor: power-cycle-host-alive).',
    labels: ['interface'],
  },
  limit: {
    name: 'mikrotik_poe_limit_watts',
    type: 'gauge',
    unit: 'watts',
    help: 'Power that all ports together may feed (/interface/ethernet/poe/settings: poe-out-limit-power).',
    labels: [],
  },
  boardPower: {
    name: 'mikrotik_poe_board_reserve_watts',
    type: 'gauge',
    unit: 'watts',
    help: 'Power that the board keeps for itself (/interface/ethernet/poe/settings: routerboard-max-self-power).',
    labels: [],
  },
  sourceLimit: {
    name: 'mikrotik_poe_source_limit_watts',
    type: 'gauge',
    unit: 'watts',
    help: 'Power that a source of the board has for the ports (/interface/ethernet/poe/settings: psu1-poe-out-max-power and so on).',
    labels: ['power_source'],
  },
} as const satisfies FamilyTable;

const PORT = ['.id', 'name', 'poe-out', 'poe-priority', 'poe-voltage'] as const;

const MONITOR = [
  'name',
  'poe-out-status',
  'poe-out-voltage',
  'poe-out-current',
  'poe-out-power',
  'power-cycle-host-alive',
] as const;

const SOURCES = ['psu1', 'psu2', 'psu3', 'psu4', 'jack', '2pin', 'poe-in'] as const;

const SETTINGS = [
  'poe-out-limit-power',
  'routerboard-max-self-power',
  ...SOURCES.map((source) => `${source}-poe-out-max-power` as const),
] as const;

interface PoePort extends Item {
  readonly name: string;
}

const MEMORY_KEY = 'poe ports';

/** Ports that feed devices, monitored in one command, and the budget that newer boards tell. */
export const poeCollector: Collector = {
  name: 'poe',
  summary: 'PoE out: state, voltage, current and power of each port, and the budget of the board.',
  modules: ['switching'],
  families,
  menus: [
    { command: '/interface/ethernet/poe/print', cost: 'table', versions: '6 and 7; on boards with PoE out' },
    {
      command: '/interface/ethernet/poe/monitor',
      cost: 'monitor',
      versions: '6 and 7; on boards with PoE out',
    },
    { command: '/interface/ethernet/poe/settings/print', cost: 'cheap', versions: '7; on newer boards' },
  ],
  async collect(device, emit) {
    await settle(
      printAndMonitor<PoePort>(
        device,
        MEMORY_KEY,
        (found) => printPorts(device, emit, found),
        (ports) => monitorPorts(device, emit, ports),
      ),
      printSettings(device, emit),
    );
  },
};

function printPorts(device: Device, emit: Emit, found: (port: PoePort) => void): Promise<unknown> {
  return device.print('/interface/ethernet/poe', PORT, (row) => {
    const id = row.text('.id');
    const name = row.text('name');
    const output = row.text('poe-out');
    // A port that only takes power has no poe-out, and nothing to monitor.
    if (id === undefined || name === undefined || output === undefined) return;
    found({ id, name });
    if (!keeps(device, name)) return;
    const info = labels({
      interface: name,
      poe_out: output,
      priority: row.text('poe-priority'),
      voltage: row.text('poe-voltage'),
    });
    emit(families.info, info, 1);
  });
}

function keeps(device: Device, name: string): boolean {
  return device.interfaces.keeps({ name, type: 'ether', comment: undefined, dynamic: false });
}

function monitorPorts(device: Device, emit: Emit, ports: readonly PoePort[]): Promise<unknown> {
  const ids = ports.filter(({ name }) => keeps(device, name)).map(({ id }) => id);
  return device.monitor('/interface/ethernet/poe/monitor', ids, MONITOR, (row) => {
    const name = row.text('name');
    if (name === undefined) return;
    const own = labels({ interface: name });
    // One of them has capitals: `no-valid-PSU`.
    emit.state(families.state, own, row.text('poe-out-status')?.toLowerCase());
    emit(families.voltage, own, row.number('poe-out-voltage'));
    emit(families.current, own, divided(row.number('poe-out-current'), 1e3));
    emit(families.power, own, row.number('poe-out-power'));
    emit(families.hostAlive, own, row.sentFlag('power-cycle-host-alive'));
  });
}

function printSettings(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/interface/ethernet/poe/settings', SETTINGS, (row) => {
    emit(families.limit, NO_LABELS, row.number('poe-out-limit-power'));
    emit(families.boardPower, NO_LABELS, row.number('routerboard-max-self-power'));
    for (const source of SOURCES) {
      emit(families.sourceLimit, labels({ power_source: source }), row.number(`${source}-poe-out-max-power`));
    }
  });
}
