import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { bridgePortFamilies as families } from './bridge-port-families.ts';
import { type Collector, type Emit } from './contract.ts';

const ATTRIBUTES = [
  'bridge',
  'interface',
  'comment',
  'pvid',
  'frame-types',
  'disabled',
  'inactive',
  'role',
  'learning',
  'forwarding',
  'edge-port',
  'hw-offload',
  'path-cost',
  'actual-path-cost',
  'root-path-cost',
  'rx-bpdu',
  'tx-bpdu',
  'rx-tc',
  'tx-tc',
  'topology-changes',
  'last-topology-change',
  'forward-transitions',
  'discard-transitions',
] as const;

/** The ports of the bridges with their spanning tree, which a plain print has; the transitions are of newer versions. */
export const bridgePortCollector: Collector = {
  name: 'bridge_port',
  summary:
    'Ports of bridges: role and state in the spanning tree, BPDUs, topology changes, hardware offload.',
  modules: ['switching'],
  families,
  menus: [{ command: '/interface/bridge/port/print', cost: 'table', versions: '6 and 7' }],
  async collect(device, emit) {
    await device.print('/interface/bridge/port', ATTRIBUTES, (row) => collectPort(emit, row));
  },
};

function collectPort(emit: Emit, row: Row<(typeof ATTRIBUTES)[number]>): void {
  const port = { bridge: row.text('bridge'), interface: row.text('interface') };
  const info = labels({
    ...port,
    pvid: row.text('pvid'),
    frame_types: row.text('frame-types'),
    comment: row.text('comment'),
  });
  emit(families.info, info, 1);
  const own = labels(port);
  emit(families.active, own, !row.flag('inactive') && !row.flag('disabled'));
  emit.state(families.role, own, row.text('role'));
  emit(families.learning, own, row.flag('learning'));
  emit(families.forwarding, own, row.flag('forwarding'));
  emit(families.edge, own, row.sentFlag('edge-port'));
  emit(families.hardwareOffload, own, row.flag('hw-offload'));
  const pathCost = row.text('actual-path-cost') === undefined ? 'path-cost' : 'actual-path-cost';
  emit(families.pathCost, own, row.number(pathCost));
  emit(families.rootPathCost, own, row.number('root-path-cost'));
  emit(families.receiveBpdus, own, row.number('rx-bpdu'));
  emit(families.transmitBpdus, own, row.number('tx-bpdu'));
  emit(families.receiveTopologyChanges, own, row.number('rx-tc'));
  emit(families.transmitTopologyChanges, own, row.number('tx-tc'));
  emit(families.topologyChanges, own, row.number('topology-changes'));
  emit(families.lastTopologyChange, own, row.duration('last-topology-change'));
  emit(families.forwardTransitions, own, row.number('forward-transitions'));
  emit(families.discardTransitions, own, row.number('discard-transitions'));
}
