import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit, type Outcome } from './contract.ts';
import { NOT_DYNAMIC } from './queries.ts';
import { CLOCK_MENU, LocalTimes } from './local-times.ts';
import { settle } from './settle.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  lastLinkUp: {
    name: 'mikrotik_interface_last_link_up_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'When the interface last came up, absent if it never did (/interface: last-link-up-time).',
    labels: ['interface'],
  },
  lastLinkDown: {
    name: 'mikrotik_interface_last_link_down_timestamp_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'When the interface last went down, absent if it never did (/interface: last-link-down-time).',
    labels: ['interface'],
  },
  fastPathReceiveBytes: {
    name: 'mikrotik_interface_fast_path_receive_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes received that took the fast path past firewall and queues (/interface: fp-rx-byte).',
    labels: ['interface'],
  },
  fastPathTransmitBytes: {
    name: 'mikrotik_interface_fast_path_transmit_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes sent that took the fast path past firewall and queues (/interface: fp-tx-byte).',
    labels: ['interface'],
  },
  fastPathReceivePackets: {
    name: 'mikrotik_interface_fast_path_receive_packets_total',
    type: 'counter',
    help: 'Packets received that took the fast path (/interface: fp-rx-packet).',
    labels: ['interface'],
  },
  fastPathTransmitPackets: {
    name: 'mikrotik_interface_fast_path_transmit_packets_total',
    type: 'counter',
    help: 'Packets sent that took the fast path (/interface: fp-tx-packet).',
    labels: ['interface'],
  },
  slave: {
    name: 'mikrotik_interface_slave',
    type: 'gauge',
    help: '1 if the interface is a port of a bridge or bond (/interface: slave).',
    labels: ['interface'],
  },
  inactive: {
    name: 'mikrotik_interface_inactive',
    type: 'gauge',
    help: '1 if the interface cannot work for the lack of what it needs, say its hardware (/interface: inactive).',
    labels: ['interface'],
  },
  l2Mtu: {
    name: 'mikrotik_interface_l2_mtu_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: 'Largest frame that the interface takes without its MAC header (/interface: l2mtu).',
    labels: ['interface'],
  },
  truncated: {
    name: 'mikrotik_interface_detail_truncated',
    type: 'gauge',
    help: '1 if the device has more interfaces than the row limit, so that details of some are missing (/interface).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'name',
  'type',
  'comment',
  'dynamic',
  'last-link-up-time',
  'last-link-down-time',
  'fp-rx-byte',
  'fp-tx-byte',
  'fp-rx-packet',
  'fp-tx-packet',
  'slave',
  'inactive',
  'l2mtu',
] as const;

/** What `interface` leaves out of `/interface`, of the same interfaces: the dynamic ones only if the module has them. */
export const interfaceDetailCollector: Collector = {
  name: 'interface_detail',
  summary: 'When links last came up and went down, fast path traffic, slaves, L2 MTU.',
  modules: ['interfaces'],
  partial: true,
  families,
  menus: [{ command: '/interface/print', cost: 'table', versions: '6 and 7' }, CLOCK_MENU],
  async collect(device, emit) {
    const times = new LocalTimes(emit);
    const [outcome] = await settle(printInterfaces(device, emit, times), times.askOffset(device));
    times.flush();
    emitTruncated(emit, families.truncated, outcome);
  },
};

function printInterfaces(device: Device, emit: Emit, times: LocalTimes): Promise<Outcome> {
  const query = device.interfaces.dynamic ? [] : NOT_DYNAMIC;
  return device.print('/interface', ATTRIBUTES, (row) => collectInterface(device, emit, times, row), {
    query,
  });
}

function collectInterface(
  device: Device,
  emit: Emit,
  times: LocalTimes,
  row: Row<(typeof ATTRIBUTES)[number]>,
): void {
  const name = row.text('name');
  if (name === undefined) return;
  const facts = { name, type: row.text('type'), comment: row.text('comment'), dynamic: row.flag('dynamic') };
  if (!device.interfaces.keeps(facts)) return;
  const own = labels({ interface: name });
  times.add(families.lastLinkUp, own, row.localTime('last-link-up-time'));
  times.add(families.lastLinkDown, own, row.localTime('last-link-down-time'));
  emit(families.fastPathReceiveBytes, own, row.number('fp-rx-byte'));
  emit(families.fastPathTransmitBytes, own, row.number('fp-tx-byte'));
  emit(families.fastPathReceivePackets, own, row.number('fp-rx-packet'));
  emit(families.fastPathTransmitPackets, own, row.number('fp-tx-packet'));
  emit(families.slave, own, row.flag('slave'));
  emit(families.inactive, own, row.flag('inactive'));
  emit(families.l2Mtu, own, row.number('l2mtu'));
}
