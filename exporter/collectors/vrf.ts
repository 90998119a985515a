import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { isSet } from './routing-flag.ts';
import { settle } from './settle.ts';

const families = {
  info: {
    name: 'mikrotik_vrf_info',
    type: 'info',
    help: 'A VRF (/ip/vrf, /ip/route/vrf).',
    labels: ['vrf', 'route_distinguisher', 'comment'],
  },
  enabled: {
    name: 'mikrotik_vrf_enabled',
    type: 'gauge',
    help: '1 if the VRF is not disabled by the administrator (/ip/vrf, /ip/route/vrf: disabled).',
    labels: ['vrf'],
  },
  interfaces: {
    name: 'mikrotik_vrf_interfaces',
    type: 'gauge',
    help: 'Number of interfaces in the VRF, or of lists of them (/ip/vrf, /ip/route/vrf: interfaces).',
    labels: ['vrf'],
  },
  tableForwards: {
    name: 'mikrotik_routing_table_forwards',
    type: 'gauge',
    help: '1 if packets are forwarded by the routing table, not only looked up in it (/routing/table: fib).',
    labels: ['routing_table'],
  },
  tableInvalid: {
    name: 'mikrotik_routing_table_invalid',
    type: 'gauge',
    help: '1 if the routing table cannot be used (/routing/table: invalid).',
    labels: ['routing_table'],
  },
} as const satisfies FamilyTable;

/** VRFs and, on RouterOS 7, routing tables, which it wants to be declared. */
export const vrfCollector: Collector = {
  name: 'vrf',
  summary: 'VRFs and routing tables.',
  modules: ['routing'],
  families,
  menus: [
    { command: '/ip/vrf/print', cost: 'cheap', versions: '7' },
    { command: '/ip/route/vrf/print', cost: 'cheap', versions: '6' },
    { command: '/routing/table/print', cost: 'cheap', versions: '7' },
  ],
  async collect(device, emit) {
    await settle(
      printVrfs(device, emit, '/ip/vrf'),
      printVrfs(device, emit, '/ip/route/vrf'),
      printTables(device, emit),
    );
  },
};

const VRF = ['name', 'routing-mark', 'interfaces', 'route-distinguisher', 'comment', 'disabled'] as const;

function printVrfs(device: Device, emit: Emit, menu: string): Promise<unknown> {
  return device.print(menu, VRF, (row) => {
    const vrf = row.text('name') ?? row.text('routing-mark');
    if (vrf === undefined) return;
    const own = labels({ vrf });
    const info = labels({
      vrf,
      route_distinguisher: row.text('route-distinguisher'),
      comment: row.text('comment'),
    });
    emit(families.info, info, 1);
    emit(families.enabled, own, !row.flag('disabled'));
    emit(families.interfaces, own, row.list('interfaces').length);
  });
}

const TABLE = ['name', 'fib', 'invalid'] as const;

function printTables(device: Device, emit: Emit): Promise<unknown> {
  return device.print('/routing/table', TABLE, (row) => {
    const name = row.text('name');
    if (name === undefined) return;
    const own = labels({ routing_table: name });
    emit(families.tableForwards, own, isSet(row.text('fib')));
    emit(families.tableInvalid, own, row.flag('invalid'));
  });
}
