import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { monitorInOrder, printAndMonitor } from './monitored.ts';
import { keepsInterface, type InterfaceItem, interfaceItemOf } from './interface-item.ts';
import { divided, multiplied } from './scale.ts';
import { wirelessFamilies as families } from './wireless-families.ts';

const RADIO = [
  '.id',
  'name',
  'comment',
  'mode',
  'ssid',
  'band',
  'channel-width',
  'wireless-protocol',
  'country',
  'radio-name',
  'master-interface',
] as const;

const MONITOR = [
  'status',
  'channel',
  'wireless-protocol',
  'noise-floor',
  'overall-tx-ccq',
  'registered-clients',
  'authenticated-clients',
  'bssid',
  'ssid',
  'radio-name',
  'routeros-version',
  'signal-strength',
  'tx-signal-strength',
  'signal-to-noise',
  'rx-ccq',
  'tx-ccq',
  'rx-rate',
  'tx-rate',
  'p-throughput',
] as const;

type MonitorRow = Row<(typeof MONITOR)[number]>;

/** Radios of the old driver: RouterOS 6, and 7 with the package `wireless`. */
export const wirelessCollector: Collector = {
  name: 'wireless',
  summary: 'Radios of the old driver: state, channel, noise, clients; of a station its link.',
  modules: ['wireless'],
  families,
  menus: [
    {
      command: '/interface/wireless/print',
      cost: 'table',
      versions: '6 and 7; since 7.13 with the package wireless',
    },
    {
      command: '/interface/wireless/monitor',
      cost: 'monitor',
      versions: '6 and 7; since 7.13 with the package wireless',
    },
  ],
  async collect(device, emit) {
    await printAndMonitor<InterfaceItem>(
      device,
      'wireless radios',
      (found) => printRadios(device, emit, found),
      (radios) => monitorRadios(device, emit, radios),
    );
  },
};

function printRadios(device: Device, emit: Emit, found: (radio: InterfaceItem) => void): Promise<unknown> {
  return device.print('/interface/wireless', RADIO, (row) => {
    const radio = interfaceItemOf(row);
    if (radio === undefined) return;
    found(radio);
    if (!keepsInterface(device, 'wlan', radio)) return;
    const info = labels({
      interface: radio.name,
      mode: row.text('mode'),
      ssid: row.text('ssid'),
      band: row.text('band'),
      channel_width: row.text('channel-width'),
      protocol: row.text('wireless-protocol'),
      country: row.text('country'),
      radio_name: row.text('radio-name'),
      master_interface: row.text('master-interface'),
    });
    emit(families.info, info, 1);
  });
}

function monitorRadios(device: Device, emit: Emit, radios: readonly InterfaceItem[]): Promise<void> {
  const kept = radios.filter((radio) => keepsInterface(device, 'wlan', radio));
  return monitorInOrder(device, '/interface/wireless/monitor', kept, MONITOR, (row, { name }) => {
    collectRadio(emit, name, row);
    // Only a station that is connected knows an access point.
    if (row.text('bssid') !== undefined) collectUplink(emit, name, row);
  });
}

function collectRadio(emit: Emit, name: string, row: MonitorRow): void {
  const own = labels({ interface: name });
  emit.state(families.state, own, row.text('status'));
  const channel = row.text('channel');
  if (channel !== undefined) {
    const info = labels({ interface: name, channel, protocol: row.text('wireless-protocol') });
    emit(families.channelInfo, info, 1);
  }
  emit(families.frequency, own, multiplied(row.leadingNumber('channel'), 1e6));
  emit(families.noiseFloor, own, row.number('noise-floor'));
  emit(families.transmitCcq, own, divided(row.number('overall-tx-ccq'), 100));
  emit(families.registeredClients, own, row.number('registered-clients'));
  emit(families.authenticatedClients, own, row.number('authenticated-clients'));
}

function collectUplink(emit: Emit, name: string, row: MonitorRow): void {
  const info = labels({
    interface: name,
    bssid: row.text('bssid'),
    ssid: row.text('ssid'),
    radio_name: row.text('radio-name'),
    version: row.text('routeros-version'),
  });
  emit(families.uplinkInfo, info, 1);
  const own = labels({ interface: name });
  emit(families.uplinkSignal, own, row.leadingNumber('signal-strength'));
  emit(families.uplinkTransmitSignal, own, row.leadingNumber('tx-signal-strength'));
  emit(families.uplinkSignalToNoise, own, row.number('signal-to-noise'));
  emit(families.uplinkReceiveCcq, own, divided(row.number('rx-ccq'), 100));
  emit(families.uplinkTransmitCcq, own, divided(row.number('tx-ccq'), 100));
  emit(families.uplinkReceiveSpeed, own, divided(row.rate('rx-rate'), 8));
  emit(families.uplinkTransmitSpeed, own, divided(row.rate('tx-rate'), 8));
  emit(families.uplinkAttainableSpeed, own, multiplied(row.number('p-throughput'), 1000 / 8));
}
