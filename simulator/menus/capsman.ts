import { defineMenu, defineSettings, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import {
  type Cap,
  capRadios,
  capsOf,
  type Client,
  clientBytes,
  clientPackets,
  clientsOf,
  type Radio,
  sentAndReceived,
} from './radio.ts';
import { chance } from '../values/random.ts';
import { durationText, idText } from '../values/text.ts';
import { hasWifi, hasWifiwave2 } from './wifi.ts';
import { hasOldDriver, oldChannelText, oldRateText, signalOf } from './wireless.ts';

function connectedCaps(at: Moment): Cap[] {
  return capsOf(at).filter((cap) => cap.since !== undefined);
}

/** The old CAPsMAN has tables of its own; those of the new one are the driver's. */
function clients(at: Moment): Client[] {
  return clientsOf(at, 'clients of CAPs', capRadios(at));
}

function peersOf(at: Moment, radio: Radio): Client[] {
  return clients(at).filter((each) => each.radio.name === radio.name);
}

const oldCaps = defineMenu<Cap>({
  path: '/caps-man/remote-cap',
  exists: hasOldDriver,
  entries: connectedCaps,
  columns: {
    '.id': (cap) => idText(cap.number),
    address: (cap) => `${cap.mac}/${40_000 + cap.number}`,
    name: (cap) => `[${cap.mac}]`,
    identity: (cap) => cap.identity,
    board: () => 'RBcAPGi-5acD2nD',
    serial: (cap) => cap.serial,
    version: (_, at) => at.persona.release,
    'base-mac': (cap) => cap.mac,
    state: () => 'Run',
    radios: () => 2,
  },
});

const oldInterfaces = defineMenu<Radio>({
  path: '/caps-man/interface',
  exists: hasOldDriver,
  entries: capRadios,
  columns: {
    '.id': (radio) => idText(radio.number),
    name: (radio) => radio.name,
    'mac-address': (radio) => radio.mac,
    'radio-mac': (radio) => radio.mac,
    'radio-name': (radio) => radio.mac.replaceAll(':', ''),
    'master-interface': () => 'none',
    configuration: () => 'office',
    bound: (radio) => radio.isUp,
    master: () => true,
    running: (radio) => radio.isUp,
    inactive: (radio) => !radio.isUp,
    disabled: () => false,
    dynamic: () => false,
    'current-state': (radio) => (radio.isUp ? 'running-ap' : undefined),
    'current-channel': (radio) => (radio.isUp ? oldChannelText(radio) : undefined),
    'current-registered-clients': (radio, at) => (radio.isUp ? peersOf(at, radio).length : undefined),
    'current-authorized-clients': (radio, at) =>
      radio.isUp ? peersOf(at, radio).filter((each) => each.isAuthorized).length : undefined,
  },
});

const oldRadios = defineMenu<Radio>({
  path: '/caps-man/radio',
  exists: hasOldDriver,
  entries: (at) => capRadios(at).filter((radio) => radio.isUp),
  columns: {
    '.id': (radio) => idText(radio.number),
    'radio-mac': (radio) => radio.mac,
    'remote-cap-name': (radio) => radio.cap && `[${radio.cap.mac}]`,
    'remote-cap-identity': (radio) => radio.cap?.identity,
    interface: (radio) => radio.name,
    local: () => false,
    provisioned: () => true,
  },
});

const oldClients = defineMenu<Client>({
  path: '/caps-man/registration-table',
  takesStats: true,
  exists: hasOldDriver,
  entries: clients,
  columns: {
    '.id': (client) => idText(client.number),
    interface: (client) => client.radio.name,
    ssid: (client) => client.radio.ssid,
    'mac-address': (client) => client.mac,
    'tx-rate': (client, at) => oldRateText(at, client, 'tx'),
    'rx-rate': (client, at) => oldRateText(at, client, 'rx'),
    'rx-signal': (client, at) => signalOf(at, client),
    uptime: (client, at) => durationText(at.time - client.since),
    packets: (client, at) => sentAndReceived(at, client, clientPackets),
    bytes: (client, at) => sentAndReceived(at, client, clientBytes),
  },
});

/** Some of the access points that are no CAPsMAN have one. */
function isCap(at: Moment): boolean {
  return at.model.caps !== undefined && capsOf(at).length === 0 && chance(at.key, 'is a CAP', 0.4);
}

function newMenus(path: string, exists: (at: Moment) => boolean): readonly Menu[] {
  return [
    defineMenu<Cap>({
      path: `${path}/capsman/remote-cap`,
      exists,
      entries: connectedCaps,
      columns: {
        '.id': (cap) => idText(cap.number),
        address: (cap) => `10.9.0.${cap.number}%*2`,
        identity: (cap) => cap.identity,
        'board-name': () => 'cAPGi-5HaxD2HaxD',
        serial: (cap) => cap.serial,
        version: (_, at) => at.persona.release,
        'base-mac': (cap) => cap.mac,
        'common-name': () => '',
        state: () => 'Ok',
        'connected-time': (cap, at) => cap.since && durationText(at.time - cap.since),
        uptime: (cap, at) => cap.since && durationText(at.time - cap.since + 40_000),
      },
    }),
    defineSettings(
      `${path}/cap`,
      {
        enabled: isCap,
        'discovery-interfaces': (at) => (isCap(at) ? 'bridge' : ''),
        'current-caps-man-address': (at) => (isCap(at) ? '10.9.0.254' : undefined),
        'current-caps-man-identity': (at) => (isCap(at) ? 'wifi-centre' : undefined),
      },
      exists,
    ),
  ];
}

export const capsmanMenus: readonly Menu[] = [
  oldCaps,
  oldInterfaces,
  oldRadios,
  oldClients,
  ...newMenus('/interface/wifi', hasWifi),
  ...newMenus('/interface/wifiwave2', hasWifiwave2),
];
