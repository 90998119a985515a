import { type FamilyTable } from '../exposition/family.ts';
import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Device, type Emit, type Menu } from './contract.ts';
import { interfaceItemOf, type InterfaceItem, keepsInterface } from './interface-item.ts';
import { monitorInOrder, printAndMonitor } from './monitored.ts';
import { settle } from './settle.ts';

const families = {
  info: {
    name: 'mikrotik_bonding_info',
    type: 'info',
    help: 'What a bond is (/interface/bonding: mode, transmit-hash-policy, lacp-rate, primary, mlag-id).',
    labels: ['interface', 'mode', 'transmit_hash_policy', 'lacp_rate', 'primary', 'mlag_id', 'comment'],
  },
  ports: {
    name: 'mikrotik_bonding_ports',
    type: 'gauge',
    help: 'Number of ports that are configured in the bond (/interface/bonding: slaves).',
    labels: ['interface'],
  },
  minLinks: {
    name: 'mikrotik_bonding_min_links',
    type: 'gauge',
    help: 'Active ports without which the bond is down (/interface/bonding: min-links).',
    labels: ['interface'],
  },
  portActive: {
    name: 'mikrotik_bonding_port_active',
    type: 'gauge',
    help: '1 if the bond uses the port, 0 if it is down or stands by (/interface/bonding/monitor: active-ports, inactive-ports).',
    labels: ['interface', 'port'],
  },
  portAggregated: {
    name: 'mikrotik_bonding_port_aggregated',
    type: 'gauge',
    help: '1 if the port is active and LACP lets it carry traffic both ways; absent without LACP and past the first 8 bonds (/interface/bonding/monitor-slaves: active, flags).',
    labels: ['interface', 'port'],
  },
  portLacpInfo: {
    name: 'mikrotik_bonding_port_lacp_info',
    type: 'info',
    help: 'The partner that a port of a bond with LACP last heard, which is the same for all ports that fit together; zeros if none (/interface/bonding/monitor-slaves: partner-sys-id).',
    labels: ['interface', 'port', 'partner_system_id'],
  },
  lacpInfo: {
    name: 'mikrotik_bonding_lacp_info',
    type: 'info',
    help: 'Both ends of a bond with LACP; a partner of zeros means that none answers (/interface/bonding/monitor: lacp-system-id, lacp-partner-system-id).',
    labels: ['interface', 'system_id', 'partner_system_id'],
  },
} as const satisfies FamilyTable;

const BOND = [
  '.id',
  'name',
  'comment',
  'disabled',
  'mode',
  'transmit-hash-policy',
  'lacp-rate',
  'primary',
  'mlag-id',
  'slaves',
  'min-links',
] as const;

const MONITOR = ['active-ports', 'inactive-ports', 'lacp-system-id', 'lacp-partner-system-id'] as const;

const PORT = ['port', 'active', 'flags', 'partner-sys-id'] as const;

/** What is remembered of a bond: its monitors do not say of which one a row is. */
interface Bond extends InterfaceItem {
  /** True if its ports can be asked how they stand with their partner. */
  readonly lacp: boolean;
}

const MEMORY_KEY = 'bonds';

/** Bonds whose ports are asked about, for which each takes a command. */
const MAX_LACP_BONDS = 8;

const MONITOR_PORTS: Menu = {
  command: '/interface/bonding/monitor-slaves',
  cost: 'monitor',
  versions: '6 and 7',
};

/** Bonds and their ports; LACP by port for the first 8 bonds that have it. */
export const bondingCollector: Collector = {
  name: 'bonding',
  summary: 'Bonds: which ports are active, and how each stands with its LACP partner.',
  modules: ['interfaces'],
  families,
  menus: [
    { command: '/interface/bonding/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/interface/bonding/monitor', cost: 'monitor', versions: '6 and 7' },
    ...Array.from({ length: MAX_LACP_BONDS }, () => MONITOR_PORTS),
  ],
  async collect(device, emit) {
    await printAndMonitor<Bond>(
      device,
      MEMORY_KEY,
      (found) => printBonds(device, emit, found),
      (bonds) => monitorBonds(device, emit, bonds),
    );
  },
};

function printBonds(device: Device, emit: Emit, found: (bond: Bond) => void): Promise<unknown> {
  return device.print('/interface/bonding', BOND, (row) => {
    const item = interfaceItemOf(row);
    if (item === undefined) return;
    const mode = row.text('mode');
    const bond = { ...item, lacp: mode === '802.3ad' };
    const { name } = bond;
    // A disabled one has no active port.
    if (!row.flag('disabled')) found(bond);
    if (!keepsInterface(device, 'bond', bond)) return;
    const info = labels({
      interface: name,
      mode,
      transmit_hash_policy: row.text('transmit-hash-policy'),
      lacp_rate: row.text('lacp-rate'),
      primary: row.text('primary'),
      mlag_id: row.text('mlag-id'),
      comment: bond.comment,
    });
    emit(families.info, info, 1);
    const own = labels({ interface: name });
    emit(families.ports, own, row.list('slaves').length);
    emit(families.minLinks, own, row.number('min-links'));
  });
}

async function monitorBonds(device: Device, emit: Emit, bonds: readonly Bond[]): Promise<void> {
  const kept = bonds.filter((bond) => keepsInterface(device, 'bond', bond));
  const lacp = kept.filter((bond) => bond.lacp).slice(0, MAX_LACP_BONDS);
  await settle(
    monitorInOrder(device, '/interface/bonding/monitor', kept, MONITOR, (row, { name }) =>
      collectPorts(emit, name, row),
    ),
    ...lacp.map(({ name }) =>
      device.once(MONITOR_PORTS.command, [`=bond=${name}`], PORT, (row) => collectLacp(emit, name, row)),
    ),
  );
}

function collectPorts(emit: Emit, name: string, row: Row<(typeof MONITOR)[number]>): void {
  for (const port of row.list('active-ports')) {
    emit(families.portActive, labels({ interface: name, port }), true);
  }
  for (const port of row.list('inactive-ports')) {
    emit(families.portActive, labels({ interface: name, port }), false);
  }
  const system = row.text('lacp-system-id');
  if (system === undefined) return;
  const info = labels({
    interface: name,
    system_id: system,
    partner_system_id: row.text('lacp-partner-system-id'),
  });
  emit(families.lacpInfo, info, 1);
}

function collectLacp(emit: Emit, name: string, row: Row<(typeof PORT)[number]>): void {
  const port = { interface: name, port: row.text('port') };
  emit(families.portAggregated, labels(port), isAggregated(row));
  const partner = row.text('partner-sys-id');
  if (partner !== undefined) emit(families.portLacpInfo, labels({ ...port, partner_system_id: partner }), 1);
}

/**
 * `flags` are `ATGSCDFE`, a hyphen for each that is not set: collecting (C) and distributing (D), and the partner not
 * made up for want of any (F). They stay as they were when the link goes down, `active` does not.
 */
function isAggregated(row: Row<(typeof PORT)[number]>): boolean | undefined {
  const flags = row.text('flags');
  return flags === undefined ? undefined : row.flag('active') && /CD-/.test(flags);
}
