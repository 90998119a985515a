import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { bgpFamilies as families } from './bgp-families.ts';
import { type Collector, type Device, type Emit } from './contract.ts';
import { CLOCK_MENU, LocalTimes } from './local-times.ts';
import { splitRoutingAddress } from './routing-address.ts';
import { isSet } from './routing-flag.ts';
import { settle } from './settle.ts';
import { Tally } from './tally.ts';

/**
 * BGP: RouterOS 7 lists connections (configured) and sessions (a row for each peer that ever connected, which stays
 * after it is lost), RouterOS 6 one table of peers.
 */
export const bgpCollector: Collector = {
  name: 'bgp',
  summary: 'BGP connections and their sessions: state, uptime, prefixes, messages, updates.',
  modules: ['routing'],
  families,
  menus: [
    { command: '/routing/bgp/session/print', cost: 'table', versions: '7' },
    { command: '/routing/bgp/connection/print', cost: 'table', versions: '7' },
    { command: '/routing/bgp/peer/print', cost: 'table', versions: '6' },
    CLOCK_MENU,
  ],
  async collect(device, emit) {
    const times = new LocalTimes(emit);
    const established: Established = new Tally(families.connectionEstablished);
    await settle(
      printSessions(device, emit, times, established),
      printConnections(device, emit, established),
      printPeers(device, emit, established),
      times.askOffset(device),
    );
    times.flush();
    established.emit(emit);
  },
};

/** Established sessions by connection; an enabled connection is there with 0, a disabled one is not. */
type Established = Tally<typeof families.connectionEstablished>;

const SESSION = [
  'name',
  'remote.address',
  'remote.as',
  'remote.id',
  'remote.afi',
  'remote.messages',
  'remote.bytes',
  'local.address',
  'local.as',
  'local.messages',
  'local.bytes',
  'vrf',
  'prefix-count',
  'hold-time',
  'keepalive-time',
  'uptime',
  'last-started',
  'last-stopped',
  'limit-exceeded',
  'established',
] as const;

type SessionRow = Row<(typeof SESSION)[number]>;

function printSessions(
  device: Device,
  emit: Emit,
  times: LocalTimes,
  established: Established,
): Promise<unknown> {
  return device.print('/routing/bgp/session', SESSION, (row) => {
    const session = row.text('name');
    if (session === undefined) return;
    const connection = connectionOf(session);
    if (row.flag('established')) established.add(labels({ connection }));
    const remote = splitRoutingAddress(row.text('remote.address'));
    const info = labels({
      session,
      connection,
      remote_address: remote.address,
      remote_as: row.text('remote.as'),
      remote_id: row.text('remote.id'),
      interface: remote.interface,
      local_address: splitRoutingAddress(row.text('local.address')).address,
      local_as: row.text('local.as'),
      afi: row.text('remote.afi'),
      vrf: row.text('vrf') ?? remote.vrf,
    });
    emit(families.info, info, 1);
    collectSession(emit, times, session, row);
  });
}

/** RouterOS 7 names the sessions of connection `transit` `transit-1`, `transit-2` and so on. */
function connectionOf(session: string): string {
  return session.replace(/-\d+$/, '');
}

function collectSession(emit: Emit, times: LocalTimes, session: string, row: SessionRow): void {
  const own = labels({ session });
  const established = row.flag('established');
  emit(families.established, own, established);
  emit(families.uptime, own, established ? row.duration('uptime') : undefined);
  times.add(families.lastStarted, own, row.localTime('last-started'));
  times.add(families.lastStopped, own, row.localTime('last-stopped'));
  emit(families.prefixes, own, row.number('prefix-count'));
  emit(families.limitExceeded, own, isSet(row.text('limit-exceeded')));
  emit(families.receiveMessages, own, row.number('remote.messages'));
  emit(families.transmitMessages, own, row.number('local.messages'));
  emit(families.receiveBytes, own, row.number('remote.bytes'));
  emit(families.transmitBytes, own, row.number('local.bytes'));
  emit(families.hold, own, row.duration('hold-time'));
  emit(families.keepalive, own, row.duration('keepalive-time'));
}

const CONNECTION = [
  'name',
  'remote.address',
  'remote.as',
  'local.role',
  'instance',
  'vrf',
  'comment',
  'disabled',
  'inactive',
] as const;

function printConnections(device: Device, emit: Emit, established: Established): Promise<unknown> {
  return device.print('/routing/bgp/connection', CONNECTION, (row) => {
    const connection = row.text('name');
    if (connection === undefined) return;
    const info = labels({
      connection,
      remote_address: row.text('remote.address'),
      remote_as: row.text('remote.as'),
      local_role: row.text('local.role'),
      bgp_instance: row.text('instance'),
      vrf: row.text('vrf'),
      comment: row.text('comment'),
    });
    emit(families.connectionInfo, info, 1);
    emit(families.connectionInactive, labels({ connection }), row.flag('inactive'));
    collectEnabled(emit, established, connection, !row.flag('disabled'));
  });
}

function collectEnabled(emit: Emit, established: Established, connection: string, enabled: boolean): void {
  const own = labels({ connection });
  emit(families.connectionEnabled, own, enabled);
  if (enabled) established.add(own, 0);
}

const PEER = [
  'name',
  'instance',
  'remote-address',
  'remote-as',
  'remote-id',
  'local-address',
  'address-families',
  'state',
  'established',
  'uptime',
  'prefix-count',
  'updates-sent',
  'updates-received',
  'withdrawn-sent',
  'withdrawn-received',
  'used-hold-time',
  'used-keepalive-time',
  'disabled',
  'comment',
] as const;

type PeerRow = Row<(typeof PEER)[number]>;

/** A peer of RouterOS 6 is a connection and its only session in one. */
function printPeers(device: Device, emit: Emit, tally: Established): Promise<unknown> {
  return device.print('/routing/bgp/peer', PEER, (row) => {
    const name = row.text('name');
    if (name === undefined) return;
    collectPeerInfo(emit, name, row);
    const established = row.flag('established');
    collectEnabled(emit, tally, name, !row.flag('disabled'));
    if (established) tally.add(labels({ connection: name }));
    const own = labels({ session: name });
    emit(families.established, own, established);
    emit.state(families.state, own, row.text('state'));
    emit(families.uptime, own, established ? row.duration('uptime') : undefined);
    emit(families.prefixes, own, row.number('prefix-count'));
    emit(families.receiveUpdates, own, row.number('updates-received'));
    emit(families.transmitUpdates, own, row.number('updates-sent'));
    emit(families.receiveWithdrawals, own, row.number('withdrawn-received'));
    emit(families.transmitWithdrawals, own, row.number('withdrawn-sent'));
    emit(families.hold, own, row.duration('used-hold-time'));
    emit(families.keepalive, own, row.duration('used-keepalive-time'));
  });
}

function collectPeerInfo(emit: Emit, name: string, row: PeerRow): void {
  const ofConnection = labels({
    connection: name,
    remote_address: row.text('remote-address'),
    remote_as: row.text('remote-as'),
    local_role: undefined,
    bgp_instance: row.text('instance'),
    vrf: undefined,
    comment: row.text('comment'),
  });
  emit(families.connectionInfo, ofConnection, 1);
  const ofSession = labels({
    session: name,
    connection: name,
    remote_address: row.text('remote-address'),
    remote_as: row.text('remote-as'),
    remote_id: row.text('remote-id'),
    interface: undefined,
    local_address: row.text('local-address'),
    local_as: undefined,
    afi: row.text('address-families'),
    vrf: undefined,
  });
  emit(families.info, ofSession, 1);
}
