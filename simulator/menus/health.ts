import { defineMenu, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { type Sensor } from '../profiles/model.ts';
import { between, mix } from '../values/random.ts';
import { drifting } from '../values/signal.ts';
import { decimalText, idText } from '../values/text.ts';

const HOTTER_BY = 55;

function reading(at: Moment, sensor: Sensor): string {
  if (typeof sensor.base === 'string') return sensor.base;
  const key = mix(at.key, sensor.name);
  const span = sensor.span ?? 0;
  const hotter = at.hot && sensor.type === 'C' ? HOTTER_BY : 0;
  const mean = sensor.base + between(key, 'own', -span, span) / 2 + hotter;
  return decimalText(drifting(key, mean, span, at.time), sensor.decimals ?? 0);
}

/** RouterOS 7: one row a sensor. */
const rows = defineMenu<{ readonly sensor: Sensor; readonly index: number }>({
  path: '/system/health',
  exists: (at) => at.persona.major === 7,
  *entries(at) {
    for (const [index, sensor] of at.model.sensors.entries()) yield { sensor, index };
  },
  columns: {
    '.id': ({ index }) => idText(13 + index),
    name: ({ sensor }) => sensor.name,
    value: ({ sensor }, at) => reading(at, sensor),
    type: ({ sensor }) => sensor.type,
  },
});

const SENSOR_NAMES = [
  'voltage',
  'power-consumption',
  'temperature',
  'cpu-temperature',
  'board-temperature1',
  'sfp-temperature',
  'switch-temperature',
  'fan-state',
  'fan1-speed',
  'fan2-speed',
  'fan3-speed',
  'fan4-speed',
  'psu1-state',
  'psu2-state',
];

/** RouterOS 6: one row of all sensors; none on a machine without any. */
const flat = defineMenu<Moment>({
  path: '/system/health',
  exists: (at) => at.persona.major === 6,
  entries: (at) => (at.model.sensors.length === 0 ? [] : [at]),
  columns: Object.fromEntries(
    SENSOR_NAMES.map((name) => [
      name,
      (at: Moment) => {
        const sensor = at.model.sensors.find((each) => each.name === name);
        return sensor && reading(at, sensor);
      },
    ]),
  ),
});

export const healthMenus: readonly Menu[] = [rows, flat];
