import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { type Carrier, parseCarrier, parseEarfcn } from './lte-carrier.ts';
import { lteFamilies as families } from './lte-families.ts';
import { monitorInOrder, printAndMonitor } from './monitored.ts';
import { keepsInterface, type InterfaceItem, interfaceItemOf } from './interface-item.ts';
import { settle } from './settle.ts';

/** RouterOS 6 asks one modem at a time; boards have two at most. */
const INFO = {
  command: '/interface/lte/info',
  cost: 'slow',
  versions: '6',
  policies: ['test'],
} as const;

/** LTE and 5G modems, each with series of its own. Some take seconds to answer. */
export const lteCollector: Collector = {
  name: 'lte',
  summary: 'LTE and 5G modems: connection, signal, cell, carriers.',
  modules: ['lte'],
  families,
  menus: [
    { command: '/interface/lte/print', cost: 'table', versions: '6 and 7' },
    { command: '/interface/lte/monitor', cost: 'slow', versions: '7' },
    INFO,
    INFO,
  ],
  async collect(device, emit) {
    await printAndMonitor<InterfaceItem>(
      device,
      'lte modems',
      (found) => printModems(device, emit, found),
      (modems) => monitorModems(device, emit, modems),
    );
  },
};

const MODEM = ['.id', 'name', 'comment', 'disabled', 'inactive', 'running'] as const;

function printModems(device: Device, emit: Emit, found: (modem: InterfaceItem) => void): Promise<unknown> {
  return device.print('/interface/lte', MODEM, (row) => {
    const modem = interfaceItemOf(row);
    if (modem === undefined) return;
    const present = !row.flag('inactive');
    // What is not there, or is switched off, would be waited for in vain.
    if (present && !row.flag('disabled')) found(modem);
    if (!keepsInterface(device, 'lte', modem)) return;
    const own = labels({ interface: modem.name });
    emit(families.present, own, row.flag('disabled') ? undefined : present);
    emit(families.connected, own, row.flag('running'));
  });
}

const MONITOR = [
  'status',
  'pin-status',
  'registration-status',
  'functionality',
  'manufacturer',
  'model',
  'revision',
  'current-operator',
  'roaming',
  'access-technology',
  'data-class',
  'lac',
  'current-cellid',
  'enb-id',
  'sector-id',
  'phy-cellid',
  'session-uptime',
  'primary-band',
  'ca-band',
  'ul-ca-band',
  'earfcn',
  'rssi',
  'rsrp',
  'rsrq',
  'sinr',
  'rscp',
  'ecio',
  'nr-rsrp',
  'nr-rsrq',
  'nr-sinr',
  'cqi',
  'ri',
  'mcs',
] as const;

type MonitorRow = Row<(typeof MONITOR)[number]>;

async function monitorModems(device: Device, emit: Emit, modems: readonly InterfaceItem[]): Promise<void> {
  const kept = modems.filter((modem) => keepsInterface(device, 'lte', modem));
  await settle(
    monitorInOrder(device, '/interface/lte/monitor', kept, MONITOR, (row, { name }) => {
      collectModem(emit, name, row);
    }),
    ...kept.map(({ id, name }) =>
      device.once('/interface/lte/info', [`=number=${id}`], MONITOR, (row) => collectModem(emit, name, row)),
    ),
  );
}

