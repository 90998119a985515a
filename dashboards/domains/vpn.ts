import { of } from '../device/selectors.ts';
import { tablePanel } from '../lib/table.ts';
import { timeSeriesPanel } from '../lib/time-series.ts';
import { COUNT, flag, UP_OR_DOWN } from '../lib/values.ts';
import { BITS, bitsOf, needs, per, present, TIME, YES_OR_NO } from './selectors.ts';

const WIREGUARD_PEER = ['interface', 'public_key'];
const IPSEC_PEER = ['local_address', 'remote_address', 'remote_port', 'peer_id'];
/** Seconds after which WireGuard itself gives a session up. */
const WIREGUARD_SESSION = 180;

export const vpn = [
  tablePanel({
    title: 'WireGuard peers',
    description: `A session is alive for ${WIREGUARD_SESSION} s after a handshake; a peer with nothing to say has none. At most 200. ${needs('vpn')}`,
    width: 24,
    height: 8,
    rows: {
      by: WIREGUARD_PEER,
      pick: `topk(200, max by (${WIREGUARD_PEER.join(', ')}) (${of('mikrotik_wireguard_peer_info')}))`,
    },
    columns: [
      { title: 'Interface', width: 140, label: 'interface' },
      { title: 'Peer', label: 'peer', of: of('mikrotik_wireguard_peer_info') },
      { title: 'Comment', label: 'comment', of: of('mikrotik_wireguard_peer_info') },
      { title: 'Allowed addresses', label: 'allowed_address', of: of('mikrotik_wireguard_peer_info') },
      { title: 'Public key', label: 'public_key' },
      {
        title: 'Enabled',
        width: 80,
        value: { expr: of('mikrotik_wireguard_peer_enabled') },
        style: YES_OR_NO,
      },
      {
        title: 'Session',
        width: 80,
        value: {
          expr: `${of('mikrotik_wireguard_peer_last_handshake_age_seconds')} < bool ${WIREGUARD_SESSION}`,
        },
        style: flag('alive', 'green', 'none', 'orange'),
      },
      {
        title: 'Handshake ago',
        width: 140,
        value: { expr: of('mikrotik_wireguard_peer_last_handshake_age_seconds') },
        style: TIME,
      },
      {
        title: 'Received',
        width: 100,
        value: { expr: bitsOf('mikrotik_wireguard_peer_receive_bytes_total') },
        style: BITS,
      },
      {
        title: 'Sent',
        width: 100,
        value: { expr: bitsOf('mikrotik_wireguard_peer_transmit_bytes_total') },
        style: BITS,
      },
    ],
    sortBy: { column: 'Received', descending: true },
  }),
  tablePanel({
    title: 'IPsec peers',
    description: `Phase 1 with each peer, and its traffic, which RouterOS 7 counts. At most 200. ${needs('vpn')}`,
    width: 24,
    height: 7,
    rows: {
      by: IPSEC_PEER,
      pick: `topk(200, max by (${IPSEC_PEER.join(', ')}) (${of('mikrotik_ipsec_peer_info')}))`,
    },
    columns: [
      { title: 'Peer', label: 'remote_address' },
      { title: 'ID', label: 'peer_id' },
      { title: 'Comment', label: 'comment', of: of('mikrotik_ipsec_peer_info') },
      {
        title: 'State',
        label: 'state',
        of: present('mikrotik_ipsec_peer_state'),
        words: { established: 'green' },
      },
      {
        title: 'Uptime',
        width: 110,
        value: { expr: of('mikrotik_ipsec_peer_uptime_seconds') },
        style: TIME,
      },
      {
        title: 'Last heard',
        width: 110,
        value: { expr: of('mikrotik_ipsec_peer_idle_seconds') },
        style: TIME,
      },
      {
        title: 'Phase 2',
        width: 80,
        value: { expr: of('mikrotik_ipsec_peer_phase2_associations') },
        style: COUNT,
      },
      {
        title: 'Received',
        width: 100,
        value: { expr: bitsOf('mikrotik_ipsec_peer_receive_bytes_total') },
        style: BITS,
      },
      {
        title: 'Sent',
        width: 100,
        value: { expr: bitsOf('mikrotik_ipsec_peer_transmit_bytes_total') },
        style: BITS,
      },
    ],
    sortBy: { column: 'Uptime' },
  }),
  timeSeriesPanel({
    title: 'PPP sessions',
    description: `Sessions that the router serves, by protocol. A fall to 0 is every customer of the device. ${needs('vpn')}`,
    width: 10,
    height: 8,
    queries: [per('kind', of('mikrotik_ppp_service_sessions'), '{{kind}}')],
    style: { ...COUNT, min: 0 },
  }),
  tablePanel({
    title: 'PPP clients',
    description: `Connections of the router itself to others: to its provider, or to a VPN server. At most 200. ${needs('vpn')}`,
    width: 14,
    height: 8,
    rows: {
      by: ['interface'],
      pick: `topk(200, max by (interface) (${of('mikrotik_ppp_client_info')}))`,
    },
    columns: [
      { title: 'Interface', label: 'interface' },
      { title: 'Protocol', width: 90, label: 'kind', of: of('mikrotik_ppp_client_info') },
      { title: 'Over', label: 'parent', of: of('mikrotik_ppp_client_info') },
      { title: 'Server', label: 'server', of: of('mikrotik_ppp_client_info') },
      { title: 'Enabled', width: 80, value: { expr: of('mikrotik_ppp_client_enabled') }, style: YES_OR_NO },
      {
        title: 'State',
        width: 80,
        value: { expr: of('mikrotik_ppp_client_connected') },
        style: UP_OR_DOWN,
      },
      {
        title: 'Uptime',
        width: 110,
        value: { expr: of('mikrotik_ppp_client_uptime_seconds') },
        style: TIME,
      },
    ],
    sortBy: { column: 'State' },
  }),
];
