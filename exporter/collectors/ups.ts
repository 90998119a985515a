import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { type Item, monitorInOrder, printAndMonitor } from './monitored.ts';
import { divided } from './scale.ts';
import { upsFamilies as families } from './ups-families.ts';

const UPS = ['.id', 'name', 'port', 'model', 'version', 'serial', 'invalid', 'disabled'] as const;

const MONITOR = [
  'on-line',
  'on-battery',
  'low-battery',
  'replace-battery',
  'overload',
  'smart-boost',
  'smart-trim',
  'battery-charge',
  'runtime-left',
  'load',
  'battery-voltage',
  'line-voltage',
  'output-voltage',
  'frequency',
  'temperature',
] as const;

/** What is remembered of a UPS, so that the next probe can monitor it without asking for its id first. */
interface Ups extends Item {
  readonly name: string;
}

const MEMORY_KEY = 'ups';

/** `/system/ups` and its monitor: the UPS at a serial or USB port. Not in `default`. */
export const upsCollector: Collector = {
  name: 'ups',
  summary: 'UPS at the ports of the device: line, battery, load and time left.',
  modules: ['power'],
  families,
  menus: [
    { command: '/system/ups/print', cost: 'cheap', versions: '6 and 7; with the package ups' },
    { command: '/system/ups/monitor', cost: 'monitor', versions: '6 and 7; with the package ups' },
  ],
  async collect(device, emit) {
    await printAndMonitor<Ups>(
      device,
      MEMORY_KEY,
      (found) => printUps(device, emit, found),
      (items) => monitorUps(device, emit, items),
    );
  },
};

/** Finds those that can be monitored: enabled, and there. */
function printUps(device: Device, emit: Emit, found: (ups: Ups) => void): Promise<unknown> {
  return device.print('/system/ups', UPS, (row) => {
    const id = row.text('.id');
    const name = row.text('name');
    if (id === undefined || name === undefined || row.flag('disabled')) return;
    const info = labels({
      ups: name,
      port: row.text('port'),
      ups_model: row.text('model'),
      firmware_version: row.text('version'),
      serial_number: row.text('serial'),
    });
    emit(families.info, info, 1);
    const connected = !row.flag('invalid');
    emit(families.connected, labels({ ups: name }), connected);
    if (connected) found({ id, name });
  });
}

function monitorUps(device: Device, emit: Emit, items: readonly Ups[]): Promise<unknown> {
  return monitorInOrder(device, '/system/ups/monitor', items, MONITOR, (row, { name }) => {
    const own = labels({ ups: name });
    emit(families.onLine, own, row.sentFlag('on-line'));
    emit(families.onBattery, own, row.sentFlag('on-battery'));
    emit(families.lowBattery, own, row.sentFlag('low-battery'));
    emit(families.replaceBattery, own, row.sentFlag('replace-battery'));
    emit(families.overload, own, row.sentFlag('overload'));
    emit(families.boosting, own, row.sentFlag('smart-boost'));
    emit(families.trimming, own, row.sentFlag('smart-trim'));
    emit(families.charge, own, divided(row.number('battery-charge'), 100));
    emit(families.runtime, own, row.duration('runtime-left'));
    emit(families.load, own, divided(row.number('load'), 100));
    emit(families.batteryVoltage, own, row.number('battery-voltage'));
    emit(families.lineVoltage, own, row.number('line-voltage'));
    emit(families.outputVoltage, own, row.number('output-voltage'));
    emit(families.frequency, own, row.number('frequency'));
    emit(families.temperature, own, row.number('temperature'));
  });
}
