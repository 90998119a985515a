import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { ethernetFamilies as families } from './ethernet-families.ts';
import { interfaceItemOf, type InterfaceItem, keepsInterface } from './interface-item.ts';
import { printAndMonitor } from './monitored.ts';
import { divided } from './scale.ts';

const PORT = [
  '.id',
  'name',
  'comment',
  'rx-fcs-error',
  'rx-drop',
  'rx-overflow',
  'rx-pause',
  'tx-pause',
] as const;

const MONITOR = [
  'name',
  'rate',
  'full-duplex',
  'auto-negotiation',
  'sfp-module-present',
  'sfp-rx-loss',
  'sfp-tx-fault',
  'sfp-type',
  'sfp-connector-type',
  'sfp-vendor-name',
  'sfp-vendor-part-number',
  'sfp-vendor-revision',
  'sfp-vendor-serial',
  'sfp-wavelength',
  'sfp-temperature',
  'sfp-supply-voltage',
  'sfp-tx-bias-current',
  'sfp-tx-power',
  'sfp-rx-power',
] as const;

const MEMORY_KEY = 'ethernet ports';

/** Ethernet ports: what was negotiated, their error counters and the SFP modules in them. */
export const ethernetCollector: Collector = {
  name: 'ethernet',
  summary: 'Speed, duplex, errors, pauses and SFP modules of the Ethernet ports.',
  modules: ['default'],
  families,
  menus: [
    { command: '/interface/ethernet/print', cost: 'table', versions: '6 and 7' },
    { command: '/interface/ethernet/monitor', cost: 'monitor', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    await printAndMonitor<InterfaceItem>(
      device,
      MEMORY_KEY,
      (found) => printPorts(device, emit, found),
      (ports) => monitorPorts(device, emit, ports),
    );
  },
};

/** Prints all ports and emits the counters of those that the module keeps. */
function printPorts(device: Device, emit: Emit, found: (port: InterfaceItem) => void): Promise<unknown> {
  return device.print(
    '/interface/ethernet',
    PORT,
    (row) => {
      const port = interfaceItemOf(row);
      if (port === undefined) return;
      found(port);
      if (keepsInterface(device, 'ether', port)) collectCounters(emit, port.name, row);
    },
    // Without it some versions leave the counters out; with it alone some leave the rest out, hence the proplist.
    { words: ['=stats='] },
  );
}

/** Asks those ports that the module keeps in one command. */
function monitorPorts(device: Device, emit: Emit, ports: readonly InterfaceItem[]): Promise<unknown> {
  const ids = ports.filter((port) => keepsInterface(device, 'ether', port)).map((port) => port.id);
  return device.monitor('/interface/ethernet/monitor', ids, MONITOR, (row) => {
    const name = row.text('name');
    if (name === undefined) return;
    collectLink(emit, name, row);
    collectModule(emit, name, row);
  });
}

function collectCounters(emit: Emit, name: string, row: Row<(typeof PORT)[number]>): void {
  const own = labels({ interface: name });
  emit(families.receiveFcsErrors, own, row.sum('rx-fcs-error'));
  emit(families.receiveDrops, own, row.sum('rx-drop'));
  emit(families.receiveOverflows, own, row.sum('rx-overflow'));
  emit(families.receivePauses, own, row.sum('rx-pause'));
  emit(families.transmitPauses, own, row.sum('tx-pause'));
}

type MonitorRow = Row<(typeof MONITOR)[number]>;

function collectLink(emit: Emit, name: string, row: MonitorRow): void {
  const own = labels({ interface: name });
  const bitsPerSecond = row.rate('rate');
  emit(families.speed, own, bitsPerSecond === undefined ? undefined : bitsPerSecond / 8);
  emit(families.fullDuplex, own, row.sentFlag('full-duplex'));
  emit(families.autoNegotiationDone, own, negotiationDone(row.text('auto-negotiation')));
}

/** Undefined for ports that do not negotiate: fixed speed, or a module that cannot. */
function negotiationDone(state: string | undefined): boolean | undefined {
  switch (state) {
    case 'done':
      return true;
    case 'incomplete':
    case 'failed':
    case 'restarted':
      return false;
    default:
      return undefined;
  }
}

function collectModule(emit: Emit, name: string, row: MonitorRow): void {
  const own = labels({ interface: name });
  const present = row.sentFlag('sfp-module-present');
  emit(families.sfpModulePresent, own, present);
  if (present !== true) return;
  const info = labels({
    interface: name,
    form_factor: row.text('sfp-type'),
    connector: row.text('sfp-connector-type'),
    vendor: row.text('sfp-vendor-name'),
    part_number: row.text('sfp-vendor-part-number'),
    revision: row.text('sfp-vendor-revision'),
    serial_number: row.text('sfp-vendor-serial'),
  });
  emit(families.sfpInfo, info, 1);
  emit(families.sfpReceiveLoss, own, row.sentFlag('sfp-rx-loss'));
  emit(families.sfpTransmitFault, own, row.sentFlag('sfp-tx-fault'));
  emit(families.sfpTemperature, own, row.number('sfp-temperature'));
  emit(families.sfpSupply, own, unscaled(row.number('sfp-supply-voltage')));
  emit(families.sfpTransmitBias, own, divided(row.number('sfp-tx-bias-current'), 1e3));
  emit(families.sfpTransmitPower, own, unscaled(row.number('sfp-tx-power')));
  emit(families.sfpReceivePower, own, unscaled(row.number('sfp-rx-power')));
  emit(families.sfpWavelength, own, divided(row.number('sfp-wavelength'), 1e9));
}

/** Some builds send volts and dBm in thousandths (3298, -2064), where no module can reach 100 of them. */
function unscaled(value: number | undefined): number | undefined {
  return value !== undefined && Math.abs(value) > 100 ? value / 1000 : value;
}
