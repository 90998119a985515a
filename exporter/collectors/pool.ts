import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit, type Outcome } from './contract.ts';
import { prefixLength, rangesSize } from './pool-size.ts';
import { settle } from './settle.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  addresses: {
    name: 'mikrotik_ip_pool_addresses',
    type: 'gauge',
    help: 'Number of addresses that a pool has (/ip/pool: total, ranges).',
    labels: ['pool'],
  },
  usedAddresses: {
    name: 'mikrotik_ip_pool_used_addresses',
    type: 'gauge',
    help: 'Number of addresses of a pool that are taken (/ip/pool: used).',
    labels: ['pool'],
  },
  prefixes: {
    name: 'mikrotik_ipv6_pool_prefixes',
    type: 'gauge',
    help: 'Number of prefixes that a pool can be divided into (/ipv6/pool: prefix, prefix-length).',
    labels: ['pool'],
  },
  usedPrefixes: {
    name: 'mikrotik_ipv6_pool_used_prefixes',
    type: 'gauge',
    help: 'Number of prefixes of a pool that are taken (/ipv6/pool/used).',
    labels: ['pool'],
  },
  truncated: {
    name: 'mikrotik_ip_pool_truncated',
    type: 'gauge',
    help: '1 if more is taken than the row limit, and of too many pools to count it of each, so that nobody knows how much (/ip/pool/used, /ipv6/pool/used).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = ['name', 'ranges', 'total', 'used', 'prefix', 'actual-prefix', 'prefix-length'] as const;

type PoolRow = Row<(typeof ATTRIBUTES)[number]>;

/** The pools of one address family. */
interface Pools {
  readonly menu: '/ip/pool' | '/ipv6/pool';
  readonly size: typeof families.addresses | typeof families.prefixes;
  readonly used: typeof families.usedAddresses | typeof families.usedPrefixes;
  sizeOf(row: PoolRow): number | undefined;
}

const IPV4: Pools = {
  menu: '/ip/pool',
  size: families.addresses,
  used: families.usedAddresses,
  sizeOf: (row) => (row.text('total') === undefined ? row.parsed('ranges', rangesSize) : row.number('total')),
};

const IPV6: Pools = {
  menu: '/ipv6/pool',
  size: families.prefixes,
  used: families.usedPrefixes,
  sizeOf(row) {
    // A pool that is part of another one says what it has got apart.
    const prefix = (row.text('actual-prefix') ?? '') === '' ? 'prefix' : 'actual-prefix';
    const whole = row.parsed(prefix, prefixLength);
    if (whole === undefined) return undefined;
    const part = row.number('prefix-length');
    return part === undefined || part < whole ? undefined : 2 ** (part - whole);
  },
};

/**
 * How full the pools are. RouterOS counts what is taken since 7.21; for older versions we count the rows of the table
 * of all that is taken, and what makes that necessary is remembered from the last probe.
 */
export const poolCollector: Collector = {
  name: 'pool',
  summary: 'Sizes of the IP pools, and how much of them is taken.',
  modules: ['ip'],
  partial: true,
  families,
  menus: [
    { command: '/ip/pool/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/ip/pool/used/print', cost: 'walk', versions: '6 and 7; not asked from 7.21 on' },
    {
      command: '/ip/pool/used/print',
      cost: 'walk',
      versions: '6 and 7; once a pool if more is taken than the row limit',
    },
    { command: '/ipv6/pool/print', cost: 'cheap', versions: '6 and 7; in 6 with the package ipv6' },
    { command: '/ipv6/pool/used/print', cost: 'walk', versions: '6 and 7; in 6 with the package ipv6' },
    {
      command: '/ipv6/pool/used/print',
      cost: 'walk',
      versions: '6 and 7; once a pool if more is taken than the row limit',
    },
  ],
  async collect(device, emit) {
    const outcomes = await settle(collectPools(device, emit, IPV4), collectPools(device, emit, IPV6));
    emitTruncated(emit, families.truncated, ...outcomes);
  },
};

const USED = ['pool'] as const;

/** With more pools than that, the device would walk a table that passes the row limit too often. */
const COUNTED_APART = 16;

/** Tells whether the device has pools at all, and whether it is unknown how much of one is taken. */
async function collectPools(
  device: Device,
  emit: Emit,
  pools: Pools,
): Promise<Pick<Outcome, 'present' | 'truncated'>> {
  const { menu } = pools;
  const key = `${menu} does not count`;
  const counted = new Map<string, number>();
  const countUsed = (): Promise<Outcome> =>
    device.print(`${menu}/used`, USED, (row) => {
      const pool = row.text('pool') ?? '';
      counted.set(pool, (counted.get(pool) ?? 0) + 1);
    });
  const uncounted = new Set<string>();
  const printPools = device.print(menu, ATTRIBUTES, (row) => {
    const pool = row.text('name') ?? '';
    emit(pools.size, labels({ pool }), pools.sizeOf(row));
    if (row.text('used') === undefined) uncounted.add(pool);
    else emit(pools.used, labels({ pool }), row.number('used'));
  });
  const asked = device.memory.get(key) === true;
  const [table, early] = await settle(printPools, asked ? countUsed() : Promise.resolve(undefined));
  const needed = uncounted.size > 0;
  device.memory.set(key, needed);
  const taken = early ?? (needed ? await countUsed() : undefined);
  if (taken === undefined || !taken.present) return table;
  const isCut = taken.truncated;
  if (isCut && uncounted.size > COUNTED_APART) return { present: true, truncated: true };
  await settle(
    ...[...uncounted].map(async (pool) => {
      const used = isCut ? await device.count(`${menu}/used`, [`?pool=${pool}`]) : (counted.get(pool) ?? 0);
      emit(pools.used, labels({ pool }), used);
    }),
  );
  return table;
}
