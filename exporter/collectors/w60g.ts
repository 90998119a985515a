import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { monitorInOrder, printAndMonitor } from './monitored.ts';
import { keepsInterface, type InterfaceItem, interfaceItemOf } from './interface-item.ts';
import { divided, multiplied } from './scale.ts';
import { settle } from './settle.ts';
import { w60gFamilies as families } from './w60g-families.ts';

/** 60 GHz radios and their links. An access point has an interface for each station, which tells of its link. */
export const w60gCollector: Collector = {
  name: 'w60g',
  summary: 'Radios of 60 GHz: link, signal, speed, distance, temperatures, frames.',
  modules: ['w60g'],
  families,
  menus: [
    { command: '/interface/w60g/print', cost: 'table', versions: '6 and 7; with a 60 GHz radio' },
    { command: '/interface/w60g/monitor', cost: 'slow', versions: '6 and 7; with a 60 GHz radio' },
    { command: '/interface/w60g/station/print', cost: 'table', versions: '6 and 7; with a 60 GHz radio' },
    { command: '/interface/w60g/station/monitor', cost: 'slow', versions: '6 and 7; with a 60 GHz radio' },
  ],
  async collect(device, emit) {
    await settle(
      printAndMonitor<InterfaceItem>(
        device,
        'w60g radios',
        (found) => printRadios(device, emit, found),
        (radios) => monitorRadios(device, emit, radios),
      ),
      printAndMonitor<InterfaceItem>(
        device,
        'w60g stations',
        (found) => printStations(device, emit, found),
        (stations) => monitorStations(device, emit, stations),
      ),
    );
  },
};

const RADIO = [
  '.id',
  'name',
  'comment',
  'mode',
  'ssid',
  'region',
  'beamforming-event',
  'tx-mpdu-total',
  'tx-mpdu-retry',
  'rx-mpdu-crc-ok',
  'rx-mpdu-crc-err',
  'tx-ppdu',
  'rx-ppdu',
] as const;

function printRadios(device: Device, emit: Emit, found: (radio: InterfaceItem) => void): Promise<unknown> {
  return device.print('/interface/w60g', RADIO, (row) => {
    const radio = interfaceItemOf(row);
    if (radio === undefined) return;
    found(radio);
    if (!keepsInterface(device, 'w60g', radio)) return;
    const info = labels({
      interface: radio.name,
      mode: row.text('mode'),
      ssid: row.text('ssid'),
      regulatory_region: row.text('region'),
    });
    emit(families.info, info, 1);
    const own = labels({ interface: radio.name });
    emit(families.beamformings, own, row.number('beamforming-event'));
    emit(families.transmitMpdus, own, row.number('tx-mpdu-total'));
    emit(families.transmitRetries, own, row.number('tx-mpdu-retry'));
    emit(families.receiveMpdus, own, row.number('rx-mpdu-crc-ok'));
    emit(families.receiveErrors, own, row.number('rx-mpdu-crc-err'));
    emit(families.transmitPpdus, own, row.number('tx-ppdu'));
    emit(families.receivePpdus, own, row.number('rx-ppdu'));
  });
}

const LINK = ['connected', 'signal', 'rssi', 'tx-mcs', 'tx-phy-rate', 'tx-sector', 'distance'] as const;
const RADIO_MONITOR = [
  ...LINK,
  'remote-address',
  'frequency',
  'baseband-temperature',
  'rf-temperature',
  'tx-packet-error-rate',
] as const;

function monitorRadios(device: Device, emit: Emit, radios: readonly InterfaceItem[]): Promise<void> {
  const kept = radios.filter((radio) => keepsInterface(device, 'w60g', radio));
  return monitorInOrder(device, '/interface/w60g/monitor', kept, RADIO_MONITOR, (row, { name }) => {
    const own = labels({ interface: name });
    emit(families.connected, own, row.flag('connected'));
    emit(families.frequency, own, multiplied(row.number('frequency'), 1e6));
    emit(families.basebandTemperature, own, row.number('baseband-temperature'));
    emit(families.rfTemperature, own, row.leadingNumber('rf-temperature'));
    emit(families.packetErrors, own, divided(row.number('tx-packet-error-rate'), 100));
    const [peer, ...others] = row.list('remote-address');
    // Several stations: each value is a list then, and the monitor of each station says the same.
    if (peer !== undefined && others.length === 0) collectLink(emit, name, peer, row);
  });
}

const STATION = ['.id', 'name', 'comment', 'parent', 'beamforming-event'] as const;

function printStations(
  device: Device,
  emit: Emit,
  found: (station: InterfaceItem) => void,
): Promise<unknown> {
  return device.print('/interface/w60g/station', STATION, (row) => {
    const station = interfaceItemOf(row);
    if (station === undefined) return;
    found(station);
    if (!keepsInterface(device, 'w60g-station', station)) return;
    emit(families.stationInfo, labels({ interface: station.name, parent: row.text('parent') }), 1);
    emit(families.beamformings, labels({ interface: station.name }), row.number('beamforming-event'));
  });
}

const STATION_MONITOR = [...LINK, 'remote'] as const;

function monitorStations(device: Device, emit: Emit, stations: readonly InterfaceItem[]): Promise<void> {
  const kept = stations.filter((station) => keepsInterface(device, 'w60g-station', station));
  return monitorInOrder(device, '/interface/w60g/station/monitor', kept, STATION_MONITOR, (row, { name }) => {
    emit(families.connected, labels({ interface: name }), row.flag('connected'));
    const peer = row.text('remote');
    if (peer !== undefined) collectLink(emit, name, peer, row);
  });
}

/** @param peer MAC address of the other end */
function collectLink(emit: Emit, name: string, peer: string, row: Row<(typeof LINK)[number]>): void {
  const link = labels({ interface: name, mac_address: peer });
  emit(families.signal, link, divided(row.number('signal'), 100));
  emit(families.rssi, link, row.number('rssi'));
  emit(families.transmitMcs, link, row.number('tx-mcs'));
  emit(families.transmitSpeed, link, divided(row.rate('tx-phy-rate'), 8));
  emit(families.transmitSector, link, row.number('tx-sector'));
  emit(families.distance, link, row.number('distance'));
}
