import { type FamilyTable } from '../exposition/family.ts';
import { labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Menu, type Outcome } from './contract.ts';
import { loopDetected } from './loop-protect.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';

/** The menu of each kind by the `type` that `/interface` has for it. */
const MENUS = {
  eoip: '/interface/eoip',
  eoipv6: '/interface/eoipv6',
  'gre-tunnel': '/interface/gre',
  'gre6-tunnel': '/interface/gre6',
  'ipip-tunnel': '/interface/ipip',
  'ipipv6-tunnel': '/interface/ipipv6',
  '6to4-tunnel': '/interface/6to4',
  vxlan: '/interface/vxlan',
} as const;

type Kind = keyof typeof MENUS;

const KINDS = Object.keys(MENUS) as Kind[];

/** All menus but VXLAN's are of both versions. */
const PATHS = Object.values(MENUS).join(', ');

const families = {
  info: {
    name: 'mikrotik_tunnel_info',
    type: 'info',
    help: `Both ends of a tunnel; the id is that of EoIP, the VNI of VXLAN (${PATHS}).`,
    labels: ['interface', 'kind', 'local_address', 'remote_address', 'tunnel_id', 'keepalive', 'comment'],
  },
  mtu: {
    name: 'mikrotik_tunnel_mtu_bytes',
    type: 'gauge',
    unit: 'bytes',
    help: `Largest packet that the tunnel takes, in effect (${PATHS}: actual-mtu, mtu).`,
    labels: ['interface'],
  },
  loopDetected: {
    name: 'mikrotik_tunnel_loop_detected',
    type: 'gauge',
    help: '1 if loop protection has shut the tunnel; absent if it is not protected (/interface/eoip, /interface/eoipv6, /interface/vxlan: loop-protect-status).',
    labels: ['interface'],
  },
  vteps: {
    name: 'mikrotik_tunnel_vteps',
    type: 'gauge',
    help: 'Number of remote ends that a VXLAN interface has one by one, 0 if it sends to a multicast group (/interface/vxlan/vteps).',
    labels: ['interface'],
  },
  forwardingEntries: {
    name: 'mikrotik_tunnel_forwarding_entries',
    type: 'gauge',
    help: 'Number of MAC addresses that the VXLAN interfaces know behind their remote ends (/interface/vxlan/fdb).',
    labels: [],
  },
} as const satisfies FamilyTable;

const ATTRIBUTES = [
  'name',
  'comment',
  'dynamic',
  'local-address',
  'remote-address',
  'tunnel-id',
  'vni',
  'keepalive',
  'mtu',
  'actual-mtu',
  'loop-protect-status',
] as const;

type Vteps = Tally<typeof families.vteps>;

const VTEP = ['interface'] as const;

/** Tunnels without sessions, one command a kind. Whether a tunnel runs is in the collector `interface`. */
export const tunnelCollector: Collector = {
  name: 'tunnel',
  summary: 'EoIP, GRE, IPIP, 6to4 and VXLAN tunnels: their ends and MTU.',
  modules: ['interfaces'],
  families,
  menus: [
    ...KINDS.map((kind): Menu => ({
      command: `${MENUS[kind]}/print`,
      cost: 'cheap',
      versions: kind === 'vxlan' ? '7' : '6 and 7',
    })),
    { command: '/interface/vxlan/vteps/print', cost: 'table', versions: '7' },
    { command: '/interface/vxlan/fdb/print', cost: 'walk', versions: '7' },
  ],
  async collect(device, emit) {
    const vteps: Vteps = new Tally(families.vteps);
    const [{ present }] = await settle(
      countVteps(device, vteps),
      countForwardingEntries(device, emit),
      ...KINDS.map((kind) => printTunnels(device, emit, kind, vteps)),
    );
    if (present) vteps.emit(emit);
  },
};

function printTunnels(device: Device, emit: Emit, kind: Kind, vteps: Vteps): Promise<unknown> {
  return device.print(MENUS[kind], ATTRIBUTES, (row) => {
    const name = row.text('name');
    if (name === undefined) return;
    const comment = row.text('comment');
    if (!device.interfaces.keeps({ name, type: kind, comment, dynamic: row.flag('dynamic') })) return;
    const info = labels({
      interface: name,
      kind,
      local_address: row.text('local-address'),
      remote_address: row.text('remote-address'),
      tunnel_id: row.text('tunnel-id') ?? row.text('vni'),
      keepalive: row.text('keepalive'),
      comment,
    });
    emit(families.info, info, 1);
    const own = labels({ interface: name });
    emit(families.mtu, own, row.number(row.text('actual-mtu') === undefined ? 'mtu' : 'actual-mtu'));
    emit(families.loopDetected, own, loopDetected(row.text('loop-protect-status')));
    // One that has lost them all, as EVPN may take them away, is to say 0.
    if (kind === 'vxlan') vteps.add(own, 0);
  });
}

function countVteps(device: Device, vteps: Vteps): Promise<Outcome> {
  return device.print('/interface/vxlan/vteps', VTEP, (row) =>
    vteps.add(labels({ interface: row.text('interface') })),
  );
}

async function countForwardingEntries(device: Device, emit: Emit): Promise<void> {
  emit(families.forwardingEntries, NO_LABELS, await device.count('/interface/vxlan/fdb'));
}
