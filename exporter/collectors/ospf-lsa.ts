import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Menu, type Outcome } from './contract.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  all: {
    name: 'mikrotik_ospf_lsa_entries',
    type: 'gauge',
    help: 'Number of LSAs in the link state databases, however many (/routing/ospf/lsa, /routing/ospf-v3/lsa).',
    labels: ['protocol'],
  },
  ofKind: {
    name: 'mikrotik_ospf_lsa_kind_entries',
    type: 'gauge',
    help: 'Number of LSAs in a link state database by their type; absent if there are more than the row limit (/routing/ospf/lsa, /routing/ospf-v3/lsa: type).',
    labels: ['protocol', 'ospf_instance', 'area', 'kind'],
  },
  truncated: {
    name: 'mikrotik_ospf_lsa_truncated',
    type: 'gauge',
    help: '1 if there are more LSAs than the row limit, so that they are not counted by their type (/routing/ospf/lsa, /routing/ospf-v3/lsa).',
    labels: [],
  },
} as const satisfies FamilyTable;

const LSA = ['instance', 'area', 'type'] as const;

const PROTOCOLS = ['ospf', 'ospf-v3'] as const;

/**
 * The link state databases in numbers. The device walks them, so this is not in the module of the neighbours. It counts
 * all LSAs; by type they are counted as they stream in, up to the row limit, for no query counts by a type that nobody
 * knows beforehand.
 */
export const ospfLsaCollector: Collector = {
  name: 'ospf_lsa',
  summary: 'Sizes of the OSPF link state databases, in all and by area and type of LSA.',
  modules: ['routing_table'],
  partial: true,
  families,
  menus: [...menusOf('ospf', '6 and 7'), ...menusOf('ospf-v3', '6')],
  async collect(device, emit) {
    const outcomes = await settle(...PROTOCOLS.map((protocol) => collectLsas(device, emit, protocol)));
    emitTruncated(emit, families.truncated, ...outcomes);
  },
};

type Protocol = (typeof PROTOCOLS)[number];

/** One to count all, one to count by type. */
function menusOf(protocol: Protocol, versions: string): Menu[] {
  return Array<Menu>(2).fill({ command: `/routing/${protocol}/lsa/print`, cost: 'walk', versions });
}

async function collectLsas(device: Device, emit: Emit, protocol: Protocol): Promise<Outcome> {
  const menu = `/routing/${protocol}/lsa`;
  const ofKind = new Tally(families.ofKind);
  const [all, outcome] = await settle(
    device.count(menu),
    device.print(menu, LSA, (row) =>
      ofKind.add(
        labels({
          protocol,
          ospf_instance: row.text('instance'),
          area: row.text('area'),
          kind: row.text('type'),
        }),
      ),
    ),
  );
  emit(families.all, labels({ protocol }), all);
  if (!outcome.truncated) ofKind.emit(emit);
  return outcome;
}
