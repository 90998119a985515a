import { defineMenu, type Menu, whenTrue } from './menu.ts';
import { type Moment } from '../moment.ts';
import {
  capRadios,
  type Client,
  clientBytes,
  clientPackets,
  clientsOf,
  idleTime,
  ownRadios,
  type Radio,
  sentAndReceived,
} from './radio.ts';
import { between, pick } from '../values/random.ts';
import { durationText, idText } from '../values/text.ts';
import { signalOf } from './wireless.ts';

/** Every device has it since 7.13, be it without a radio. */
export function hasWifi(at: Moment): boolean {
  return at.persona.name === '7.20';
}

/** A package of 7.1 to 7.12, for radios that the old driver does not know. */
export function hasWifiwave2(at: Moment): boolean {
  return at.persona.name === '7.12' && at.model.interfaces.some(({ type }) => type === 'wifi');
}

function radiosOf(at: Moment): Radio[] {
  return [...ownRadios(at, 'wifi'), ...capRadios(at)];
}

function clients(at: Moment): Client[] {
  return clientsOf(at, 'clients', radiosOf(at));
}

function channelText(radio: Radio): string {
  return radio.is5GHz
    ? `${pick(radio.key, 'channel', [5180, 5260, 5500])}/ax/Ceee`
    : `${pick(radio.key, 'channel', [2412, 2437, 2462])}/ax`;
}

/** Of an interface that is up, and of this device: those of CAPs say no more than their state. */
function whenOwn<T>(value: (radio: Radio, at: Moment) => T): (radio: Radio, at: Moment) => T | undefined {
  return (radio, at) => (radio.isUp && radio.cap === undefined ? value(radio, at) : undefined);
}

function isRadio(radio: Radio): boolean {
  return radio.master === undefined && (radio.cap === undefined || radio.cap.since !== undefined);
}

const BANDS_2GHZ = '2ghz-g:20mhz,2ghz-n:20mhz,20/40mhz,2ghz-ax:20mhz,20/40mhz';
const BANDS_5GHZ =
  '5ghz-a:20mhz,5ghz-n:20mhz,20/40mhz,5ghz-ac:20mhz,20/40mhz,20/40/80mhz,5ghz-ax:20mhz,20/40mhz,20/40/80mhz';

/** The menus of the new driver; only since 7.13 they say the SSID and band of a client. */
function menusAt(path: string, exists: (at: Moment) => boolean): readonly Menu[] {
  const interfaces = defineMenu<Radio>({
    path,
    exists,
    entries: radiosOf,
    columns: {
      '.id': (radio) => idText(radio.number),
      '.about': (radio) =>
        radio.isUp ? `mode: AP, SSID: ${radio.ssid}, channel: ${channelText(radio)}` : undefined,
      name: (radio) => radio.name,
      'default-name': (radio) =>
        radio.master === undefined && radio.cap === undefined ? radio.name : undefined,
      l2mtu: () => 1560,
      'mac-address': (radio) => radio.mac,
      'radio-mac': (radio) => (radio.master === undefined ? radio.mac : undefined),
      'master-interface': (radio) => radio.master,
      configuration: (radio) => radio.ssid,
      'configuration.ssid': (radio) => radio.ssid,
      'configuration.mode': () => 'ap',
      'configuration.country': () => 'Latvia',
      'configuration.manager': (radio) => (radio.cap === undefined ? 'local' : 'capsman'),
      'security.authentication-types': () => 'wpa2-psk,wpa3-psk',
      cap: (radio) => radio.cap?.identity,
      master: (radio) => radio.master === undefined,
      bound: (radio) => radio.cap === undefined || radio.isUp,
      inactive: (radio) => whenTrue(!radio.isUp),
      running: (radio) => radio.isUp,
      disabled: (radio) => radio.isDisabled,
      dynamic: (radio) => whenTrue(radio.cap !== undefined),
    },
    monitor: {
      state: (radio) => (radio.isUp ? 'running' : radio.isDisabled ? 'disabled' : 'inactive'),
      channel: whenOwn(channelText),
      'registered-peers': whenOwn((radio, at) => peersOf(at, radio).length),
      'authorized-peers': whenOwn(
        (radio, at) => peersOf(at, radio).filter((each) => each.isAuthorized).length,
      ),
      'tx-power': whenOwn((radio) => (radio.is5GHz ? 23 : 18)),
    },
  });
  const radios = defineMenu<Radio>({
    path: `${path}/radio`,
    exists,
    entries: (at) => radiosOf(at).filter(isRadio),
    columns: {
      '.id': (radio) => idText(radio.number),
      'radio-mac': (radio) => radio.mac,
      local: (radio) => whenTrue(radio.cap === undefined),
      cap: (radio) => radio.cap?.identity,
      interface: (radio) => radio.name,
      bands: (radio) => (radio.is5GHz ? BANDS_5GHZ : BANDS_2GHZ),
      'hw-type': () => 'QCA6018',
      'max-peers': () => 120,
      'max-interfaces': () => 16,
      'tx-chains': () => '0,1',
      'rx-chains': () => '0,1',
      'current-country': () => 'Latvia',
      'current-max-reg-power': (radio) => (radio.is5GHz ? 23 : 20),
    },
  });
  const registrations = defineMenu<Client>({
    path: `${path}/registration-table`,
    takesStats: true,
    exists,
    entries: clients,
    columns: {
      '.id': (client) => idText(client.number),
      interface: (client) => client.radio.name,
      ssid: (client, at) => (hasWifi(at) ? client.radio.ssid : undefined),
      'mac-address': (client) => client.mac,
      uptime: (client, at) => durationText(at.time - client.since),
      'last-activity': (client, at) => `${idleTime(at, client)}ms`,
      signal: (client, at) => signalOf(at, client),
      'auth-type': (client) => pick(client.key, 'auth', ['wpa2-psk', 'wpa3-psk']),
      band: (client, at) => (hasWifi(at) ? (client.radio.is5GHz ? '5ghz-ax' : '2ghz-ax') : undefined),
      'tx-rate': (client, at) => rateOf(at, client, 'tx'),
      'rx-rate': (client, at) => rateOf(at, client, 'rx'),
      packets: (client, at) => sentAndReceived(at, client, clientPackets),
      bytes: (client, at) => sentAndReceived(at, client, clientBytes),
      'tx-bits-per-second': (client) => Math.round(between(client.key, 'tx now', 0, 900_000)),
      'rx-bits-per-second': (client) => Math.round(between(client.key, 'rx now', 0, 200_000)),
      authorized: (client) => whenTrue(client.isAuthorized),
    },
  });
  return [interfaces, radios, registrations];
}

function peersOf(at: Moment, radio: Radio): Client[] {
  return clients(at).filter((each) => each.radio.name === radio.name);
}

/** The stronger the signal, the faster; bits per second. */
function rateOf(at: Moment, client: Client, direction: 'rx' | 'tx'): number {
  const signal = signalOf(at, client);
  if (signal < -80) return 6_000_000;
  if (!client.radio.is5GHz) return signal < -65 ? 77_400_000 : 286_700_000;
  if (signal < -70) return 144_100_000;
  return direction === 'rx' ? 960_700_000 : 1_200_900_000;
}

export const wifiMenus: readonly Menu[] = [
  ...menusAt('/interface/wifi', hasWifi),
  ...menusAt('/interface/wifiwave2', hasWifiwave2),
];
