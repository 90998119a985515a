import { type Address, addresses, dialsIn, hasDhcpClient, ipv6Site } from './ip.ts';
import { type Face, facesOf, isUp } from './face.ts';
import { type Host, hostsOf, lansOf } from './host.ts';
import { defineMenu, flagAt, type Menu } from './menu.ts';
import { commentText } from '../profiles/parts.ts';
import { type Moment } from '../moment.ts';
import { chance, hexDigits, wholeBetween } from '../values/random.ts';
import { DAY, HOUR } from '../values/signal.ts';
import { durationText, idText, ipText, macText } from '../values/text.ts';

const LEASE_TIME = DAY;

/** Clients renew after half of the lease. */
function sinceRenewal(at: Moment, key: number, leaseTime: number, since: number): number {
  return (at.time - since + wholeBetween(key, 'renewal', 0, leaseTime / 2)) % (leaseTime / 2);
}

function serverOf(lan: Address): string {
  return `dhcp-${lan.face.is.name}`;
}

/** A server on each LAN. */
const server = defineMenu<Address>({
  path: '/ip/dhcp-server',
  entries: lansOf,
  columns: {
    '.id': ({ number }) => idText(number),
    name: serverOf,
    interface: ({ face }) => face.is.name,
    'lease-time': () => durationText(LEASE_TIME),
    'address-pool': serverOf,
    'bootp-support': (_, at) => (at.persona.major === 6 ? 'static' : undefined),
    authoritative: () => 'yes',
    'use-radius': () => 'no',
    dynamic: (_, at) => flagAt(at, false),
    invalid: (_, at) => flagAt(at, false),
    disabled: (_, at) => flagAt(at, false),
  },
});

/** Of hosts that are there, and of those whose lease somebody has made static. */
function* leasesOf(at: Moment): Generator<Host> {
  for (const host of hostsOf(at)) if (host.isOnline || host.isStatic) yield host;
}

function clientId({ macAddress }: Host): string {
  const bytes = macAddress.split(':').map((byte) => Number.parseInt(byte, 16).toString(16));
  return `1:${bytes.join(':')}`;
}

function isBlocked({ key, isStatic }: Host): boolean {
  return isStatic && chance(key, 'blocked', 0.1);
}

function ifOnline<T>(value: (host: Host, at: Moment) => T): (host: Host, at: Moment) => T | undefined {
  return (host, at) => (host.isOnline ? value(host, at) : undefined);
}

const lease = defineMenu<Host>({
  path: '/ip/dhcp-server/lease',
  entries: leasesOf,
  active: 'status=bound',
  columns: {
    '.id': ({ number }) => idText(number),
    address: ({ address }) => address,
    'mac-address': ({ macAddress }) => macAddress,
    'client-id': clientId,
    'address-lists': () => '',
    server: ({ lan }) => serverOf(lan),
    'dhcp-option': () => '',
    status: ({ isOnline }) => (isOnline ? 'bound' : 'waiting'),
    'expires-after': ifOnline((host, at) =>
      durationText(LEASE_TIME - sinceRenewal(at, host.key, LEASE_TIME, host.since)),
    ),
    'last-seen': (host, at) =>
      durationText(host.isOnline ? sinceRenewal(at, host.key, LEASE_TIME, host.since) : at.time - host.since),
    'active-address': ifOnline(({ address }) => address),
    'active-mac-address': ifOnline(({ macAddress }) => macAddress),
    'active-client-id': ifOnline(clientId),
    'active-server': ifOnline(({ lan }) => serverOf(lan)),
    'host-name': ifOnline(({ name }, at) => commentText(at.persona, name)),
    radius: (_, at) => flagAt(at, false),
    dynamic: ({ isStatic }, at) => flagAt(at, !isStatic),
    blocked: (host, at) => flagAt(at, isBlocked(host)),
    disabled: (_, at) => flagAt(at, false),
    comment: ({ isStatic, name }) => (isStatic ? `always here: ${name}` : undefined),
  },
});

/** The administrator has the bridge watched. On a few devices somebody has plugged in a router of his own. */
const alert = defineMenu<Address>({
  path: '/ip/dhcp-server/alert',
  *entries(at) {
    for (const lan of lansOf(at)) if (lan.face.is.type === 'bridge') yield lan;
  },
  columns: {
    '.id': ({ number }) => idText(number),
    interface: ({ face }) => face.is.name,
    'valid-server': ({ face }) => macText(`48A98A${hexDigits(face.key, 'own', 6)}`),
    'alert-timeout': () => '1h',
    'on-alert': () => '',
    'unknown-server': ({ face }) =>
      chance(face.key, 'stranger', 0.1) ? macText(`B0BE76${hexDigits(face.key, 'stranger', 6)}`) : '',
    invalid: (_, at) => flagAt(at, false),
    disabled: (_, at) => flagAt(at, false),
  },
});

const CLIENT_LEASE_TIME = HOUR;

/** One on the uplink; that of a router which dials in is a leftover of the default configuration. */
function* clientsOf(at: Moment): Generator<Address> {
  for (const address of addresses(at)) if (address.interface === 'ether1') yield address;
}

function isBound({ face }: Address, at: Moment): boolean {
  return hasDhcpClient(at, face) && isUp(at, face);
}

function ifBound(
  value: (client: Address, at: Moment) => string,
): (client: Address, at: Moment) => string | undefined {
  return (client, at) => (isBound(client, at) ? value(client, at) : undefined);
}

