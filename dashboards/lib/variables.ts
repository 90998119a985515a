import {
  DatasourceVariableBuilder,
  QueryVariableBuilder,
  VariableRefresh,
  VariableSort,
} from '@grafana/grafana-foundation-sdk/dashboard';

/** The Prometheus to ask. */
export const DATASOURCE = { type: 'prometheus', uid: '${datasource}' };

export const datasourceVariable = (): DatasourceVariableBuilder =>
  new DatasourceVariableBuilder('datasource').label('Data source').type('prometheus');

const labelVariable = (name: string, label: string, metric: string): QueryVariableBuilder =>
  new QueryVariableBuilder(name)
    .label(label)
    .datasource(DATASOURCE)
    .query(`label_values(${metric}, ${name})`)
    .refresh(VariableRefresh.OnTimeRangeChanged)
    .sort(VariableSort.AlphabeticalCaseInsensitiveAsc);

/** Any number of a label's values; all of them are also those that lack the label. */
const filterVariable = (name: string, label: string, metric: string): QueryVariableBuilder =>
  labelVariable(name, label, metric)
    .multi(true)
    .includeAll(true)
    .allValue('.*')
    .current({
      selected: true,
      text: ['All'],
      value: ['$__all'],
    });

const PROBED = 'probe_success{job="mikrotik"';

export const tenantVariable = (): QueryVariableBuilder => filterVariable('tenant', 'Tenant', `${PROBED}}`);

export const siteVariable = (): QueryVariableBuilder =>
  filterVariable('site', 'Site', `${PROBED},tenant=~"$tenant"}`);

/** Exactly one device. */
export const instanceVariable = (): QueryVariableBuilder =>
  labelVariable('instance', 'Device', `${PROBED},tenant=~"$tenant",site=~"$site"}`);

export const interfaceVariable = (): QueryVariableBuilder =>
  filterVariable('interface', 'Interface', 'mikrotik_interface_running{job="mikrotik",instance="$instance"}');
