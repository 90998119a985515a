import { labels } from '../exposition/labels.ts';
import { type Row } from '../routeros/row.ts';
import { type Collector, type Emit } from './contract.ts';
import { ipsecPeerFamilies as families } from './ipsec-peer-families.ts';
import { settle } from './settle.ts';
import { emitTruncated } from './truncated.ts';

const PEER = [
  'local-address',
  'remote-address',
  'port',
  'id',
  'dynamic-address',
  'comment',
  'state',
  'uptime',
  'last-seen',
  'ph2-total',
  'side',
  'responder',
  'natt-peer',
  'rx-bytes',
  'tx-bytes',
  'rx-packets',
  'tx-packets',
] as const;

type PeerRow = Row<(typeof PEER)[number]>;

/**
 * The peers that negotiate or have negotiated phase 1: anybody can begin to, so there is a cap. A peer that is down is
 * not among them, and one that comes back has no id at first: whether a site is there is said of configured peers.
 */
export const ipsecPeerCollector: Collector = {
  name: 'ipsec_peer',
  summary: 'State, uptime and traffic of each IPsec peer; whether the configured ones are there.',
  modules: ['vpn'],
  maxRows: 1000,
  partial: true,
  families,
  menus: [
    { command: '/ip/ipsec/peer/print', cost: 'table', versions: '6 and 7' },
    { command: '/ip/ipsec/active-peers/print', cost: 'table', versions: '6 and 7' },
  ],
  async collect(device, emit) {
    const configured: ConfiguredPeer[] = [];
    const established = new Set<string>();
    const outcomes = await settle(
      device.print('/ip/ipsec/peer', CONFIGURED, (row) => {
        const peer = collectConfigured(emit, row);
        if (peer !== undefined) configured.push(peer);
      }),
      device.print(
        '/ip/ipsec/active-peers',
        PEER,
        (row) => {
          collectPeer(emit, row);
          if (row.text('state') !== 'established') return;
          const remote = row.text('remote-address') ?? '';
          established.add(remote).add(`${row.text('local-address')} ${remote}`);
        },
        { words: ['=stats='] },
      ),
    );
    const truncated = emitTruncated(emit, families.truncated, ...outcomes);
    if (truncated || !outcomes[1].present) return;
    for (const { name, addresses } of configured) {
      emit(families.configuredEstablished, labels({ ipsec_peer: name }), established.has(addresses));
    }
  },
};

const CONFIGURED = [
  'name',
  'address',
  'current-address',
  'local-address',
  'exchange-mode',
  'comment',
  'disabled',
] as const;

/** A configured peer that is enabled and at one address. */
interface ConfiguredPeer {
  readonly name: string;
  /** The remote one, after the local one if that is configured: two providers may lead to one site. */
  readonly addresses: string;
}

function collectConfigured(emit: Emit, row: Row<(typeof CONFIGURED)[number]>): ConfiguredPeer | undefined {
  const name = row.text('name');
  if (name === undefined) return undefined;
  const local = row.text('local-address');
  const info = labels({
    ipsec_peer: name,
    remote_address: row.text('address'),
    local_address: local,
    exchange_mode: row.text('exchange-mode'),
    comment: row.text('comment'),
  });
  emit(families.configuredInfo, info, 1);
  const disabled = row.flag('disabled');
  emit(families.configuredEnabled, labels({ ipsec_peer: name }), !disabled);
  const remote = oneAddress(row.text('current-address') || row.text('address'));
  return disabled || remote === undefined
    ? undefined
    : { name, addresses: local ? `${local} ${remote}` : remote };
}

/** `203.0.113.2` of `203.0.113.2/32`; none of a network, nor of a name that the device has not looked up. */
function oneAddress(address = ''): string | undefined {
  return /^([\d.]+)(?:\/32)?$|^([\da-f:.]*:[\da-f:.]*)(?:\/128)?$/i.exec(address)?.slice(1).find(Boolean);
}

function collectPeer(emit: Emit, row: PeerRow): void {
  const identity = {
    local_address: row.text('local-address'),
    remote_address: row.text('remote-address'),
    remote_port: row.text('port'),
    peer_id: row.text('id'),
  };
  const info = labels({
    ...identity,
    dynamic_address: row.text('dynamic-address'),
    comment: row.text('comment'),
  });
  emit(families.info, info, 1);
  const own = labels(identity);
  emit.state(families.state, own, row.text('state'));
  emit(families.uptime, own, row.duration('uptime'));
  emit(families.idle, own, row.duration('last-seen'));
  emit(families.phase2Associations, own, row.number('ph2-total'));
  emit(families.responder, own, isResponder(row));
  emit(families.natTraversal, own, row.flag('natt-peer'));
  emit(families.receiveBytes, own, row.number('rx-bytes'));
  emit(families.transmitBytes, own, row.number('tx-bytes'));
  emit(families.receivePackets, own, row.number('rx-packets'));
  emit(families.transmitPackets, own, row.number('tx-packets'));
}

/** A word in the versions that send `side`, a flag in those that do not. */
function isResponder(row: PeerRow): boolean {
  const side = row.text('side');
  return side === undefined ? row.flag('responder') : side === 'responder';
}
