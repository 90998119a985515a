import { barsPanel } from '../lib/bars.ts';
import { type Rows, tablePanel } from '../lib/table.ts';
import { COUNT, faults } from '../lib/values.ts';
import { CHOSEN, NOT_REACHED, ofChosen } from './selectors.ts';

const siteRows: Rows = { by: ['tenant', 'site'], pick: `topk(100, ${NOT_REACHED})` };

const KNOWN = `sum by (tenant, site) (${ofChosen('site:probe_success:count_max')})`;
const firing = (severity: string): string =>
  `count by (tenant, site) (ALERTS{alertstate="firing",severity="${severity}",${CHOSEN}}) or 0 * ${KNOWN}`;

export const sites = tablePanel({
  title: 'Sites',
  description: 'Devices of each tenant and site, those with most trouble first; at most 100 sites.',
  width: 14,
  height: 9,
  rows: siteRows,
  columns: [
    { title: 'Tenant', label: 'tenant' },
    { title: 'Site', label: 'site' },
    {
      title: 'Devices',
      value: { expr: KNOWN },
      style: COUNT,
    },
    { title: 'Not answering', value: 'picked', style: faults('red') },
    {
      title: 'Critical alerts',
      value: { expr: firing('critical') },
      style: faults('red'),
    },
    {
      title: 'Warnings',
      value: { expr: firing('warning') },
      style: faults('orange'),
    },
  ],
  sortBy: { column: 'Not answering', descending: true },
});

export const versions = barsPanel({
  title: 'RouterOS versions',
  description: 'Devices on each RouterOS version.',
  width: 10,
  height: 9,
  query: {
    expr: `sort_desc(topk(15, sum by (version) (${ofChosen('site_version:mikrotik_system_info:count')})))`,
    legend: '{{version}}',
  },
  style: COUNT,
});
