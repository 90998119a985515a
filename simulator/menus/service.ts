import { bytesOf, facesOf } from './face.ts';
import { defineMenu, defineSettings, flagAt, type Menu, whenTrue } from './menu.ts';
import { type Moment } from '../moment.ts';
import { mix, wholeBetween } from '../values/random.ts';
import { idText } from '../values/text.ts';

interface Service {
  readonly number: number;
  readonly name: string;
  readonly port: number;
  readonly disabled?: boolean;
  readonly certificate?: boolean;
  /** Nobody sets it. */
  readonly dynamic?: boolean;
  /** Of a connection to the service, which is a row, too. */
  readonly remote?: string;
}

const SERVICES: readonly Service[] = [
  { number: 0, name: 'telnet', port: 23, disabled: true },
  { number: 1, name: 'ftp', port: 21, disabled: true },
  { number: 2, name: 'www', port: 80 },
  { number: 4, name: 'ssh', port: 22 },
  { number: 5, name: 'www-ssl', port: 443, disabled: true, certificate: true },
  { number: 7, name: 'api', port: 8728 },
  { number: 8, name: 'winbox', port: 8291 },
  { number: 9, name: 'api-ssl', port: 8729, certificate: true },
];

function* services(at: Moment): Generator<Service> {
  yield* SERVICES;
  if (!listsConnections(at)) return;
  yield { number: 0x80000000, name: 'dhcp-client', port: 68, dynamic: true };
  for (const { number, address } of at.users) {
    const remote = `${address}:${wholeBetween(mix(at.key, number), 'port', 32768, 60999)}`;
    yield { number: 0x80000001 + number, name: 'api', port: 8728, dynamic: true, remote };
  }
}

function listsConnections(at: Moment): boolean {
  return at.persona.name === '7.20';
}

const service = defineMenu<Service>({
  path: '/ip/service',
  entries: services,
  columns: {
    '.id': (entry) => idText(entry.number),
    name: (entry) => entry.name,
    port: (entry) => entry.port,
    proto: (entry, at) => (listsConnections(at) ? (entry.port === 68 ? 'udp' : 'tcp') : undefined),
    address: (entry) => (entry.name === 'api' && entry.dynamic !== true ? '10.0.0.0/8' : ''),
    certificate: (entry) => (entry.certificate === true ? 'none' : undefined),
    'tls-version': (entry, at) => (entry.certificate === true && at.persona.major === 7 ? 'any' : undefined),
    vrf: (_, at) => (at.persona.major === 7 ? 'main' : undefined),
    'max-sessions': (entry, at) => (listsConnections(at) && entry.dynamic !== true ? 20 : undefined),
    remote: (entry) => entry.remote,
    connection: (entry) => whenTrue(entry.remote !== undefined),
    dynamic: (entry) => whenTrue(entry.dynamic ?? false),
    invalid: (_, at) => flagAt(at, false),
    disabled: (entry, at) => flagAt(at, entry.disabled ?? false),
  },
});

/** What the interface to the Internet carries, most of it on the fast path. */
function uplinkBytes(at: Moment): number {
  for (const face of facesOf(at)) return bytesOf(at, face, 'rx') + bytesOf(at, face, 'tx');
  return 0;
}

const FAST_PATH = 0.2;
const FASTTRACK = 0.6;
const PACKET = 800;

const ipSettings = defineSettings('/ip/settings', {
  'ip-forward': () => true,
  'send-redirects': () => true,
  'rp-filter': () => 'no',
  'tcp-syncookies': () => false,
  'max-neighbor-entries': () => 16_384,
  'arp-timeout': () => '30s',
  'allow-fast-path': () => true,
  'ipv4-fast-path-active': () => true,
  'ipv4-fast-path-packets': (at) => Math.floor((uplinkBytes(at) * FAST_PATH) / PACKET),
  'ipv4-fast-path-bytes': (at) => Math.floor(uplinkBytes(at) * FAST_PATH),
  'ipv4-fasttrack-active': () => true,
  'ipv4-fasttrack-packets': (at) => Math.floor((uplinkBytes(at) * FASTTRACK) / PACKET),
  'ipv4-fasttrack-bytes': (at) => Math.floor(uplinkBytes(at) * FASTTRACK),
});

const ipv6Settings = defineSettings('/ipv6/settings', {
  'disable-ipv6': (at) => (at.persona.major === 7 ? false : undefined),
  forward: () => true,
  'accept-redirects': () => 'yes-if-forwarding-disabled',
  'max-neighbor-entries': () => 16_384,
  'ipv6-fast-path-active': (at) => (at.persona.name === '7.20' ? true : undefined),
  'ipv6-fast-path-packets': (at) => (at.persona.name === '7.20' ? 0 : undefined),
  'ipv6-fast-path-bytes': (at) => (at.persona.name === '7.20' ? 0 : undefined),
  'ipv6-fasttrack-active': (at) => (at.persona.name === '7.20' ? false : undefined),
  'ipv6-fasttrack-packets': (at) => (at.persona.name === '7.20' ? 0 : undefined),
  'ipv6-fasttrack-bytes': (at) => (at.persona.name === '7.20' ? 0 : undefined),
});

export const serviceMenus: readonly Menu[] = [service, ipSettings, ipv6Settings];
