import { of } from '../device/selectors.ts';
import { tablePanel } from '../lib/table.ts';
import { timeSeriesPanel } from '../lib/time-series.ts';
import { UNIT } from '../lib/units.ts';
import { COUNT, UP_OR_DOWN } from '../lib/values.ts';
import { needs, per, TIME, YES_IS_GOOD, YES_OR_NO } from './selectors.ts';

const NEEDS = needs('lte');

const perModem = (metric: string, what: string): ReturnType<typeof per> =>
  per('interface', of(metric), `{{interface}} ${what}`);

export const lte = [
  tablePanel({
    title: 'Modems',
    description: `Each modem with its network and cell. ${NEEDS}`,
    width: 24,
    height: 5,
    rows: {
      by: ['interface'],
      pick: `topk(20, max by (interface) (${of('mikrotik_lte_modem_present')}))`,
    },
    columns: [
      { title: 'Interface', label: 'interface' },
      { title: 'Answers', width: 80, value: 'picked', style: YES_IS_GOOD },
      { title: 'Modem', label: 'modem', of: of('mikrotik_lte_modem_info') },
      {
        title: 'Data',
        width: 70,
        value: { expr: of('mikrotik_lte_connected') },
        style: UP_OR_DOWN,
      },
      { title: 'Operator', label: 'operator', of: of('mikrotik_lte_network_info') },
      { title: 'Technology', label: 'access_technology', of: of('mikrotik_lte_network_info') },
      { title: 'Cell', label: 'cell_id', of: of('mikrotik_lte_cell_info') },
      {
        title: 'Roaming',
        width: 80,
        value: { expr: of('mikrotik_lte_roaming') },
        style: YES_OR_NO,
      },
      {
        title: 'More carriers',
        width: 110,
        value: { expr: of('mikrotik_lte_aggregated_carriers') },
        style: COUNT,
      },
      {
        title: 'Connected for',
        width: 120,
        value: { expr: of('mikrotik_lte_session_uptime_seconds') },
        style: TIME,
      },
    ],
    sortBy: { column: 'Interface' },
  }),
  timeSeriesPanel({
    title: 'Strength',
    description: `RSRP is the reference signal of the cell: beyond -80 dBm it is strong, under -110 dBm hardly there. RSSI is all that the modem hears. ${NEEDS}`,
    width: 12,
    height: 7,
    queries: [perModem('mikrotik_lte_rsrp_dbm', 'RSRP'), perModem('mikrotik_lte_rssi_dbm', 'RSSI')],
    style: { unit: UNIT.decibelMilliwatts, decimals: 0 },
  }),
  timeSeriesPanel({
    title: 'Quality',
    description: `SINR is the signal above interference and noise; under 0 dB the cell is too far, or too many are on it. ${NEEDS}`,
    width: 12,
    height: 7,
    queries: [perModem('mikrotik_lte_sinr_decibels', 'SINR'), perModem('mikrotik_lte_rsrq_decibels', 'RSRQ')],
    style: { unit: UNIT.decibels, decimals: 0 },
  }),
];
