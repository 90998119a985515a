import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { interfaceItemOf, type InterfaceItem, keepsInterface } from './interface-item.ts';
import { monitorInOrder, printAndMonitor } from './monitored.ts';
import { settle } from './settle.ts';

const families = {
  info: {
    name: 'mikrotik_bridge_info',
    type: 'info',
    help: 'What a bridge is (/interface/bridge).',
    labels: ['bridge', 'protocol_mode', 'priority', 'mac_address', 'comment'],
  },
  vlanFiltering: {
    name: 'mikrotik_bridge_vlan_filtering_enabled',
    type: 'gauge',
    help: '1 if the bridge keeps VLANs apart (/interface/bridge: vlan-filtering).',
    labels: ['bridge'],
  },
  igmpSnooping: {
    name: 'mikrotik_bridge_igmp_snooping_enabled',
    type: 'gauge',
    help: '1 if the bridge sends multicast only where it is wanted (/interface/bridge: igmp-snooping).',
    labels: ['bridge'],
  },
  dhcpSnooping: {
    name: 'mikrotik_bridge_dhcp_snooping_enabled',
    type: 'gauge',
    help: '1 if the bridge takes DHCP answers from trusted ports only (/interface/bridge: dhcp-snooping).',
    labels: ['bridge'],
  },
  root: {
    name: 'mikrotik_bridge_is_root',
    type: 'gauge',
    help: '1 if the bridge is the root of the spanning tree (/interface/bridge/monitor: root-bridge).',
    labels: ['bridge'],
  },
  rootInfo: {
    name: 'mikrotik_bridge_root_info',
    type: 'info',
    help: 'The root of the spanning tree, and the port that leads there (/interface/bridge/monitor: root-bridge-id, root-port).',
    labels: ['bridge', 'bridge_id', 'root_bridge_id', 'root_port'],
  },
  rootPathCost: {
    name: 'mikrotik_bridge_root_path_cost',
    type: 'gauge',
    help: 'Cost of the path to the root of the spanning tree (/interface/bridge/monitor: root-path-cost).',
    labels: ['bridge'],
  },
  ports: {
    name: 'mikrotik_bridge_ports',
    type: 'gauge',
    help: 'Number of ports of the bridge (/interface/bridge/monitor: port-count).',
    labels: ['bridge'],
  },
  designatedPorts: {
    name: 'mikrotik_bridge_designated_ports',
    type: 'gauge',
    help: 'Number of ports that are designated, so lead away from the root (/interface/bridge/monitor: designated-port-count).',
    labels: ['bridge'],
  },
  mlagConnected: {
    name: 'mikrotik_bridge_mlag_connected',
    type: 'gauge',
    help: '1 if the other switch of the MLAG is reached; absent without MLAG, and without its bridge before 7.22 (/interface/bridge/monitor, /interface/bridge/mlag/monitor: mlag-state, status).',
    labels: ['bridge'],
  },
  mlagPrimary: {
    name: 'mikrotik_bridge_mlag_primary',
    type: 'gauge',
    help: '1 if the switch is the primary one of the MLAG; absent without MLAG, and without its bridge before 7.22 (/interface/bridge/monitor, /interface/bridge/mlag/monitor: mlag-active-role, active-role).',
    labels: ['bridge'],
  },
} as const satisfies FamilyTable;

const BRIDGE = [
  '.id',
  'name',
  'comment',
  'disabled',
  'protocol-mode',
  'priority',
  'mac-address',
  'vlan-filtering',
  'igmp-snooping',
  'dhcp-snooping',
] as const;

const MONITOR = [
  'bridge-id',
  'root-bridge',
  'root-bridge-id',
  'root-port',
  'root-path-cost',
  'port-count',
  'designated-port-count',
  'mlag-state',
  'mlag-active-role',
] as const;

const MLAG = ['status', 'active-role'] as const;

const MEMORY_KEY = 'bridges';

/** Bridges as a whole: their settings, their place in the spanning tree, and MLAG, which each may have since 7.22. */
export const bridgeCollector: Collector = {
  name: 'bridge',
  summary: 'Bridges, their place in the spanning tree, and MLAG.',
  modules: ['switching'],
  families,
  menus: [
    { command: '/interface/bridge/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/interface/bridge/monitor', cost: 'monitor', versions: '6 and 7' },
    { command: '/interface/bridge/mlag/monitor', cost: 'monitor', versions: '7.1 to 7.21; on switches' },
  ],
  async collect(device, emit) {
    await settle(
      printAndMonitor<InterfaceItem>(
        device,
        MEMORY_KEY,
        (found) => printBridges(device, emit, found),
        (bridges) => monitorBridges(device, emit, bridges),
      ),
      monitorMlag(device, emit),
    );
  },
};

function printBridges(device: Device, emit: Emit, found: (bridge: InterfaceItem) => void): Promise<unknown> {
  return device.print('/interface/bridge', BRIDGE, (row) => {
    const bridge = interfaceItemOf(row);
    if (bridge === undefined) return;
    const { name } = bridge;
    // A disabled one has no part in any tree.
    if (!row.flag('disabled')) found(bridge);
    if (!keepsInterface(device, 'bridge', bridge)) return;
    const info = labels({
      bridge: name,
      protocol_mode: row.text('protocol-mode'),
      priority: row.text('priority'),
      mac_address: row.text('mac-address'),
      comment: bridge.comment,
    });
    emit(families.info, info, 1);
    const own = labels({ bridge: name });
    emit(families.vlanFiltering, own, row.flag('vlan-filtering'));
    emit(families.igmpSnooping, own, row.flag('igmp-snooping'));
    emit(families.dhcpSnooping, own, row.flag('dhcp-snooping'));
  });
}

function monitorBridges(device: Device, emit: Emit, bridges: readonly InterfaceItem[]): Promise<unknown> {
  const kept = bridges.filter((bridge) => keepsInterface(device, 'bridge', bridge));
  return monitorInOrder(device, '/interface/bridge/monitor', kept, MONITOR, (row, { name }) => {
    collectTree(emit, name, row);
    emitMlag(emit, name, row.text('mlag-state'), row.text('mlag-active-role'));
  });
}

function collectTree(emit: Emit, name: string, row: Row<(typeof MONITOR)[number]>): void {
  const own = labels({ bridge: name });
  emit(families.ports, own, row.number('port-count'));
  emit(families.designatedPorts, own, row.number('designated-port-count'));
  emit(families.root, own, row.sentFlag('root-bridge'));
  emit(families.rootPathCost, own, row.number('root-path-cost'));
  const root = row.text('root-bridge-id');
  // A bridge that is down or has no spanning tree knows no root.
  if (root === undefined) return;
  const info = labels({
    bridge: name,
    bridge_id: row.text('bridge-id'),
    root_bridge_id: root,
    root_port: row.text('root-port'),
  });
  emit(families.rootInfo, info, 1);
}

function monitorMlag(device: Device, emit: Emit): Promise<unknown> {
  return device.once('/interface/bridge/mlag/monitor', [], MLAG, (row) =>
    emitMlag(emit, undefined, row.text('status'), row.text('active-role')),
  );
}

/**
 * @param bridge undefined before 7.22: a switch had one MLAG, whose monitor does not name it
 * @param state absent, empty or `disabled` where there is no MLAG
 */
function emitMlag(emit: Emit, bridge: string | undefined, state = '', role = ''): void {
  if (state === '' || state === 'disabled') return;
  const own = labels({ bridge });
  emit(families.mlagConnected, own, state === 'connected');
  if (role !== '') emit(families.mlagPrimary, own, role === 'primary');
}
