import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { parseNumber } from '../routeros/values.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { settle } from './settle.ts';

const families = {
  info: {
    name: 'mikrotik_dns_info',
    type: 'info',
    help: 'Where the resolver of the device asks: configured servers, and those that clients and sessions have brought (/ip/dns).',
    labels: ['servers', 'dynamic_servers'],
  },
  servers: {
    name: 'mikrotik_dns_servers',
    type: 'gauge',
    help: 'Number of DNS servers that the device may ask, static or dynamic (/ip/dns: servers, dynamic-servers).',
    labels: ['kind'],
  },
  dohEnabled: {
    name: 'mikrotik_dns_doh_enabled',
    type: 'gauge',
    help: '1 if the device asks by DNS over HTTPS (/ip/dns: use-doh-server).',
    labels: [],
  },
  remoteRequests: {
    name: 'mikrotik_dns_remote_requests_allowed',
    type: 'gauge',
    help: '1 if the device resolves names for others (/ip/dns: allow-remote-requests).',
    labels: [],
  },
  cacheSize: {
    name: 'mikrotik_dns_cache_size_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'How big the DNS cache may become (/ip/dns: cache-size).',
    labels: [],
  },
  cacheUsed: {
    name: 'mikrotik_dns_cache_used_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'How big the DNS cache is (/ip/dns: cache-used).',
    labels: [],
  },
  cacheEntries: {
    name: 'mikrotik_dns_cache_entries',
    type: 'gauge',
    help: 'Number of records in the DNS cache (/ip/dns/cache).',
    labels: [],
  },
  staticEntries: {
    name: 'mikrotik_dns_static_entries',
    type: 'gauge',
    help: 'Number of configured DNS records (/ip/dns/static).',
    labels: [],
  },
  adlistEnabled: {
    name: 'mikrotik_dns_adlist_enabled',
    type: 'gauge',
    help: '1 if the list of blocked names is not disabled by the administrator (/ip/dns/adlist: disabled).',
    labels: ['adlist'],
  },
  adlistNames: {
    name: 'mikrotik_dns_adlist_names',
    type: 'gauge',
    help: 'How many names a list blocks (/ip/dns/adlist: name-count).',
    labels: ['adlist'],
  },
  adlistMatches: {
    name: 'mikrotik_dns_adlist_matches_total',
    type: 'counter',
    help: 'Requests for names that a list blocks (/ip/dns/adlist: match-count).',
    labels: ['adlist'],
  },
} as const satisfies FamilyTable;

/** The resolver: its servers, its cache, and the lists of names that it blocks. */
export const dnsCollector: Collector = {
  name: 'dns',
  summary: 'Servers, cache, static records and blocklists of the DNS resolver.',
  modules: ['services'],
  families,
  menus: [
    { command: '/ip/dns/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/ip/dns/cache/print', cost: 'walk', versions: '6 and 7' },
    { command: '/ip/dns/static/print', cost: 'walk', versions: '6 and 7' },
    { command: '/ip/dns/adlist/print', cost: 'cheap', versions: '7.15 and newer' },
  ],
  async collect(device, emit) {
    const [, cacheEntries, staticEntries] = await settle(
      collectSettings(device, emit),
      device.count('/ip/dns/cache'),
      device.count('/ip/dns/static'),
      collectAdlists(device, emit),
    );
    emit(families.cacheEntries, NO_LABELS, cacheEntries);
    emit(families.staticEntries, NO_LABELS, staticEntries);
  },
};

const SETTINGS = [
  'servers',
  'dynamic-servers',
  'use-doh-server',
  'allow-remote-requests',
  'cache-size',
  'cache-used',
] as const;

function collectSettings(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/ip/dns', SETTINGS, (row) => {
    const info = labels({
      servers: row.text('servers'),
      dynamic_servers: row.text('dynamic-servers'),
    });
    emit(families.info, info, 1);
    emit(families.servers, labels({ kind: 'static' }), row.list('servers').length);
    emit(families.servers, labels({ kind: 'dynamic' }), row.list('dynamic-servers').length);
    const dohServer = row.text('use-doh-server');
    // Absent before 6.47, which knew no DNS over HTTPS. Its URL is not shown: it may hold the key of an account.
    emit(families.dohEnabled, NO_LABELS, dohServer === undefined ? undefined : dohServer !== '');
    emit(families.remoteRequests, NO_LABELS, row.flag('allow-remote-requests'));
    emit(families.cacheSize, NO_LABELS, row.parsed('cache-size', bytesOf));
    emit(families.cacheUsed, NO_LABELS, row.parsed('cache-used', bytesOf));
  });
}

/** A bare number is of KiB; one with a unit, as some builds write it, speaks for itself. */
function bytesOf(text: string): number | undefined {
  const number = parseNumber(text);
  return number !== undefined && /^\d+$/.test(text) ? number * 1024 : number;
}

const ADLIST = ['url', 'file', 'disabled', 'name-count', 'match-count'] as const;

function collectAdlists(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/ip/dns/adlist', ADLIST, (row) => {
    const own = labels({ adlist: row.text('url') || row.text('file') });
    emit(families.adlistEnabled, own, !row.flag('disabled'));
    emit(families.adlistNames, own, row.number('name-count'));
    emit(families.adlistMatches, own, row.number('match-count'));
  });
}
