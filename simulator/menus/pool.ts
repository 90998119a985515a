import { type Address, ipv6Site } from './ip.ts';
import { bindingsOf, prefixOf } from './dhcp.ts';
import { facesOf } from './face.ts';
import { hostsOf, lansOf } from './host.ts';
import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { idText, ipNumber, ipText } from '../values/text.ts';

interface Pool {
  readonly number: number;
  readonly name: string;
  readonly ranges: string;
}

const SUBSCRIBERS = ipNumber('100.64.0.0');

/** One for the DHCP server of each LAN, and one for subscribers. */
function* poolsOf(at: Moment): Generator<Pool> {
  for (const { number, face, network } of lansOf(at)) {
    yield {
      number,
      name: nameOf({ face }),
      ranges: `${ipText(network + 10)}-${ipText(network + 99)},${ipText(network + 128)}/25`,
    };
  }
  if (at.subscribers > 0) yield { number: 0xffff, name: 'subscribers', ranges: `${ipText(SUBSCRIBERS)}/12` };
}

function nameOf({ face }: Pick<Address, 'face'>): string {
  return `dhcp-${face.is.name}`;
}

/** None of the versions here is 7.21, which counts what is taken. */
const pool = defineMenu<Pool>({
  path: '/ip/pool',
  entries: poolsOf,
  columns: {
    '.id': ({ number }) => idText(number),
    name: ({ name }) => name,
    ranges: ({ ranges }) => ranges,
  },
});

interface Used {
  readonly pool: string;
  readonly address: string;
  readonly owner: string;
  readonly info: string;
}

function* usedOf(at: Moment): Generator<Used> {
  for (const { isOnline, isStatic, lan, address, macAddress } of hostsOf(at)) {
    if (isOnline || isStatic) yield { pool: nameOf(lan), address, owner: 'DHCP', info: macAddress };
  }
  for (const { number, is, dynamic } of facesOf(at)) {
    if (!dynamic) continue;
    const address = ipText(SUBSCRIBERS + (number & 0xfffff));
    yield { pool: 'subscribers', address, owner: 'PPP', info: is.name };
  }
}

const used = defineMenu<Used>({
  path: '/ip/pool/used',
  entries: usedOf,
  columns: {
    pool: (entry) => entry.pool,
    address: (entry) => entry.address,
    owner: (entry) => entry.owner,
    info: (entry) => entry.info,
  },
});

interface Ipv6Pool {
  readonly number: number;
  readonly name: string;
  readonly prefix: string;
  readonly prefixLength: number;
  readonly dynamic: boolean;
}

/** The prefix that the provider gives, and one for those who ask us for prefixes. */
function* ipv6PoolsOf(at: Moment): Generator<Ipv6Pool> {
  const site = ipv6Site(at);
  if (at.model.interfaces.some(({ type }) => type === 'pppoe-out')) {
    yield { number: 1, name: 'provider', prefix: `${site}:100::/56`, prefixLength: 64, dynamic: true };
  }
  yield { number: 2, name: 'customers', prefix: `${site}:8000::/52`, prefixLength: 60, dynamic: false };
}

const ipv6Pool = defineMenu<Ipv6Pool>({
  path: '/ipv6/pool',
  entries: ipv6PoolsOf,
  columns: {
    '.id': ({ number }) => idText(number),
    name: ({ name }) => name,
    prefix: ({ prefix }) => prefix,
    'prefix-length': ({ prefixLength }) => prefixLength,
    dynamic: ({ dynamic }, at) => flagAt(at, dynamic),
  },
});

const ipv6Used = defineMenu<Pick<Used, 'address' | 'info'>>({
  path: '/ipv6/pool/used',
  *entries(at) {
    for (const host of bindingsOf(at)) yield { address: prefixOf(at, host), info: host.macAddress };
  },
  columns: {
    pool: () => 'customers',
    prefix: ({ address }) => address,
    owner: () => 'DHCP',
    info: ({ info }) => info,
  },
});

export const poolMenus: readonly Menu[] = [pool, used, ipv6Pool, ipv6Used];
