import { type FamilyTable } from '../exposition/family.ts';

const PORT = ['bridge', 'interface'] as const;

/** What the collector `bridge_port` exports of a port of a bridge. */
export const bridgePortFamilies = {
  info: {
    name: 'mikrotik_bridge_port_info',
    type: 'info',
    help: 'A port of a bridge, and the VLAN of its untagged frames (/interface/bridge/port: pvid, frame-types).',
    labels: [...PORT, 'pvid', 'frame_types', 'comment'],
  },
  active: {
    name: 'mikrotik_bridge_port_active',
    type: 'gauge',
    help: '1 if the port takes part in the bridge, so is enabled and its interface is up (/interface/bridge/port: inactive, disabled).',
    labels: PORT,
  },
  role: {
    name: 'mikrotik_bridge_port_role',
    type: 'gauge',
    help: 'Role of the port in the spanning tree: 1 for the present one, else 0 (/interface/bridge/port: role).',
    labels: PORT,
    states: ['disabled-port', 'root-port', 'designated-port', 'alternate-port', 'backup-port'],
  },
  state: {
    name: 'mikrotik_bridge_port_state',
    type: 'gauge',
    help: 'What the port does with frames: 1 for the present state, else 0; a port is disabled if it is switched off, has no link, or, though active, was shut by BPDU guard (/interface/bridge/port: forwarding, learning, role, inactive, disabled).',
    labels: PORT,
    states: ['forwarding', 'learning', 'discarding', 'disabled'],
  },
  edge: {
    name: 'mikrotik_bridge_port_edge',
    type: 'gauge',
    help: '1 if no other bridge is seen on the port; absent without a spanning tree (/interface/bridge/port: edge-port).',
    labels: PORT,
  },
  hardwareOffload: {
    name: 'mikrotik_bridge_port_hardware_offload',
    type: 'gauge',
    help: '1 if the switch chip forwards for the port, 0 if the CPU does (/interface/bridge/port: hw-offload).',
    labels: PORT,
  },
  pathCost: {
    name: 'mikrotik_bridge_port_path_cost',
    type: 'gauge',
    help: 'Cost of the port in effect, or as configured before RouterOS says it (/interface/bridge/port: actual-path-cost, path-cost).',
    labels: PORT,
  },
  rootPathCost: {
    name: 'mikrotik_bridge_port_root_path_cost',
    type: 'gauge',
    help: 'Cost of the path through the port to the root of the spanning tree (/interface/bridge/port: root-path-cost).',
    labels: PORT,
  },
  receiveBpdus: {
    name: 'mikrotik_bridge_port_receive_bpdus_total',
    type: 'counter',
    help: 'BPDUs received (/interface/bridge/port: rx-bpdu).',
    labels: PORT,
  },
  transmitBpdus: {
    name: 'mikrotik_bridge_port_transmit_bpdus_total',
    type: 'counter',
    help: 'BPDUs sent (/interface/bridge/port: tx-bpdu).',
    labels: PORT,
  },
  receiveTopologyChanges: {
    name: 'mikrotik_bridge_port_receive_topology_changes_total',
    type: 'counter',
    help: 'BPDUs received that tell of a topology change (/interface/bridge/port: rx-tc).',
    labels: PORT,
  },
  transmitTopologyChanges: {
    name: 'mikrotik_bridge_port_transmit_topology_changes_total',
    type: 'counter',
    help: 'BPDUs sent that tell of a topology change (/interface/bridge/port: tx-tc).',
    labels: PORT,
  },
  topologyChanges: {
    name: 'mikrotik_bridge_port_topology_changes_total',
    type: 'counter',
    help: 'Topology changes that the port has found (/interface/bridge/port: topology-changes).',
    labels: PORT,
  },
  lastTopologyChange: {
    name: 'mikrotik_bridge_port_last_topology_change_age_seconds',
    type: 'gauge',
    unit: 'seconds',
    help: 'Time since the last topology change of the port, absent before the first (/interface/bridge/port: last-topology-change).',
    labels: PORT,
  },
  forwardTransitions: {
    name: 'mikrotik_bridge_port_forward_transitions_total',
    type: 'counter',
    help: 'Times the port began to forward (/interface/bridge/port: forward-transitions).',
    labels: PORT,
  },
  discardTransitions: {
    name: 'mikrotik_bridge_port_discard_transitions_total',
    type: 'counter',
    help: 'Times the port began to discard (/interface/bridge/port: discard-transitions).',
    labels: PORT,
  },
} as const satisfies FamilyTable;
