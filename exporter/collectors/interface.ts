import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit, type Outcome } from './contract.ts';
import { settle } from './settle.ts';
import { DYNAMIC, NOT_DYNAMIC } from './queries.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  info: {
    name: 'mikrotik_interface_info',
    type: 'info',
    help: 'What an interface is: type, MAC address, name at delivery, MTU in effect and comment (/interface).',
    labels: ['interface', 'kind', 'mac_address', 'default_name', 'mtu', 'comment'],
  },
  running: {
    name: 'mikrotik_interface_running',
    type: 'gauge',
    help: '1 if the interface is up; for an Ethernet port, if it has a link (/interface: running).',
    labels: ['interface'],
  },
  enabled: {
    name: 'mikrotik_interface_enabled',
    type: 'gauge',
    help: '1 if the interface is not disabled by the administrator (/interface: disabled).',
    labels: ['interface'],
  },
  linkDowns: {
    name: 'mikrotik_interface_link_downs_total',
    type: 'counter',
    help: 'Times the link was lost (/interface: link-downs).',
    labels: ['interface'],
  },
  receiveBytes: {
    name: 'mikrotik_interface_receive_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes received by the CPU; traffic switched in hardware may not be in it (/interface: rx-byte).',
    labels: ['interface'],
  },
  transmitBytes: {
    name: 'mikrotik_interface_transmit_bytes_total',
    type: 'counter',
    unit: 'bytes',
    help: 'Bytes sent by the CPU; traffic switched in hardware may not be in it (/interface: tx-byte).',
    labels: ['interface'],
  },
  receivePackets: {
    name: 'mikrotik_interface_receive_packets_total',
    type: 'counter',
    help: 'Packets received (/interface: rx-packet).',
    labels: ['interface'],
  },
  transmitPackets: {
    name: 'mikrotik_interface_transmit_packets_total',
    type: 'counter',
    help: 'Packets sent (/interface: tx-packet).',
    labels: ['interface'],
  },
  receiveErrors: {
    name: 'mikrotik_interface_receive_errors_total',
    type: 'counter',
    help: 'Packets received broken (/interface: rx-error).',
    labels: ['interface'],
  },
  transmitErrors: {
    name: 'mikrotik_interface_transmit_errors_total',
    type: 'counter',
    help: 'Packets that failed to be sent (/interface: tx-error).',
    labels: ['interface'],
  },
  receiveDrops: {
    name: 'mikrotik_interface_receive_drops_total',
    type: 'counter',
    help: 'Received packets dropped (/interface: rx-drop).',
    labels: ['interface'],
  },
  transmitDrops: {
    name: 'mikrotik_interface_transmit_drops_total',
    type: 'counter',
    help: 'Packets dropped by the driver instead of sent (/interface: tx-drop).',
    labels: ['interface'],
  },
  transmitQueueDrops: {
    name: 'mikrotik_interface_transmit_queue_drops_total',
    type: 'counter',
    help: 'Packets dropped by the queue of the interface instead of sent (/interface: tx-queue-drop).',
    labels: ['interface'],
  },
  dynamic: {
    name: 'mikrotik_interface_dynamic_interfaces',
    type: 'gauge',
    help: 'Number of dynamic interfaces (PPP and VPN sessions) by their type (/interface: type, dynamic).',
    labels: ['kind'],
  },
  truncated: {
    name: 'mikrotik_interface_truncated',
    type: 'gauge',
    help: '1 if the device has more interfaces than the row limit, so that some or their counts are missing (/interface).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'name',
  'default-name',
  'type',
  'mac-address',
  'comment',
  'dynamic',
  'disabled',
  'running',
  'actual-mtu',
  'link-downs',
  'rx-byte',
  'tx-byte',
  'rx-packet',
  'tx-packet',
  'rx-error',
  'tx-error',
  'rx-drop',
  'tx-drop',
  'tx-queue-drop',
] as const;

type InterfaceRow = Row<(typeof ATTRIBUTES)[number]>;

/** Counts of dynamic interfaces by `type`. */
type Kinds = Map<string, number>;

/** The interfaces. Dynamic ones are only counted, unless the module exports them one by one. */
export const interfaceCollector: Collector = {
  name: 'interface',
  summary: 'Traffic, errors, drops and state of the interfaces; dynamic ones counted by type.',
  modules: ['default'],
  partial: true,
  families,
  menus: [
    { command: '/interface/print', cost: 'table', versions: '6 and 7' },
    { command: '/interface/print', cost: 'table', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    const kinds: Kinds = new Map();
    const outcomes = device.interfaces.dynamic
      ? [await printInterfaces(device, emit, kinds)]
      : await settle(printInterfaces(device, emit, kinds, NOT_DYNAMIC), countDynamic(device, kinds));
    if (!outcomes.every((outcome) => outcome.present)) return;
    if (emitTruncated(emit, families.truncated, ...outcomes)) return;
    for (const [kind, count] of kinds) emit(families.dynamic, labels({ kind }), count);
  },
};

const TYPE = ['type'] as const;

function printInterfaces(
  device: Device,
  emit: Emit,
  kinds: Kinds,
  query: readonly string[] = [],
): Promise<Outcome> {
  return device.print(
    '/interface',
    ATTRIBUTES,
    (row) => {
      if (row.flag('dynamic')) countKind(kinds, row.text('type'));
      collectInterface(device, emit, row);
    },
    { query },
  );
}

function countDynamic(device: Device, kinds: Kinds): Promise<Outcome> {
  return device.print('/interface', TYPE, (row) => countKind(kinds, row.text('type')), { query: DYNAMIC });
}

function countKind(kinds: Kinds, type: string | undefined): void {
  const kind = type ?? '';
  kinds.set(kind, (kinds.get(kind) ?? 0) + 1);
}

function collectInterface(device: Device, emit: Emit, row: InterfaceRow): void {
  const name = row.text('name');
  if (name === undefined) return;
  const type = row.text('type');
  const comment = row.text('comment');
  if (!device.interfaces.keeps({ name, type, comment, dynamic: row.flag('dynamic') })) return;
  const info = labels({
    interface: name,
    kind: type,
    mac_address: row.text('mac-address'),
    default_name: row.text('default-name'),
    mtu: row.text('actual-mtu'),
    comment,
  });
  emit(families.info, info, 1);
  const own = labels({ interface: name });
  emit(families.running, own, row.flag('running'));
  emit(families.enabled, own, !row.flag('disabled'));
  emit(families.linkDowns, own, row.number('link-downs'));
  emit(families.receiveBytes, own, row.number('rx-byte'));
  emit(families.transmitBytes, own, row.number('tx-byte'));
  emit(families.receivePackets, own, row.number('rx-packet'));
  emit(families.transmitPackets, own, row.number('tx-packet'));
  emit(families.receiveErrors, own, row.number('rx-error'));
  emit(families.transmitErrors, own, row.number('tx-error'));
  emit(families.receiveDrops, own, row.number('rx-drop'));
  emit(families.transmitDrops, own, row.number('tx-drop'));
  emit(families.transmitQueueDrops, own, row.number('tx-queue-drop'));
}
