import { localTime } from './clock.ts';
import { defineMenu, flagAt, type Menu } from './menu.ts';
import { type Moment } from '../moment.ts';
import { chance, mix } from '../values/random.ts';
import { DAY, HOUR } from '../values/signal.ts';
import { dateTimeText, durationText, idText, ipText } from '../values/text.ts';

interface Entry {
  readonly number: number;
  readonly list: string;
  readonly address: string;
  readonly disabled?: boolean;
  /** When a rule added it, for a day. */
  readonly added?: number;
}

const SCANNERS = 40;

/** A few that somebody has set, port scanners that a rule adds and time removes, and a blocklist. */
function* entries(at: Moment): Generator<Entry> {
  yield { number: 1, list: 'support', address: '10.0.0.0/8' };
  yield { number: 2, list: 'support', address: '192.168.88.0/24', disabled: true };
  yield { number: 3, list: 'not in "Internet"', address: '100.64.0.0/10' };
  for (let index = 0; index < SCANNERS; index += 1) {
    const key = mix(mix(at.key, 'scanner'), index);
    const day = Math.floor((at.time - (key % DAY)) / DAY);
    const added = day * DAY + (key % DAY);
    if (added < at.bootedAt || chance(key, day, 0.4)) continue;
    const address = ipText(mix(key, day));
    yield { number: 0x800000 + ((day * SCANNERS + index) & 0xfffff), list: 'scanners', address, added };
  }
  for (let index = 0; index < (at.model.blocklist ?? 0); index += 1) {
    yield { number: 0x1000 + index, list: 'blocklist', address: `${ipText(0x0b000000 + index * 256)}/24` };
  }
}

const addressList = defineMenu<Entry>({
  path: '/ip/firewall/address-list',
  entries,
  columns: {
    '.id': (entry) => idText(entry.number),
    list: (entry) => entry.list,
    address: (entry) => entry.address,
    'creation-time': (entry, at) =>
      dateTimeText(localTime(at, entry.added ?? at.installedAt), at.persona.isoDates),
    timeout: (entry, at) =>
      entry.added === undefined ? undefined : durationText(entry.added + 24 * HOUR - at.time),
    dynamic: (entry, at) => flagAt(at, entry.added !== undefined),
    disabled: (entry, at) => flagAt(at, entry.disabled ?? false),
  },
});

const addressListV6 = defineMenu<Entry>({
  path: '/ipv6/firewall/address-list',
  entries: () => [
    { number: 1, list: 'bad_ipv6', address: '::/128' },
    { number: 2, list: 'bad_ipv6', address: '2001:db8::/32' },
  ],
  columns: {
    '.id': (entry) => idText(entry.number),
    list: (entry) => entry.list,
    address: (entry) => entry.address,
    'creation-time': (_, at) => dateTimeText(localTime(at, at.installedAt), at.persona.isoDates),
    dynamic: (_, at) => flagAt(at, false),
    disabled: (_, at) => flagAt(at, false),
  },
});

export const addressListMenus: readonly Menu[] = [addressList, addressListV6];
