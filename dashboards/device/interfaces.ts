import { ROW_TO_INTERFACE } from '../lib/links.ts';
import { statPanel } from '../lib/stat.ts';
import { tablePanel } from '../lib/table.ts';
import { eventPanel, packetPanel, timeSeriesPanel, trafficPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT, flag, type ValueStyle } from '../lib/values.ts';
import { busiest, interfaceRows, of, ofInterfaces, one, rateOf } from './selectors.ts';

const FAULT_RATE: ValueStyle = { unit: UNIT.perSecond, decimals: 1 };

export const interfaces = tablePanel({
  title: 'Interfaces',
  description: 'Those with most traffic first; at most 200. Link losses are those of the time range shown.',
  width: 24,
  height: 12,
  rows: interfaceRows,
  columns: [
    { title: 'Interface', label: 'interface', link: ROW_TO_INTERFACE },
    {
      title: 'State',
      value: {
        expr: `${ofInterfaces('mikrotik_interface_running')} + ${ofInterfaces('mikrotik_interface_enabled')} - 1`,
      },
      style: {
        unit: UNIT.state,
        states: {
          [-1]: { text: 'Disabled', colour: 'text' },
          0: { text: 'Down', colour: 'orange' },
          1: { text: 'Up', colour: 'green' },
        },
      },
      width: 90,
    },
    { title: 'Type', width: 90, label: 'kind', of: ofInterfaces('mikrotik_interface_info') },
    { title: 'Comment', label: 'comment', of: ofInterfaces('mikrotik_interface_info') },
    {
      title: 'Speed',
      width: 90,
      value: { expr: `8 * ${ofInterfaces('mikrotik_ethernet_speed_bytes')}` },
      style: { unit: UNIT.bitsPerSecond, decimals: 0 },
    },
    {
      title: 'Full duplex',
      width: 100,
      value: { expr: ofInterfaces('mikrotik_ethernet_full_duplex') },
      style: flag('yes', 'text', 'no', 'orange'),
    },
    {
      title: 'Negotiated',
      width: 100,
      value: { expr: ofInterfaces('mikrotik_ethernet_auto_negotiation_done') },
      style: flag('yes', 'text', 'no', 'orange'),
    },
    {
      title: 'Received',
      width: 110,
      value: { expr: `8 * ${rateOf('mikrotik_interface_receive_bytes_total')}` },
      style: { unit: UNIT.bitsPerSecond },
    },
    {
      title: 'Sent',
      width: 110,
      value: { expr: `8 * ${rateOf('mikrotik_interface_transmit_bytes_total')}` },
      style: { unit: UNIT.bitsPerSecond },
    },
    {
      title: 'Errors',
      width: 100,
      value: {
        expr: `${rateOf('mikrotik_interface_receive_errors_total')} + ${rateOf('mikrotik_interface_transmit_errors_total')}`,
      },
      style: FAULT_RATE,
    },
    {
      title: 'Drops',
      width: 100,
      value: {
        expr: `${rateOf('mikrotik_interface_receive_drops_total')} + ${rateOf('mikrotik_interface_transmit_drops_total')}`,
      },
      style: FAULT_RATE,
    },
    {
      title: 'Link losses',
      width: 100,
      value: { expr: `increase(${ofInterfaces('mikrotik_interface_link_downs_total')}[$__range])` },
      style: { ...COUNT, limits: [{ from: 1, colour: 'orange' }] },
    },
  ],
  sortBy: { column: 'Received', descending: true },
});

export const traffic = [
  trafficPanel({
    title: 'Received',
    description:
      'Traffic that each interface received, of the ten busiest. What is switched in hardware may be missing.',
    width: 12,
    height: 9,
    queries: [busiest(10, 'mikrotik_interface_receive_bytes_total')],
  }),
  trafficPanel({
    title: 'Sent',
    description:
      'Traffic that each interface sent, of the ten busiest. What is switched in hardware may be missing.',
    width: 12,
    height: 9,
    queries: [busiest(10, 'mikrotik_interface_transmit_bytes_total')],
  }),
  packetPanel({
    title: 'Packets',
    description:
      'Packets of the five interfaces with most each way. Many small packets load a router more than many bytes.',
    width: 12,
    height: 9,
    queries: [
      busiest(5, 'mikrotik_interface_receive_packets_total', ' received'),
      busiest(5, 'mikrotik_interface_transmit_packets_total', ' sent'),
    ],
  }),
  eventPanel({
    title: 'Errors and drops',
    description:
      'Packets that were broken, or dropped by the driver or a full queue, of the three worst interfaces each.',
    width: 12,
    height: 9,
    queries: [
      busiest(3, 'mikrotik_interface_receive_errors_total', ' receive errors'),
      busiest(3, 'mikrotik_interface_transmit_errors_total', ' send errors'),
      busiest(3, 'mikrotik_interface_receive_drops_total', ' receive drops'),
      busiest(3, 'mikrotik_interface_transmit_drops_total', ' send drops'),
      busiest(3, 'mikrotik_interface_transmit_queue_drops_total', ' queue drops'),
    ],
  }),
  timeSeriesPanel({
    title: 'Dynamic interfaces',
    description: 'PPP and VPN sessions by their type. A fall to 0 is every customer of the device.',
    width: 18,
    height: 7,
    queries: [
      {
        expr: `max by (kind) (${of('mikrotik_interface_dynamic_interfaces')})`,
        legend: '{{kind}}',
      },
    ],
    style: { ...COUNT, min: 0 },
  }),
  statPanel({
    title: 'Interface list',
    description: 'Whether all interfaces are here, or the list was cut at the row limit of the module.',
    width: 6,
    height: 7,
    query: one('mikrotik_interface_truncated', 'list'),
    style: flag('Cut off', 'orange', 'Complete', 'green'),
  }),
];
