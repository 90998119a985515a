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
  'status',
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

type PortRow = Row<(typeof ATTRIBUTES)[number]>;

function collectPort(emit: Emit, row: PortRow): void {
  const port = { bridge: row.text('bridge'), interface: row.text('interface') };
  const info = labels({
    ...port,
    pvid: row.text('pvid'),
    frame_types: row.text('frame-types'),
    comment: row.text('comment'),
  });
  emit(families.info, info, 1);
  // An interface list stands for its members, which have rows of their own.
  if (row.text('status') === undefined && row.text('role') === undefined) return;
  const own = labels(port);
  emit(families.active, own, isActive(row));
  emit.state(families.role, own, row.text('role'));
  emit.state(families.state, own, stateOf(row));
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
  // 0s before the first, which would look as if it were now.
  const age = row.duration('last-topology-change');
  if (age !== 0) emit(families.lastTopologyChange, own, age);
  emit(families.forwardTransitions, own, row.number('forward-transitions'));
  emit(families.discardTransitions, own, row.number('discard-transitions'));
}

function isActive(row: PortRow): boolean {
  return !row.flag('inactive') && !row.flag('disabled');
}

/** Unknown if a port that is up has no role, for then the absence of its flags says nothing either. */
function stateOf(row: PortRow): string | undefined {
  const role = row.text('role');
  if (role === 'disabled-port' || !isActive(row)) return 'disabled';
  if (role === undefined) return undefined;
  if (row.flag('forwarding')) return 'forwarding';
  return row.flag('learning') ? 'learning' : 'discarding';
}
