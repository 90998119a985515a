import { of } from '../device/selectors.ts';
import { tablePanel } from '../lib/table.ts';
import { timeSeriesPanel } from '../lib/time-series.ts';
import { COUNT, PERCENT } from '../lib/values.ts';
import { needs, present, TIME, YES_OR_NO } from './selectors.ts';

const NEIGHBOR = ['interface', 'mac_address', 'neighbor_interface'];

export const ip = [
  timeSeriesPanel({
    title: 'DHCP leases',
    description: `Leases of all servers by status; a static one without a client is waiting. ${needs('dhcp')}`,
    width: 8,
    height: 8,
    queries: [
      {
        expr: `sum by (lease_status) (max by (server, lease_status) (${of('mikrotik_dhcp_server_leases')}))`,
        legend: '{{lease_status}}',
      },
    ],
    style: { ...COUNT, min: 0 },
  }),
  tablePanel({
    title: 'Pools',
    description: `The fullest first; at most 200. A full pool gives no more leases. ${needs('ip')}`,
    width: 8,
    height: 8,
    rows: {
      by: ['pool'],
      pick: `topk(200, max by (pool) (${of('mikrotik_ip_pool_used_addresses')} / ${of('mikrotik_ip_pool_addresses')}))`,
    },
    columns: [
      { title: 'Pool', label: 'pool' },
      { title: 'Taken', width: 80, value: { expr: of('mikrotik_ip_pool_used_addresses') }, style: COUNT },
      { title: 'Of', width: 90, value: { expr: of('mikrotik_ip_pool_addresses') }, style: COUNT },
      { title: 'Share', width: 80, value: 'picked', style: PERCENT },
    ],
    sortBy: { column: 'Share', descending: true },
  }),
  timeSeriesPanel({
    title: 'ARP entries',
    description: `Entries by status. Many that are incomplete or failed are a scan, or a network that is gone. ${needs('ip')}`,
    width: 8,
    height: 8,
    queries: [
      {
        expr: `sum by (arp_status) (max by (interface, arp_status) (${of('mikrotik_arp_entries')}))`,
        legend: '{{arp_status}}',
      },
    ],
    style: { ...COUNT, min: 0 },
  }),
  tablePanel({
    title: 'DHCP clients',
    description: `What the router has got from others, such as its provider. ${needs('ip')}`,
    width: 10,
    height: 7,
    rows: {
      by: ['interface'],
      pick: `topk(200, max by (interface) (${of('mikrotik_dhcp_client_enabled')}))`,
    },
    columns: [
      { title: 'Interface', width: 110, label: 'interface' },
      { title: 'Enabled', width: 70, value: 'picked', style: YES_OR_NO },
      {
        title: 'State',
        width: 90,
        label: 'state',
        of: present('mikrotik_dhcp_client_state'),
        words: { bound: 'green', renewing: 'green', stopped: 'text' },
      },
      { title: 'Address', width: 130, label: 'ip_address', of: of('mikrotik_dhcp_client_info') },
      { title: 'Gateway', width: 130, label: 'gateway', of: of('mikrotik_dhcp_client_info') },
      {
        title: 'Ends in',
        width: 90,
        value: { expr: of('mikrotik_dhcp_client_lease_remaining_seconds') },
        style: TIME,
      },
    ],
    sortBy: { column: 'Interface' },
  }),
  tablePanel({
    title: 'Neighbours',
    description: `Devices that MNDP, LLDP or CDP have found; at most 200. ${needs('neighbors')}`,
    width: 14,
    height: 7,
    rows: {
      by: NEIGHBOR,
      pick: `topk(200, max by (${NEIGHBOR.join(', ')}) (${of('mikrotik_neighbor_info')}))`,
    },
    columns: [
      { title: 'Interface', width: 120, label: 'interface' },
      { title: 'Identity', label: 'identity', of: of('mikrotik_neighbor_info') },
      { title: 'Its port', width: 120, label: 'neighbor_interface' },
      { title: 'Board', label: 'board_name', of: of('mikrotik_neighbor_info') },
      { title: 'RouterOS', width: 150, label: 'version', of: of('mikrotik_neighbor_info') },
      { title: 'Address', width: 130, label: 'ip_address', of: of('mikrotik_neighbor_info') },
      {
        title: 'Heard',
        width: 80,
        value: { expr: of('mikrotik_neighbor_age_seconds') },
        style: TIME,
      },
    ],
    sortBy: { column: 'Interface' },
  }),
];
