import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Menu } from './contract.ts';
import { monitorInOrder, printAndMonitor } from './monitored.ts';
import { keepsInterface, type InterfaceItem, interfaceItemOf } from './interface-item.ts';
import { multiplied } from './scale.ts';
import { settle } from './settle.ts';
import { wifiFamilies as families } from './wifi-families.ts';

/** Where the new driver is, by version: a device has one of them, or none. */
const WIFI = { path: '/interface/wifi', versions: '7.13 and newer' };
const WIFIWAVE2 = { path: '/interface/wifiwave2', versions: '7.1 to 7.12; with the package wifiwave2' };

/** Interfaces of the new driver, their radios, and how many peers each has. A CAPsMAN has those of its CAPs. */
export const wifiCollector: Collector = {
  name: 'wifi',
  summary: 'Radios of the new driver: state, channel, power, numbers of clients.',
  modules: ['wireless'],
  families,
  menus: [...menusOf(WIFI), ...menusOf(WIFIWAVE2)],
  async collect(device, emit) {
    await settle(collectDriver(device, emit, WIFI.path), collectDriver(device, emit, WIFIWAVE2.path));
  },
};

function menusOf({ path, versions }: typeof WIFI): readonly Menu[] {
  return [
    { command: `${path}/print`, cost: 'table', versions },
    { command: `${path}/monitor`, cost: 'monitor', versions },
    { command: `${path}/registration-table/print`, cost: 'table', versions },
    { command: `${path}/radio/print`, cost: 'table', versions },
  ];
}

/** Numbers of peers by interface. */
type Peers = Map<string, { registered: number; authorized: number }>;

async function collectDriver(device: Device, emit: Emit, path: string): Promise<void> {
  const peers: Peers = new Map();
  const interfaces = new Set<string>();
  const [registrations] = await settle(
    countPeers(device, path, peers),
    collectRadios(device, emit, path),
    printAndMonitor<InterfaceItem>(
      device,
      `${path} interfaces`,
      (found) =>
        printInterfaces(device, emit, path, (wifi) => {
          found(wifi);
          if (keepsInterface(device, 'wifi', wifi)) interfaces.add(wifi.name);
        }),
      (wifis) => monitorInterfaces(device, emit, path, wifis),
    ),
  );
  if (!registrations.present) return;
  for (const name of interfaces) {
    const own = labels({ interface: name });
    emit(families.registeredClients, own, peers.get(name)?.registered ?? 0);
    emit(families.authorizedClients, own, peers.get(name)?.authorized ?? 0);
  }
}

const PEER = ['interface', 'authorized'] as const;

/** The monitor counts peers too, but not those of a CAP's interface in every version. */
function countPeers(device: Device, path: string, peers: Peers) {
  return device.print(`${path}/registration-table`, PEER, (row) => {
    const name = row.text('interface') ?? '';
    const { registered = 0, authorized = 0 } = peers.get(name) ?? {};
    peers.set(name, {
      registered: registered + 1,
      authorized: authorized + (row.flag('authorized') ? 1 : 0),
    });
  });
}

const INTERFACE = [
  '.id',
  'name',
  'comment',
  'radio-mac',
  'master-interface',
  'bound',
  'configuration',
  'configuration.ssid',
  'configuration.mode',
  'configuration.country',
  'configuration.manager',
] as const;

function printInterfaces(
  device: Device,
  emit: Emit,
  path: string,
  found: (wifi: InterfaceItem) => void,
): Promise<unknown> {
  return device.print(path, INTERFACE, (row) => {
    const wifi = interfaceItemOf(row);
    if (wifi === undefined) return;
    found(wifi);
    if (!keepsInterface(device, 'wifi', wifi)) return;
    const info = labels({
      interface: wifi.name,
      ssid: row.text('configuration.ssid'),
      mode: row.text('configuration.mode'),
      country: row.text('configuration.country'),
      manager: row.text('configuration.manager'),
      configuration: row.text('configuration'),
      radio_mac: row.text('radio-mac'),
      master_interface: row.text('master-interface'),
    });
    emit(families.info, info, 1);
    emit(families.bound, labels({ interface: wifi.name }), row.flag('bound'));
  });
}

const MONITOR = ['state', 'channel', 'ap-address', 'tx-power'] as const;

function monitorInterfaces(
  device: Device,
  emit: Emit,
  path: string,
  wifis: readonly InterfaceItem[],
): Promise<void> {
  const kept = wifis.filter((wifi) => keepsInterface(device, 'wifi', wifi));
  return monitorInOrder(device, `${path}/monitor`, kept, MONITOR, (row, { name }) => {
    const own = labels({ interface: name });
    emit.state(families.state, own, row.text('state'));
    const channel = row.text('channel');
    if (channel !== undefined) {
      const info = labels({ interface: name, channel, bssid: row.text('ap-address') });
      emit(families.channelInfo, info, 1);
    }
    emit(families.frequency, own, multiplied(row.leadingNumber('channel'), 1e6));
    emit(families.transmitPower, own, row.number('tx-power'));
  });
}

const RADIO = [
  'radio-mac',
  'interface',
  'cap',
  'bands',
  'hw-type',
  'current-country',
  'current-max-reg-power',
  'max-peers',
] as const;

function collectRadios(device: Device, emit: Emit, path: string): Promise<unknown> {
  return device.print(`${path}/radio`, RADIO, (row) => {
    const radioMac = row.text('radio-mac');
    if (radioMac === undefined) return;
    const info = labels({
      radio_mac: radioMac,
      interface: row.text('interface'),
      cap: row.text('cap'),
      bands: bandsOf(row.text('bands')),
      hardware: row.text('hw-type'),
      country: row.text('current-country'),
    });
    emit(families.radioInfo, info, 1);
    const own = labels({ radio_mac: radioMac });
    emit(families.radioRegulatoryPower, own, row.number('current-max-reg-power'));
    emit(families.radioMaxClients, own, row.number('max-peers'));
  });
}

/** `5ghz-a,5ghz-ax` of `5ghz-a:20mhz,5ghz-ax:20mhz,20/40mhz`: the widths would not fit into a label. */
function bandsOf(bands: string | undefined): string | undefined {
  return bands?.match(/\d+ghz-\w+/g)?.join(',');
}
