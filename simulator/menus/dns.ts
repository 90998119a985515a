import { defineMenu, defineSettings, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { between, chance, mix, wholeBetween } from '../values/random.ts';
import { drifting, flowed } from '../values/signal.ts';
import { durationText, idText, ipNumber, ipText } from '../values/text.ts';
import { dialsIn } from './ip.ts';

/** KiB */
const CACHE_SIZE = 2048;
const BYTES_OF_A_RECORD = 220;

/** Records in the cache: most of the few hundred names that a site asks for. */
function cached(at: Moment): number {
  return Math.round(drifting(mix(at.key, 'dns cache'), between(at.key, 'names', 100, 400), 60, at.time));
}

const settings = defineSettings('/ip/dns', {
  servers: (at) => (dialsIn(at) ? '' : '192.0.2.53,2001:db8::53'),
  'dynamic-servers': (at) => (dialsIn(at) ? '198.51.100.53,198.51.100.54' : ''),
  'use-doh-server': () => '',
  'verify-doh-cert': () => false,
  'allow-remote-requests': (at) => at.model.routerboard !== undefined,
  'max-udp-packet-size': () => 4096,
  'query-server-timeout': () => '2s',
  'query-total-timeout': () => '10s',
  'max-concurrent-queries': () => 100,
  'max-concurrent-tcp-sessions': () => 20,
  'cache-size': () => CACHE_SIZE,
  'cache-max-ttl': () => '1w',
  'cache-used': (at) => 21 + Math.round((cached(at) * BYTES_OF_A_RECORD) / 1024),
});

const cache = defineMenu<number>({
  path: '/ip/dns/cache',
  entries: (at) => Array(cached(at)).keys(),
  columns: {
    '.id': (index) => idText(index + 1),
    name: (index, at) => `host${wholeBetween(mix(at.key, index), 'name', 1, 99999)}.example.com`,
    type: () => 'A',
    data: (index, at) =>
      ipText(ipNumber('198.18.0.0') + wholeBetween(mix(at.key, index), 'data', 0, 0x1ffff)),
    ttl: (index, at) => durationText(wholeBetween(mix(at.key, index), 'ttl', 1, 3_600_000)),
    static: (_, at) => flagAt(at, false),
  },
});

const NAMES = ['router.lan', 'nas.lan', 'printer.lan'];

const statics = defineMenu<{ readonly name: string; readonly index: number }>({
  path: '/ip/dns/static',
  *entries(at) {
    for (const [index, name] of NAMES.entries()) if (chance(at.key, name, 0.8)) yield { name, index };
  },
  columns: {
    '.id': ({ index }) => idText(index + 1),
    name: ({ name }) => name,
    address: ({ index }) => `192.168.88.${index + 1}`,
    type: (_, at) => (at.persona.name === '7.20' ? 'A' : undefined),
    ttl: () => '1d',
    dynamic: (_, at) => flagAt(at, false),
    disabled: (_, at) => flagAt(at, false),
  },
});

interface Adlist {
  readonly number: number;
  readonly url?: string;
  readonly file?: string;
  readonly names: number;
}

const ADLISTS: readonly Adlist[] = [
  { number: 1, url: 'https://lists.example.com/hosts?format=hosts&kind="ads"', names: 127_543 },
  { number: 2, file: 'usb1/own list.txt', names: 12 },
];

/** Since 7.15. Routers at home block advertisements. */
const adlist = defineMenu<Adlist>({
  path: '/ip/dns/adlist',
  exists: (at) => at.persona.name === '7.20',
  entries: (at) => (dialsIn(at) ? ADLISTS : []),
  columns: {
    '.id': ({ number }) => idText(number),
    url: ({ url }) => url ?? '',
    file: ({ file }) => file ?? '',
    'ssl-verify': () => true,
    'match-count': ({ number, names }, at) =>
      flowed(mix(at.key, `adlist ${number}`), names / 1e6, at.bootedAt, at.time),
    'name-count': ({ names }) => names,
    disabled: (_, at) => flagAt(at, false),
  },
});

export const dnsMenus: readonly Menu[] = [settings, cache, statics, adlist];
