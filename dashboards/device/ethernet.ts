import { ROW_TO_INTERFACE } from '../lib/links.ts';
import { type Rows, tablePanel } from '../lib/table.ts';
import { eventPanel, timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { flag } from '../lib/values.ts';
import { busiest, ofInterfaces, perInterface, YES_IS_BAD } from './selectors.ts';

const sfpRows: Rows = {
  by: ['interface'],
  pick: `topk(200, max by (interface) (${ofInterfaces('mikrotik_ethernet_sfp_module_present')}))`,
};

export const ethernet = [
  eventPanel({
    title: 'Frame errors',
    description:
      'Frames with a wrong checksum (cable, optics), or lost in a full buffer or at the switch chip, of the three worst ports each.',
    width: 12,
    height: 9,
    queries: [
      busiest(3, 'mikrotik_ethernet_receive_fcs_errors_total', ' checksum'),
      busiest(3, 'mikrotik_ethernet_receive_overflows_total', ' overflow'),
      busiest(3, 'mikrotik_ethernet_receive_drops_total', ' drops'),
    ],
  }),
  eventPanel({
    title: 'Pause frames',
    description:
      'Flow control, of the five ports with most: received means that the partner is too slow, sent that this device is.',
    width: 12,
    height: 9,
    queries: [
      busiest(5, 'mikrotik_ethernet_receive_pauses_total', ' received'),
      busiest(5, 'mikrotik_ethernet_transmit_pauses_total', ' sent'),
    ],
  }),
];

export const modules = tablePanel({
  title: 'Modules',
  description:
    'Each cage with what is in it. Lost light is the fibre or the far end; a fault is the laser of this module.',
  width: 24,
  height: 7,
  rows: sfpRows,
  columns: [
    { title: 'Interface', label: 'interface', link: ROW_TO_INTERFACE },
    { title: 'Module', value: 'picked', style: flag('present', 'text', 'empty', 'text') },
    { title: 'Vendor', label: 'vendor', of: ofInterfaces('mikrotik_ethernet_sfp_info') },
    { title: 'Part', label: 'part_number', of: ofInterfaces('mikrotik_ethernet_sfp_info') },
    { title: 'Serial number', label: 'serial_number', of: ofInterfaces('mikrotik_ethernet_sfp_info') },
    {
      title: 'Light lost',
      value: { expr: ofInterfaces('mikrotik_ethernet_sfp_receive_loss') },
      style: YES_IS_BAD,
    },
    {
      title: 'Laser fault',
      value: { expr: ofInterfaces('mikrotik_ethernet_sfp_transmit_fault') },
      style: YES_IS_BAD,
    },
    {
      title: 'Wavelength',
      value: { expr: ofInterfaces('mikrotik_ethernet_sfp_wavelength_meters') },
      style: { unit: UNIT.meters },
    },
    {
      title: 'Supply',
      value: { expr: ofInterfaces('mikrotik_ethernet_sfp_supply_volts') },
      style: { unit: UNIT.volts, decimals: 2 },
    },
    {
      title: 'Laser current',
      value: { expr: ofInterfaces('mikrotik_ethernet_sfp_transmit_bias_amperes') },
      style: { unit: UNIT.amperes, decimals: 1 },
    },
  ],
  sortBy: { column: 'Module', descending: true },
});

export const optics = [
  timeSeriesPanel({
    title: 'Light received',
    description:
      'Optical power received. A slow fall is dirt or a bend; the module’s data sheet has its limit.',
    width: 8,
    height: 8,
    queries: [perInterface('mikrotik_ethernet_sfp_receive_power_dbm')],
    style: { unit: UNIT.decibelMilliwatts, decimals: 1 },
  }),
  timeSeriesPanel({
    title: 'Light sent',
    description: 'Optical power sent. A slow fall is a laser that ages.',
    width: 8,
    height: 8,
    queries: [perInterface('mikrotik_ethernet_sfp_transmit_power_dbm')],
    style: { unit: UNIT.decibelMilliwatts, decimals: 1 },
  }),
  timeSeriesPanel({
    title: 'Module temperature',
    description: 'Temperature of each module; most are made for 0 to 70 °C.',
    width: 8,
    height: 8,
    queries: [perInterface('mikrotik_ethernet_sfp_temperature_celsius')],
    style: { unit: UNIT.celsius },
  }),
];