function collectModem(emit: Emit, name: string, row: MonitorRow): void {
  collectInfo(emit, name, row);
  collectCarriers(emit, name, row);
  const own = labels({ interface: name });
  emit(families.registered, own, isRegistered(row.text('registration-status') ?? row.text('status')));
  const roaming = row.text('roaming');
  emit(families.roaming, own, roaming === undefined ? undefined : row.flag('roaming'));
  emit(families.pinAccepted, own, isUnlocked(row.text('pin-status')));
  emit.state(families.functionality, own, row.text('functionality'));
  emit(families.sessionUptime, own, row.duration('session-uptime'));
  emit(families.rssi, own, row.number('rssi'));
  emit(families.rsrp, own, row.number('rsrp'));
  emit(families.rsrq, own, row.number('rsrq'));
  emit(families.sinr, own, row.number('sinr'));
  emit(families.rscp, own, row.number('rscp'));
  emit(families.ecio, own, row.number('ecio'));
  emit(families.nrRsrp, own, row.number('nr-rsrp'));
  emit(families.nrRsrq, own, row.number('nr-rsrq'));
  emit(families.nrSinr, own, row.number('nr-sinr'));
  emit(families.cqi, own, row.number('cqi'));
  emit(families.rank, own, row.number('ri'));
  emit(families.mcs, own, row.number('mcs'));
}

function collectInfo(emit: Emit, name: string, row: MonitorRow): void {
  const info = labels({
    interface: name,
    manufacturer: unquoted(row.text('manufacturer')),
    modem: unquoted(row.text('model')),
    modem_firmware: unquoted(row.text('revision')),
  });
  emit(families.info, info, 1);
  const network = labels({
    interface: name,
    operator: row.text('current-operator'),
    access_technology: row.text('access-technology'),
    data_class: row.text('data-class'),
  });
  emit(families.networkInfo, network, 1);
  if (row.text('current-cellid') === undefined) return;
  const cell = labels({
    interface: name,
    cell_id: row.text('current-cellid'),
    enb_id: row.text('enb-id'),
    sector_id: row.text('sector-id'),
    physical_cell_id: row.text('phy-cellid'),
    location_area: row.text('lac'),
  });
  emit(families.cellInfo, cell, 1);
}

/** Some modems put their words in quotes: `"MikroTik"`. */
function unquoted(text: string | undefined): string | undefined {
  return text?.replace(/^"(.*)"$/, '$1');
}

/** New versions leave `registration-status` out; `status` is `connected` or, newer still, `running`. */
function isRegistered(status: string | undefined): boolean | undefined {
  return status === undefined ? undefined : /^(registered|roaming|connected|running)/.test(status);
}

function isUnlocked(pinStatus: string | undefined): boolean | undefined {
  return pinStatus === undefined ? undefined : pinStatus === 'ok' || pinStatus === 'no password required';
}

function collectCarriers(emit: Emit, name: string, row: MonitorRow): void {
  const own = labels({ interface: name });
  const band = row.text('primary-band');
  if (band === undefined) {
    // Such a modem does not say what is aggregated.
    const earfcn = row.text('earfcn');
    if (earfcn === undefined) return;
    const only = row.parsed('earfcn', parseEarfcn);
    emitCarrier(emit, name, 'primary', only ?? { band: '', earfcn });
    emit(families.bandwidth, own, only?.bandwidth);
    return;
  }
  const primary = parseCarrier(band);
  emitCarrier(emit, name, 'primary', primary);
  emit(families.bandwidth, own, primary.bandwidth);
  const aggregated = row.list('ca-band').map(parseCarrier);
  emit(families.aggregatedCarriers, own, aggregated.length);
  emit(families.aggregatedBandwidth, own, totalBandwidth([primary, ...aggregated]));
  for (const carrier of aggregated) emitCarrier(emit, name, 'secondary', carrier);
  for (const carrier of row.list('ul-ca-band')) emitCarrier(emit, name, 'uplink', parseCarrier(carrier));
}

/** Unknown if that of one carrier is. */
function totalBandwidth(carriers: readonly Carrier[]): number | undefined {
  return carriers.reduce<number | undefined>(
    (sum, { bandwidth }) => (sum === undefined || bandwidth === undefined ? undefined : sum + bandwidth),
    0,
  );
}

function emitCarrier(emit: Emit, name: string, role: string, carrier: Carrier): void {
  const { band, earfcn, physicalCellId } = carrier;
  const info = labels({ interface: name, carrier: role, band, earfcn, physical_cell_id: physicalCellId });
  emit(families.carrierInfo, info, 1);
}
