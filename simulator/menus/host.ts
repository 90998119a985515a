import { type Address, addresses, group, ipv6Site } from './ip.ts';
import { type Face, isUp } from './face.ts';
import { type Moment } from '../moment.ts';
import { chance, fraction, hexDigits, mix, pick, wholeBetween } from '../values/random.ts';
import { HOUR } from '../values/signal.ts';
import { ipText, macText } from '../values/text.ts';

/** A machine on a LAN: the same one in the ARP table, in the leases and among the IPv6 neighbors. */
export interface Host {
  /** Of the device's hosts. */
  readonly number: number;
  readonly key: number;
  readonly lan: Address;
  readonly address: string;
  readonly ipv6Address: string;
  readonly macAddress: string;
  readonly name: string;
  /** True if somebody has given it its address for good. */
  readonly isStatic: boolean;
  readonly isOnline: boolean;
  /** Since when it has been there, or away. */
  readonly since: number;
}

/** On one LAN: its numbers begin where those of the LAN before it end. */
const MAX_HOSTS = 0x10000;

const NAMES = [
  'printer',
  'laptop',
  'phone',
  'tv',
  'camera',
  'nas',
  'Büro-PC',
  'door "north"',
  'till/2',
] as const;

/** The networks with hosts: the bridge, and the VLANs unless they carry the PPPoE of subscribers. */
export function* lansOf(at: Moment): Generator<Address> {
  for (const address of addresses(at)) {
    const { type } = address.face.is;
    if (type === 'bridge' || (type === 'vlan' && at.subscribers === 0)) yield address;
  }
}

export function* hostsOf(at: Moment): Generator<Host> {
  for (const lan of lansOf(at)) {
    const count = at.hosts ?? wholeBetween(lan.face.key, 'hosts', 2, 9);
    for (let index = 0; index < count; index += 1) yield hostOf(at, lan, index);
  }
}

function hostOf(at: Moment, lan: Address, index: number): Host {
  const key = mix(mix(lan.face.key, 'host'), index);
  const isStatic = chance(key, 'static', 0.2);
  // Comes or goes after 4 to 12 hours.
  const period = wholeBetween(key, 'period', 4, 12) * HOUR;
  const offset = Math.round(fraction(key, 'offset') * period);
  const stay = Math.floor((at.time + offset) / period);
  const mac = hexDigits(key, 'mac', 6);
  return {
    number: lan.number * MAX_HOSTS + index + 1,
    key,
    lan,
    address: ipText(lan.network + 10 + index),
    ipv6Address: `${ipv6Site(at)}:${lan.number.toString(16)}:${group(mac.slice(0, 4))}::${(index + 16).toString(16)}`,
    macAddress: macText(`D85ED3${mac}`),
    name: `${pick(key, 'name', NAMES)} ${index + 1}`,
    isStatic,
    isOnline: isUp(at, lan.face) && (isStatic || chance(key, stay, 0.7)),
    since: Math.max(stay * period - offset, at.bootedAt),
  };
}

/** Whoever is at the other end of an uplink. */
export interface Gateway {
  readonly number: number;
  readonly key: number;
  readonly face: Face;
  readonly address: string;
}

export function* gatewaysOf(at: Moment): Generator<Gateway> {
  for (const { number, face, network } of addresses(at)) {
    if (face.is.type !== 'ether') continue;
    const key = mix(face.key, 'gateway');
    yield { number: number * MAX_HOSTS, key, face, address: ipText(network + 254) };
  }
}
