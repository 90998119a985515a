import { type Face, isUp } from './face.ts';
import { gatewaysOf, hostsOf } from './host.ts';
import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance, hexDigits } from '../values/random.ts';
import { idText, macText } from '../values/text.ts';

interface Entry {
  readonly number: number;
  readonly face: Face;
  readonly key: number;
  readonly address: string;
  readonly ipv6Address: string;
  readonly macAddress: string;
  readonly isStatic: boolean;
  readonly isOnline: boolean;
  readonly isRouter: boolean;
}

/** The gateways and the hosts; one that has gone is in the tables for a while. */
function* entriesOf(at: Moment): Generator<Entry> {
  for (const gateway of gatewaysOf(at)) {
    yield {
      ...gateway,
      ipv6Address: `fe80::${gateway.face.number}`,
      macAddress: macText(`001B17${hexDigits(gateway.key, 'mac', 6)}`),
      isStatic: false,
      isOnline: isUp(at, gateway.face),
      isRouter: true,
    };
  }
  for (const host of hostsOf(at)) {
    if (host.isOnline || chance(host.key, host.since, 0.3))
      yield { ...host, face: host.lan.face, isRouter: false };
  }
}

const MINUTE = 60_000;

/** A host that has not been asked for a while is stale. */
function statusOf(entry: Entry, at: Moment): string {
  if (entry.isStatic) return 'permanent';
  if (!entry.isOnline) return 'failed';
  const minute = Math.floor(at.time / MINUTE);
  if (chance(entry.key, minute, 0.6)) return 'reachable';
  return chance(entry.key, -minute, 0.9) ? 'stale' : 'delay';
}

const arp = defineMenu<Entry>({
  path: '/ip/arp',
  entries: entriesOf,
  columns: {
    '.id': ({ number }) => idText(number),
    address: ({ address }) => address,
    'mac-address': (entry) => (entry.isStatic || entry.isOnline ? entry.macAddress : undefined),
    interface: ({ face }) => face.is.name,
    vrf: (_, at) => (at.persona.name === '7.20' ? 'main' : undefined),
    status: (entry, at) => (at.persona.name === '7.20' ? statusOf(entry, at) : undefined),
    published: (_, at) => flagAt(at, false),
    invalid: (_, at) => flagAt(at, false),
    DHCP: (entry, at) => (at.persona.major === 6 ? isLeased(entry) : undefined),
    dhcp: (entry, at) => (at.persona.major === 6 ? undefined : flagAt(at, isLeased(entry))),
    dynamic: ({ isStatic }, at) => flagAt(at, !isStatic),
    complete: (entry, at) => flagAt(at, entry.isStatic || entry.isOnline),
    disabled: (_, at) => flagAt(at, false),
  },
});

function isLeased({ isStatic, isRouter }: Entry): boolean {
  return !isStatic && !isRouter;
}

const ipv6Neighbor = defineMenu<Entry>({
  path: '/ipv6/neighbor',
  entries: entriesOf,
  columns: {
    '.id': ({ number }) => idText(number),
    address: ({ ipv6Address }) => ipv6Address,
    interface: ({ face }) => face.is.name,
    'mac-address': (entry) => (entry.isOnline ? entry.macAddress : undefined),
    router: ({ isRouter }, at) => flagAt(at, isRouter),
    status: (entry, at) => (entry.isOnline ? statusOf({ ...entry, isStatic: false }, at) : 'failed'),
    dynamic: (_, at) => (at.persona.major === 7 ? true : undefined),
    vrf: (_, at) => (at.persona.name === '7.20' ? 'main' : undefined),
  },
});

export const arpMenus: readonly Menu[] = [arp, ipv6Neighbor];
