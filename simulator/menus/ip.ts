import { type Face, facesOf } from './face.ts';
import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { hexDigits, wholeBetween } from '../values/random.ts';
import { idText, ipNumber, ipText } from '../values/text.ts';

export interface Address {
  readonly number: number;
  readonly face: Face;
  /** The name of the face. */
  readonly interface: string;
  /** The network, a /24. */
  readonly network: number;
  readonly dynamic: boolean;
}

/** One address on everything that routes: the uplink, the bridge, VLANs, tunnels. */
export function* addresses(at: Moment): Generator<Address> {
  const site = wholeBetween(at.key, 'network', 0, 255);
  for (const face of facesOf(at)) {
    const { name, type, slave } = face.is;
    if (face.dynamic || slave === true || type === 'loopback' || (type === 'ether' && name !== 'ether1'))
      continue;
    yield {
      number: face.number,
      face,
      interface: name,
      network: ipNumber('10.0.0.0') + (site << 16) + (face.number << 8),
      dynamic: type === 'pppoe-out' || hasDhcpClient(at, face),
    };
  }
}

/** True if an uplink gets its address by DHCP: one that no PPPoE client runs on. */
export function hasDhcpClient(at: Moment, { is }: Face): boolean {
  return is.name === 'ether1' && is.slave !== true && !dialsIn(at);
}

/** True if the uplink is a PPPoE client. */
export function dialsIn(at: Moment): boolean {
  return at.model.interfaces.some(({ type }) => type === 'pppoe-out');
}

const address = defineMenu<Address>({
  path: '/ip/address',
  entries: addresses,
  columns: {
    '.id': ({ number }) => idText(number),
    address: ({ network }) => `${ipText(network + 1)}/24`,
    network: ({ network }) => ipText(network),
    interface: (entry) => entry.interface,
    'actual-interface': (entry) => entry.interface,
    vrf: (_, at) => (at.persona.name === '7.20' ? 'main' : undefined),
    invalid: (_, at) => flagAt(at, false),
    dynamic: ({ dynamic }, at) => flagAt(at, dynamic),
    disabled: (_, at) => flagAt(at, false),
  },
});

interface Ipv6Address {
  readonly number: number;
  readonly face: Face;
  readonly address: string;
  readonly linkLocal: boolean;
  readonly dynamic: boolean;
}

/** `2001:db8:1234`, of which a device has the /48. */
export function ipv6Site(at: Moment): string {
  return `2001:db8:${group(hexDigits(at.key, 'ipv6', 4))}`;
}

export function linkLocalAddress(key: number): string {
  const digits = hexDigits(key, 'link-local', 8);
  return `fe80::4aa9:8aff:${group(digits.slice(0, 4))}:${group(digits.slice(4))}`;
}

/** Four hexadecimal digits as they stand in an address, without leading zeros. */
export function group(digits: string): string {
  return Number.parseInt(digits, 16).toString(16);
}

/** A link-local address on everything that routes, and one of the site's prefix on the bridge and the VLANs. */
function* ipv6Addresses(at: Moment): Generator<Ipv6Address> {
  for (const { number, face } of addresses(at)) {
    const linkLocal = `${linkLocalAddress(face.key)}/64`;
    yield { number: 2 * number, face, address: linkLocal, linkLocal: true, dynamic: true };
    if (face.is.type !== 'bridge' && face.is.type !== 'vlan') continue;
    const routed = `${ipv6Site(at)}:${number.toString(16)}::1/64`;
    yield { number: 2 * number + 1, face, address: routed, linkLocal: false, dynamic: false };
  }
}

const ipv6Address = defineMenu<Ipv6Address>({
  path: '/ipv6/address',
  entries: ipv6Addresses,
  columns: {
    '.id': ({ number }) => idText(number),
    address: (entry) => entry.address,
    'from-pool': () => '',
    interface: ({ face }) => face.is.name,
    'actual-interface': ({ face }) => face.is.name,
    'eui-64': () => false,
    advertise: ({ linkLocal }) => !linkLocal,
    'no-dad': () => false,
    valid: (_, at) => (at.persona.major === 7 ? 'forever' : undefined),
    preferred: (_, at) => (at.persona.major === 7 ? 'forever' : undefined),
    invalid: (_, at) => flagAt(at, false),
    dynamic: ({ dynamic }, at) => flagAt(at, dynamic),
    global: ({ linkLocal }, at) => flagAt(at, !linkLocal),
    'link-local': ({ linkLocal }, at) => flagAt(at, linkLocal),
    disabled: (_, at) => flagAt(at, false),
  },
});

export const ipMenus: readonly Menu[] = [address, ipv6Address];
