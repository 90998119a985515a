import { defineMenu, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import {
  type Client,
  clientBytes,
  clientPackets,
  clientsOf,
  idleTime,
  ownRadios,
  type Radio,
  sentAndReceived,
} from './radio.ts';
import { between, chance, pick } from '../values/random.ts';
import { drifting } from '../values/signal.ts';
import { decimalText, durationText, idText } from '../values/text.ts';

/** Part of the system up to 7.12, unless the package of the new driver has taken its place. */
export function hasOldDriver(at: Moment): boolean {
  return at.persona.name !== '7.20' && !at.model.interfaces.some(({ type }) => type === 'wifi');
}

function radiosOf(at: Moment): Radio[] {
  return ownRadios(at, 'wlan');
}

function clients(at: Moment): Client[] {
  return clientsOf(at, 'clients', radiosOf(at));
}

/** `5220/20-Ceee/ac(23dBm)`, as the old driver writes it. */
export function oldChannelText(radio: Radio): string {
  return radio.is5GHz
    ? `${pick(radio.key, 'channel', [5180, 5220, 5260, 5500])}/20-Ceee/ac(23dBm)`
    : `${pick(radio.key, 'channel', [2412, 2437, 2462])}/20/gn(17dBm)`;
}

function whenUp<T>(value: (radio: Radio, at: Moment) => T): (radio: Radio, at: Moment) => T | undefined {
  return (radio, at) => (radio.isUp ? value(radio, at) : undefined);
}

/** A reading of the radio that drifts. */
function drift(what: string, mean: number, span: number): (radio: Radio, at: Moment) => string | undefined {
  return whenUp((radio, at) => {
    const own = mean + between(radio.key, what, -span, span);
    return decimalText(drifting(radio.key, own, span, at.time), 0);
  });
}

const wireless = defineMenu<Radio>({
  path: '/interface/wireless',
  exists: hasOldDriver,
  entries: radiosOf,
  columns: {
    '.id': (radio) => idText(radio.number),
    name: (radio) => radio.name,
    'default-name': (radio) => (radio.master === undefined ? radio.name : undefined),
    mtu: () => 1500,
    l2mtu: () => 1600,
    'mac-address': (radio) => radio.mac,
    arp: () => 'enabled',
    'interface-type': (radio) => (radio.master === undefined ? 'IPQ4019' : 'virtual'),
    'master-interface': (radio) => radio.master,
    'radio-name': (radio) => radio.mac.replaceAll(':', ''),
    mode: () => 'ap-bridge',
    ssid: (radio) => radio.ssid,
    frequency: () => 'auto',
    band: (radio) => (radio.is5GHz ? '5ghz-a/n/ac' : '2ghz-b/g/n'),
    'channel-width': (radio) => (radio.is5GHz ? '20/40/80mhz-Ceee' : '20mhz'),
    'frequency-mode': () => 'regulatory-domain',
    country: () => 'latvia',
    'wireless-protocol': () => '802.11',
    distance: () => 'indoors',
    'security-profile': () => 'default',
    running: (radio) => radio.isUp,
    disabled: (radio) => radio.isDisabled,
  },
  monitor: {
    status: (radio) =>
      radio.isUp ? 'running-ap' : radio.isDisabled ? 'disabled' : 'searching-for-frequency',
    channel: whenUp(oldChannelText),
    'wireless-protocol': whenUp(() => '802.11'),
    'noise-floor': drift('noise', -104, 4),
    'overall-tx-ccq': drift('ccq', 82, 12),
    'registered-clients': whenUp(
      (radio, at) => clients(at).filter((each) => each.radio.name === radio.name).length,
    ),
    'authenticated-clients': whenUp(
      (radio, at) => clients(at).filter((each) => each.radio.name === radio.name && each.isAuthorized).length,
    ),
    'notify-external-fdb': whenUp(() => false),
  },
});

/** How strongly a client is heard, in dBm. */
export function signalOf(at: Moment, client: Client): number {
  return Math.round(drifting(client.key, between(client.key, 'signal', -84, -42), 4, at.time));
}

/** The stronger the signal, the faster; `65Mbps-20MHz/1S`, as the old driver writes it. */
export function oldRateText(at: Moment, client: Client, direction: 'rx' | 'tx'): string {
  const signal = signalOf(at, client);
  if (signal < -80) return '6Mbps';
  if (!client.radio.is5GHz) return signal < -65 ? '65Mbps-20MHz/1S' : '144.4Mbps-20MHz/2S/SGI';
  if (signal < -70) return '86.6Mbps-20MHz/1S/SGI';
  return direction === 'rx' ? '433.3Mbps-80MHz/1S/SGI' : '866.6Mbps-80MHz/2S/SGI';
}

/** Quality of the link, per cent. */
function ccqOf(at: Moment, client: Client): string {
  return decimalText(drifting(client.key, between(client.key, 'ccq', 45, 95), 12, at.time), 0);
}

const registrations = defineMenu<Client>({
  path: '/interface/wireless/registration-table',
  takesStats: true,
  exists: hasOldDriver,
  entries: clients,
  columns: {
    '.id': (client) => idText(client.number),
    interface: (client) => client.radio.name,
    'mac-address': (client) => client.mac,
    ap: () => false,
    wds: () => false,
    bridge: () => false,
    'rx-rate': (client, at) => oldRateText(at, client, 'rx'),
    'tx-rate': (client, at) => oldRateText(at, client, 'tx'),
    packets: (client, at) => sentAndReceived(at, client, clientPackets),
    bytes: (client, at) => sentAndReceived(at, client, clientBytes),
    frames: (client, at) => sentAndReceived(at, client, clientPackets),
    'tx-frames-timed-out': (client, at) => Math.floor(clientPackets(at, client, 'tx') / 40_000),
    uptime: (client, at) => durationText(at.time - client.since),
    'last-activity': (client, at) => `${idleTime(at, client)}ms`,
    'signal-strength': (client, at) => `${signalOf(at, client)}@${client.radio.is5GHz ? '6Mbps' : '1Mbps'}`,
    'signal-to-noise': (client, at) => signalOf(at, client) + 104,
    'signal-strength-ch0': (client, at) => signalOf(at, client) - 2,
    'signal-strength-ch1': (client, at) => signalOf(at, client) - 5,
    // Few clients tell how well they hear.
    'tx-signal-strength': (client, at) =>
      chance(client.key, 'tells', 0.1) ? signalOf(at, client) - 3 : undefined,
    'tx-ccq': (client, at) => ccqOf(at, client),
    'rx-ccq': (client, at) => (chance(client.key, 'tells', 0.1) ? ccqOf(at, client) : undefined),
    'p-throughput': (client) => Math.round(between(client.key, 'throughput', 5_000, 180_000)),
    '802.1x-port-enabled': (client) => client.isAuthorized,
    'authentication-type': () => 'wpa2-psk',
    encryption: () => 'aes-ccm',
    'group-encryption': () => 'aes-ccm',
    'wmm-enabled': () => true,
  },
});

export const wirelessMenus: readonly Menu[] = [wireless, registrations];
