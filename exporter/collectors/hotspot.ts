import { type FamilyTable } from '../exposition/family.ts';
import { type LabelSet, labels, NO_LABELS } from '../exposition/labels.ts';
import { type Collector, type Device, type Emit, type Outcome } from './contract.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';
import { emitTruncated } from './truncated.ts';

const families = {
  info: {
    name: 'mikrotik_hotspot_info',
    type: 'info',
    help: 'Where a hotspot server runs, and by which profile (/ip/hotspot).',
    labels: ['hotspot', 'interface', 'profile'],
  },
  enabled: {
    name: 'mikrotik_hotspot_enabled',
    type: 'gauge',
    help: '1 if the hotspot server is not disabled (/ip/hotspot: disabled).',
    labels: ['hotspot'],
  },
  invalid: {
    name: 'mikrotik_hotspot_invalid',
    type: 'gauge',
    help: '1 if the hotspot server cannot run as it is set (/ip/hotspot: invalid).',
    labels: ['hotspot'],
  },
  sessions: {
    name: 'mikrotik_hotspot_sessions',
    type: 'gauge',
    help: 'Number of users who are logged in (/ip/hotspot/active: server).',
    labels: ['hotspot'],
  },
  hosts: {
    name: 'mikrotik_hotspot_hosts',
    type: 'gauge',
    help: 'Number of devices that the hotspot server sees, logged in or not (/ip/hotspot/host: server).',
    labels: ['hotspot'],
  },
  authorizedHosts: {
    name: 'mikrotik_hotspot_authorized_hosts',
    type: 'gauge',
    help: 'Number of devices whose user is logged in (/ip/hotspot/host: authorized).',
    labels: ['hotspot'],
  },
  bypassedHosts: {
    name: 'mikrotik_hotspot_bypassed_hosts',
    type: 'gauge',
    help: 'Number of devices that need no login (/ip/hotspot/host: bypassed).',
    labels: ['hotspot'],
  },
  users: {
    name: 'mikrotik_hotspot_users',
    type: 'gauge',
    help: 'Number of users that the device knows itself (/ip/hotspot/user).',
    labels: [],
  },
  truncated: {
    name: 'mikrotik_hotspot_truncated',
    type: 'gauge',
    help: '1 if there are more hosts or sessions than the row limit, so that they are not counted (/ip/hotspot/active, /ip/hotspot/host).',
    labels: [],
  },
} as const satisfies FamilyTable;

const SERVER = ['name', 'interface', 'profile', 'disabled', 'invalid'] as const;
const SESSION = ['server'] as const;
const HOST = ['server', 'authorized', 'bypassed'] as const;

/** The hotspot servers, with their guests in numbers. */
export const hotspotCollector: Collector = {
  name: 'hotspot',
  summary: 'Hotspot servers with their sessions, hosts and users in numbers.',
  modules: ['hotspot'],
  partial: true,
  families,
  menus: [
    { command: '/ip/hotspot/print', cost: 'cheap', versions: '6 and 7' },
    { command: '/ip/hotspot/active/print', cost: 'walk', versions: '6 and 7' },
    { command: '/ip/hotspot/host/print', cost: 'walk', versions: '6 and 7' },
    { command: '/ip/hotspot/user/print', cost: 'walk', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    const sessions = new Tally(families.sessions);
    const hosts = new Tally(families.hosts);
    const authorizedHosts = new Tally(families.authorizedHosts);
    const bypassedHosts = new Tally(families.bypassedHosts);
    const tallies = [sessions, hosts, authorizedHosts, bypassedHosts];
    const [users, ...outcomes] = await settle(
      device.count('/ip/hotspot/user'),
      printServers(device, emit, (own) => {
        for (const tally of tallies) tally.add(own, 0);
      }),
      device.print('/ip/hotspot/active', SESSION, (row) => {
        sessions.add(labels({ hotspot: row.text('server') }));
      }),
      device.print('/ip/hotspot/host', HOST, (row) => {
        const own = labels({ hotspot: row.text('server') });
        hosts.add(own);
        if (row.flag('authorized')) authorizedHosts.add(own);
        if (row.flag('bypassed')) bypassedHosts.add(own);
      }),
    );
    emit(families.users, NO_LABELS, users);
    if (!outcomes.every(({ present }) => present)) return;
    if (emitTruncated(emit, families.truncated, ...outcomes)) return;
    for (const tally of tallies) tally.emit(emit);
  },
};

function printServers(
  device: Device,
  emit: Emit,
  found: (own: LabelSet<'hotspot'>) => void,
): Promise<Outcome> {
  return device.print('/ip/hotspot', SERVER, (row) => {
    const name = row.text('name');
    if (name === undefined) return;
    const info = labels({ hotspot: name, interface: row.text('interface'), profile: row.text('profile') });
    emit(families.info, info, 1);
    const own = labels({ hotspot: name });
    found(own);
    emit(families.enabled, own, !row.flag('disabled'));
    emit(families.invalid, own, row.flag('invalid'));
  });
}