const client = defineMenu<Address>({
  path: '/ip/dhcp-client',
  entries: clientsOf,
  columns: {
    '.id': ({ number }) => idText(number),
    interface: (entry) => entry.interface,
    'add-default-route': () => 'yes',
    'default-route-distance': () => 1,
    'use-peer-dns': () => 'yes',
    'use-peer-ntp': () => 'yes',
    'dhcp-options': () => 'hostname,clientid',
    status: (entry, at) => (dialsIn(at) ? 'stopped' : isBound(entry, at) ? 'bound' : 'searching...'),
    address: ifBound(({ network }) => `${ipText(network + 1)}/24`),
    gateway: ifBound(({ network }) => ipText(network + 254)),
    'dhcp-server': ifBound(({ network }) => ipText(network + 254)),
    'primary-dns': ifBound(({ network }) => ipText(network + 253)),
    'expires-after': ifBound(({ face }, at) =>
      durationText(CLIENT_LEASE_TIME - sinceRenewal(at, face.key, CLIENT_LEASE_TIME, face.since)),
    ),
    invalid: (_, at) => flagAt(at, false),
    dynamic: (_, at) => flagAt(at, false),
    disabled: (_, at) => flagAt(at, dialsIn(at)),
    comment: (_, at) => (dialsIn(at) ? 'defconf' : undefined),
  },
});

/** A prefix comes with the PPPoE session of the uplink. */
function* ipv6ClientsOf(at: Moment): Generator<Face> {
  for (const face of facesOf(at)) if (face.is.type === 'pppoe-out') yield face;
}

const PREFIX_LIFETIME = 7 * DAY;

const ipv6Client = defineMenu<Face>({
  path: '/ipv6/dhcp-client',
  entries: ipv6ClientsOf,
  columns: {
    '.id': ({ number }) => idText(number),
    interface: ({ is }) => is.name,
    status: (face, at) => (isUp(at, face) ? 'bound' : 'searching...'),
    duid: (face) => duidOf(face.key),
    'dhcp-server-v6': (face, at) => (isUp(at, face) ? 'fe80::1' : undefined),
    request: () => 'prefix',
    'add-default-route': () => false,
    'use-peer-dns': () => true,
    'pool-name': () => 'provider',
    'pool-prefix-length': () => 64,
    prefix: (face, at) =>
      isUp(at, face)
        ? `${ipv6Site(at)}:100::/56, ${durationText(PREFIX_LIFETIME - sinceRenewal(at, face.key, HOUR, face.since))}`
        : undefined,
    dynamic: (_, at) => flagAt(at, false),
    invalid: (_, at) => flagAt(at, false),
    disabled: (_, at) => flagAt(at, false),
  },
});

function duidOf(key: number): string {
  return `0x00030001${hexDigits(key, 'duid', 12).toLowerCase()}`;
}

const ipv6Server = defineMenu<Address>({
  path: '/ipv6/dhcp-server',
  *entries(at) {
    for (const lan of lansOf(at)) if (lan.face.is.type === 'bridge') yield lan;
  },
  columns: {
    '.id': ({ number }) => idText(number),
    name: () => 'prefixes',
    interface: ({ face }) => face.is.name,
    'address-pool': (_, at) => (at.persona.name === '7.20' ? 'static-only' : 'customers'),
    'prefix-pool': (_, at) => (at.persona.name === '7.20' ? 'customers' : undefined),
    'lease-time': () => '3d',
    preference: () => 255,
    dynamic: (_, at) => flagAt(at, false),
    invalid: (_, at) => flagAt(at, false),
    disabled: (_, at) => flagAt(at, false),
  },
});

const BINDING_TIME = 3 * DAY;

/** Routers among the hosts of the bridge, each with a prefix. */
export function* bindingsOf(at: Moment): Generator<Host> {
  for (const host of leasesOf(at)) {
    if (host.lan.face.is.type === 'bridge' && chance(host.key, 'router', 0.4)) yield host;
  }
}

export function prefixOf(at: Moment, { number }: Host): string {
  return `${ipv6Site(at)}:8${(number & 0xff).toString(16).padStart(2, '0')}0::/60`;
}

const binding = defineMenu<Host>({
  path: '/ipv6/dhcp-server/binding',
  entries: bindingsOf,
  columns: {
    '.id': ({ number }) => idText(number),
    address: (host, at) => prefixOf(at, host),
    duid: ({ key }) => duidOf(key),
    iaid: ({ key }) => wholeBetween(key, 'iaid', 1, 9),
    'ia-type': (_, at) => (at.persona.name === '7.20' ? 'pd' : undefined),
    server: () => 'prefixes',
    'active-server': (_, at) => (at.persona.name === '7.20' ? 'prefixes' : undefined),
    'prefix-pool': () => 'customers',
    'life-time': () => '3d',
    status: ({ isOnline }) => (isOnline ? 'bound' : 'waiting'),
    'expires-after': ifOnline((host, at) =>
      durationText(BINDING_TIME - sinceRenewal(at, host.key, BINDING_TIME, host.since)),
    ),
    'last-seen': (host, at) =>
      durationText(
        host.isOnline ? sinceRenewal(at, host.key, BINDING_TIME, host.since) : at.time - host.since,
      ),
    'client-address': ({ ipv6Address }, at) => (at.persona.name === '7.20' ? ipv6Address : undefined),
    radius: (_, at) => flagAt(at, false),
    dynamic: ({ isStatic }, at) => flagAt(at, !isStatic),
    disabled: (_, at) => flagAt(at, false),
  },
});

export const dhcpMenus: readonly Menu[] = [server, lease, alert, client, ipv6Client, ipv6Server, binding];
