import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Emit } from './contract.ts';

const families = {
  temperature: {
    name: 'mikrotik_health_temperature_celsius',
    type: 'gauge',
    unit: 'celsius',
    help: 'Temperature of a sensor (/system/health: type C).',
    labels: ['sensor'],
  },
  voltage: {
    name: 'mikrotik_health_voltage_volts',
    type: 'gauge',
    unit: 'volts',
    help: 'Voltage of a sensor (/system/health: type V).',
    labels: ['sensor'],
  },
  current: {
    name: 'mikrotik_health_current_amperes',
    type: 'gauge',
    unit: 'amperes',
    help: 'Current of a sensor (/system/health: type A).',
    labels: ['sensor'],
  },
  power: {
    name: 'mikrotik_health_power_watts',
    type: 'gauge',
    unit: 'watts',
    help: 'Power of a sensor (/system/health: type W).',
    labels: ['sensor'],
  },
  fanSpeed: {
    name: 'mikrotik_health_fan_speed_rpm',
    type: 'gauge',
    unit: 'rpm',
    help: 'Revolutions of a fan per minute (/system/health: type RPM).',
    labels: ['sensor'],
  },
  state: {
    name: 'mikrotik_health_state',
    type: 'gauge',
    help: 'State of a power supply or fan: 1 for the present one, else 0 (/system/health: psu1-state, fan-state).',
    labels: ['sensor'],
    states: ['ok', 'fail', 'not-present', 'idle', 'no-input'],
  },
} as const satisfies FamilyTable;

type Quantity = keyof typeof families;

/** `type` of a RouterOS 7 row; states have an empty one. */
const QUANTITY_OF_TYPE: ReadonlyMap<string, Quantity> = new Map([
  ['C', 'temperature'],
  ['V', 'voltage'],
  ['A', 'current'],
  ['W', 'power'],
  ['RPM', 'fanSpeed'],
]);

/**
 * The sensors of RouterOS 6, which sends them all in one row, each an attribute of its own and without its unit.
 * A bare `current` is not among them: its unit, amperes or milliamperes, depends on the board.
 */
const SENSORS_V6 = {
  temperature: 'temperature',
  'cpu-temperature': 'temperature',
  'board-temperature': 'temperature',
  'board-temperature1': 'temperature',
  'board-temperature2': 'temperature',
  'pcb-temperature': 'temperature',
  'phy-temperature': 'temperature',
  'sfp-temperature': 'temperature',
  'switch-temperature': 'temperature',
  voltage: 'voltage',
  'psu1-voltage': 'voltage',
  'psu2-voltage': 'voltage',
  'jack-voltage': 'voltage',
  '2pin-voltage': 'voltage',
  'poe-in-voltage': 'voltage',
  'psu1-current': 'current',
  'psu2-current': 'current',
  'power-consumption': 'power',
  'poe-out-consumption': 'power',
  'fan1-speed': 'fanSpeed',
  'fan2-speed': 'fanSpeed',
  'fan3-speed': 'fanSpeed',
  'fan4-speed': 'fanSpeed',
  'fan-state': 'state',
  'psu1-state': 'state',
  'psu2-state': 'state',
} as const satisfies Readonly<Record<string, Quantity>>;

type SensorV6 = keyof typeof SENSORS_V6;

const SENSOR_NAMES_V6 = Object.keys(SENSORS_V6) as SensorV6[];

/** Those of a RouterOS 7 row and those of version 6: a version ignores the names that it does not know. */
const ATTRIBUTES = ['name', 'value', 'type', ...SENSOR_NAMES_V6] as const;

/** The sensors of the board. Every sensor that RouterOS 7 names is exported, whatever its name. */
export const healthCollector: Collector = {
  name: 'health',
  summary: 'Temperatures, voltages, currents, power, fans and power supplies.',
  modules: ['default'],
  families,
  menus: [
    { command: '/system/health/print', cost: 'cheap', versions: '6 and 7; empty or missing on CHR and x86' },
  ],
  async collect(device, emit) {
    await device.print('/system/health', ATTRIBUTES, (row) => {
      const name = row.text('name');
      if (name === undefined) {
        for (const sensor of SENSOR_NAMES_V6) collectSensor(emit, row, sensor, SENSORS_V6[sensor], sensor);
      } else {
        const quantity = quantityOf(name, row.text('type') ?? '');
        if (quantity !== undefined) collectSensor(emit, row, name, quantity, 'value');
      }
    });
  },
};

function quantityOf(name: string, type: string): Quantity | undefined {
  if (type !== '') return QUANTITY_OF_TYPE.get(type);
  return name.endsWith('-state') ? 'state' : undefined;
}

function collectSensor<A extends string>(
  emit: Emit,
  row: Row<A>,
  sensor: string,
  quantity: Quantity,
  attribute: A,
): void {
  const own = labels({ sensor });
  if (quantity === 'state') emit.state(families.state, own, row.text(attribute));
  else emit(families[quantity], own, row.number(attribute));
}
