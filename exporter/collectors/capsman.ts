import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { capsmanFamilies as families } from './capsman-families.ts';
import { type Collector, type Device, type Emit, type Menu, type Outcome } from './contract.ts';
import { keepsInterface } from './interface-item.ts';
import { multiplied } from './scale.ts';
import { settle } from './settle.ts';

const OLD = '6 and 7; since 7.13 with the package wireless';
const WIFI = '7.13 and newer';
const WIFIWAVE2 = '7.1 to 7.12; with the package wifiwave2';

/** Where the CAPs are listed, by version; a device may have an old and a new CAPsMAN. */
const REMOTE_CAPS = [
  { path: '/caps-man/remote-cap', versions: OLD },
  { path: '/interface/wifi/capsman/remote-cap', versions: WIFI },
  { path: '/interface/wifiwave2/capsman/remote-cap', versions: WIFIWAVE2 },
];

/**
 * A CAPsMAN, old or new, and its CAPs; and whether the device, if it is itself a CAP, has found one. The new CAPsMAN's
 * interfaces and radios are those of the collector `wifi`.
 */
export const capsmanCollector: Collector = {
  name: 'capsman',
  summary: 'CAPs, and the interfaces and radios that CAPsMAN has of them.',
  modules: ['wireless'],
  families,
  menus: [
    ...REMOTE_CAPS.map(({ path, versions }): Menu => ({ command: `${path}/print`, cost: 'table', versions })),
    { command: '/interface/wifi/cap/print', cost: 'cheap', versions: WIFI },
    { command: '/interface/wifiwave2/cap/print', cost: 'cheap', versions: WIFIWAVE2 },
    { command: '/caps-man/interface/print', cost: 'table', versions: OLD },
    { command: '/caps-man/radio/print', cost: 'table', versions: OLD },
  ],
  async collect(device, emit) {
    await settle(
      collectCaps(device, emit),
      collectManager(device, emit, '/interface/wifi/cap'),
      collectManager(device, emit, '/interface/wifiwave2/cap'),
      collectInterfaces(device, emit),
      collectRadios(device, emit),
    );
  },
};

/** Those of both stacks: `name`, `board` and `radios` are the old one's, `board-name`, `uptime` and `connected-time` the new one's. */
const CAP = [
  'base-mac',
  'name',
  'identity',
  'board',
  'board-name',
  'serial',
  'version',
  'state',
  'radios',
  'uptime',
  'connected-time',
] as const;

type CapRow = Row<(typeof CAP)[number]>;

async function collectCaps(device: Device, emit: Emit): Promise<void> {
  const outcomes = await settle(
    ...REMOTE_CAPS.map(({ path }) => device.print(path, CAP, (row) => collectCap(emit, row))),
  );
  const present = outcomes.filter((outcome) => outcome.present);
  if (present.length === 0) return;
  emit(
    families.caps,
    NO_LABELS,
    present.reduce((sum, { rows }) => sum + rows, 0),
  );
}

function collectCap(emit: Emit, row: CapRow): void {
  const baseMac = row.text('base-mac');
  if (baseMac === undefined) return;
  const info = labels({
    base_mac: baseMac,
    cap: row.text('name'),
    cap_identity: row.text('identity'),
    board_name: row.text('board-name') ?? row.text('board'),
    serial_number: row.text('serial'),
    version: row.text('version'),
  });
  emit(families.capInfo, info, 1);
  const own = labels({ base_mac: baseMac });
  const state = row.text('state');
  emit(families.capRunning, own, state === undefined ? undefined : state === 'Run' || state === 'Ok');
  emit(families.capRadios, own, row.number('radios'));
  emit(families.capUptime, own, row.duration('uptime'));
  emit(families.capConnected, own, row.duration('connected-time'));
}

const CAP_SETTINGS = ['enabled', 'current-caps-man-address'] as const;

function collectManager(device: Device, emit: Emit, path: string): Promise<Outcome> {
  return device.print(path, CAP_SETTINGS, (row) => {
    if (!row.flag('enabled')) return;
    emit(families.managerFound, NO_LABELS, (row.text('current-caps-man-address') ?? '') !== '');
  });
}

const INTERFACE = [
  'name',
  'comment',
  'radio-mac',
  'radio-name',
  'configuration',
  'master-interface',
  'bound',
  'current-state',
  'current-channel',
  'current-registered-clients',
  'current-authorized-clients',
] as const;

function collectInterfaces(device: Device, emit: Emit): Promise<Outcome> {
  return device.print('/caps-man/interface', INTERFACE, (row) => {
    const name = row.text('name');
    if (name === undefined || !keepsInterface(device, 'cap', { name, comment: row.text('comment') })) return;
    const info = labels({
      interface: name,
      radio_mac: row.text('radio-mac'),
      radio_name: row.text('radio-name'),
      configuration: row.text('configuration'),
      master_interface: row.text('master-interface'),
    });
    emit(families.interfaceInfo, info, 1);
    const own = labels({ interface: name });
    emit(families.interfaceBound, own, row.flag('bound'));
    emit.state(families.interfaceState, own, row.text('current-state'));
    const channel = row.text('current-channel') ?? '';
    if (channel !== '') emit(families.channelInfo, labels({ interface: name, channel }), 1);
    emit(families.interfaceFrequency, own, multiplied(row.leadingNumber('current-channel'), 1e6));
    emit(families.registeredClients, own, row.number('current-registered-clients'));
    emit(families.authorizedClients, own, row.number('current-authorized-clients'));
  });
}

const RADIO = ['radio-mac', 'interface', 'remote-cap-name', 'remote-cap-identity', 'provisioned'] as const;

function collectRadios(device: Device, emit: Emit): Promise<Outcome> {
  return device.print('/caps-man/radio', RADIO, (row) => {
    const radioMac = row.text('radio-mac');
    if (radioMac === undefined) return;
    const info = labels({
      radio_mac: radioMac,
      interface: row.text('interface'),
      cap: row.text('remote-cap-name'),
      cap_identity: row.text('remote-cap-identity'),
    });
    emit(families.radioInfo, info, 1);
    emit(families.radioProvisioned, labels({ radio_mac: radioMac }), row.flag('provisioned'));
  });
}
